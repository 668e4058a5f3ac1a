"""Indicators: targets against measurements."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from app.domain.results.achievement import Verdict
from app.queries.results.indicators import indicator_detail, indicator_page
from app.schemas.parameters import IndicatorParameters
from app.web.pages.shared import Showing, parameters

router = APIRouter(prefix="/chi-tieu")


@router.get("")
def index(
    showing: Showing, wanted: Annotated[IndicatorParameters, Depends(parameters(IndicatorParameters))]
) -> Response:
    page = indicator_page(showing.view.session, wanted, showing.view.as_of)
    return showing.page(
        "indicators/index.html", page=page, wanted=wanted, verdicts=list(Verdict), **showing.neighbours(page)
    )


@router.get("/{code}")
def show(showing: Showing, code: str) -> Response:
    session, as_of = showing.view.session, showing.view.as_of
    indicator = indicator_detail(session, code, as_of)
    everything = indicator_page(session, IndicatorParameters(limit=200), as_of).rows
    siblings = [each for each in everything if each.series == indicator.series and each.code != code]
    return showing.page("indicators/show.html", indicator=indicator, siblings=siblings)
