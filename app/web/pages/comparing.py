"""What changed between two moments: the page of its own, and the same as an Excel file."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from app.domain.errors import InvalidParameterError
from app.domain.history.comparing import ChangeKind
from app.domain.messages import msgid
from app.queries.choices import organisation_choices, programme_choices
from app.queries.history.council_sessions import latest_sessions
from app.queries.history.since import SINCE
from app.schemas.comparing import ComparisonFilters, ComparisonParameters
from app.web.comparing import changes_in, comparison, scope_of
from app.web.pages.shared import Comparing, parameters
from app.web.sheets import sheet_response
from app.web.templating.comparison_sheet import table_of

router = APIRouter()


@router.get("/thay-doi")
def show(
    comparing: Comparing, wanted: Annotated[ComparisonParameters, Depends(parameters(ComparisonParameters))]
) -> Response:
    view = comparing.view
    found = comparison(view, comparing.request, wanted) if view.since else None
    return comparing.page(
        "history/changes.html",
        comparison=found,
        wanted=wanted,
        kinds=list(ChangeKind),
        programmes=programme_choices(view.session),
        organisations=organisation_choices(view.session),
        sessions=latest_sessions(view.session, view.as_of),
        next=comparing.here.with_(cursor=found.next) if found and found.next else None,
    )


@router.get("/thay-doi.xlsx")
def download(
    comparing: Comparing, wanted: Annotated[ComparisonFilters, Depends(parameters(ComparisonFilters))]
) -> Response:
    """Send all changes, on however many pages they stand."""
    view = comparing.view
    if view.span is None:
        raise InvalidParameterError(parameter=SINCE, reason=msgid("This is required."))
    found = changes_in(view, comparing.request, scope_of(wanted))
    chosen = [change for change in found if not wanted.kind or change.kind in wanted.kind]
    table = table_of(chosen, view.span, comparing.formats, demo=view.demo)
    name = f"thay-doi-{view.span.since.day}-{view.span.until.day}.xlsx"
    sheet = comparing.formats.gettext(msgid("Changes"))
    return sheet_response({sheet: table}, name, view.now)
