"""Indicators: targets against measurements."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from app.queries.results.indicators import indicator_detail, indicator_page
from app.schemas.parameters import IndicatorParameters
from app.web.pages.shared import Showing, parameters

router = APIRouter(prefix="/chi-tieu")


@router.get("")
def index(
    showing: Showing, wanted: Annotated[IndicatorParameters, Depends(parameters(IndicatorParameters))]
) -> Response:
    page = indicator_page(showing.view.session, wanted, showing.view.as_of)
    return showing.page("indicators/index.html", page=page, wanted=wanted, **showing.neighbours(page))


@router.get("/{code}")
def show(showing: Showing, code: str) -> Response:
    indicator = indicator_detail(showing.view.session, code, showing.view.as_of)
    return showing.page("indicators/show.html", indicator=indicator)
