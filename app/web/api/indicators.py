"""Indicators: targets, and what was measured against them."""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from app.domain.history.comparing import ChangedNoun
from app.queries.results.indicators import indicator_detail, indicator_page
from app.schemas.paging import PageRead
from app.schemas.parameters import IndicatorParameters
from app.schemas.results import IndicatorDetail, IndicatorRead
from app.web.api.shared import COLLECTION, COMPARABLE, RECORD, Listing, Single

router = APIRouter(prefix="/indicators", tags=["indicators"])
Code = Annotated[str, Path(description="Code of the indicator.", examples=["15-nq-tu.CT.03"])]


@router.get("", responses=COLLECTION)
def list_indicators(answering: Listing, wanted: Annotated[IndicatorParameters, Query()]) -> PageRead[IndicatorRead]:
    """List indicators with their target, latest measurement and achievement."""
    return answering.compared(
        ChangedNoun.INDICATOR, indicator_page(answering.view.session, wanted, answering.view.as_of)
    )


@router.get("/{code}", responses=RECORD, dependencies=COMPARABLE)
def read_indicator(answering: Single, code: Code) -> IndicatorDetail:
    """Read one indicator with its measurements."""
    record = indicator_detail(answering.view.session, code, answering.view.as_of)
    return answering.record(answering.told(ChangedNoun.INDICATOR, record))
