"""Measurements: dated values of indicators."""

from typing import Annotated

from fastapi import APIRouter, Query

from app.queries.results.measurements import measurement_page
from app.schemas.paging import PageRead
from app.schemas.parameters import MeasurementParameters
from app.schemas.results import MeasurementRead
from app.web.api.shared import COLLECTION, Listing

router = APIRouter(prefix="/measurements", tags=["measurements"])


@router.get("", responses=COLLECTION)
def list_measurements(
    answering: Listing, wanted: Annotated[MeasurementParameters, Query()]
) -> PageRead[MeasurementRead]:
    """List measurements over all indicators."""
    return answering.page(measurement_page(answering.view.session, wanted))
