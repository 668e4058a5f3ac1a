"""Indicators: targets, and what was measured against them."""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from app.queries.results.indicators import indicator_detail, indicator_page
from app.schemas.paging import PageRead
from app.schemas.parameters import IndicatorParameters
from app.schemas.results import IndicatorDetail, IndicatorRead
from app.web.api.shared import COLLECTION, NO_PARAMETERS, RECORD, Listing, Single

router = APIRouter(prefix="/indicators", tags=["indicators"])
Code = Annotated[str, Path(description="Code of the indicator.", examples=["15-nq-tu.CT.03"])]


@router.get("", responses=COLLECTION)
def list_indicators(answering: Listing, wanted: Annotated[IndicatorParameters, Query()]) -> PageRead[IndicatorRead]:
    """List indicators with their target, latest measurement and achievement."""
    return answering.page(indicator_page(answering.view.session, wanted, answering.view.as_of))


@router.get("/{code}", responses=RECORD, dependencies=NO_PARAMETERS)
def read_indicator(answering: Single, code: Code) -> IndicatorDetail:
    """Read one indicator with its measurements."""
    return answering.record(indicator_detail(answering.view.session, code, answering.view.as_of))
