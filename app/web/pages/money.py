"""The money of the portfolio: by programme with sums, project by project, and all of it as an Excel file."""

from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Depends, Response

from app.domain.messages import msgid
from app.queries.choices import programme_choices
from app.queries.results.capital_sums import When
from app.queries.results.portfolio_money import money_page, portfolio_money
from app.schemas.money import MoneyFilters, MoneyPageParameters, MoneyRead
from app.web.pages.shared import Answering, Showing, parameters
from app.web.sheets import sheet_response
from app.web.templating.money_sheet import money_sheet

router = APIRouter()
_MOST = 200


@router.get("/von")
def show(
    showing: Showing, wanted: Annotated[MoneyPageParameters, Depends(parameters(MoneyPageParameters))]
) -> Response:
    view = showing.view
    when = When.asked(wanted.budget_year, view.as_of)
    page = money_page(view.session, wanted, when)
    return showing.page(
        "capital/index.html",
        portfolio=portfolio_money(view.session, when),
        page=page,
        wanted=wanted,
        programmes=programme_choices(view.session),
        **showing.neighbours(page),
    )


@router.get("/von.xlsx")
def download(showing: Showing, wanted: Annotated[MoneyFilters, Depends(parameters(MoneyFilters))]) -> Response:
    """Send all projects that the filters let through, on however many pages they stand."""
    view = showing.view
    when = When.asked(wanted.budget_year, view.as_of)
    table = money_sheet(_all_of(showing, wanted, when), when, showing.formats, demo=view.demo)
    return sheet_response(
        {showing.formats.gettext(msgid("Capital")): table}, f"von-{when.year}-{when.as_of}.xlsx", view.now
    )


def _all_of(showing: Answering, wanted: MoneyFilters, when: When) -> Iterator[MoneyRead]:
    """Yield the projects page by page, so that no more than one page is ever held."""
    cursor = None
    while True:
        asked = MoneyPageParameters(**wanted.model_dump(), limit=_MOST, cursor=cursor)
        page = money_page(showing.view.session, asked, when)
        yield from page.rows
        cursor = page.next
        if cursor is None:
            return
