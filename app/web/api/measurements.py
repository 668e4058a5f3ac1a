"""Measurements: dated values of indicators."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from app.queries.results.measurements import measurement_detail, measurement_page
from app.schemas.fields import RowNumber
from app.schemas.paging import PageRead
from app.schemas.parameters import MeasurementParameters
from app.schemas.results import MeasurementChange, MeasurementRead, MeasurementWithdrawal, NewMeasurement
from app.services.results.measurements import correct_measurement, record_measurement, withdraw_measurement
from app.web.api.shared import CHANGE, COLLECTION, NO_PARAMETERS, RECORD, Listing, Single, tagged
from app.web.deps import Edit, Work
from app.web.writing import Writing

router = APIRouter(tags=["measurements"], route_class=Writing)
Number = Annotated[RowNumber, Path(description="Number of the measurement.", examples=[12])]
Code = Annotated[str, Path(description="Code of the indicator.", examples=["15-nq-tu.CT.03"])]


@router.get("/measurements", responses=COLLECTION)
def list_measurements(
    answering: Listing, wanted: Annotated[MeasurementParameters, Query()]
) -> PageRead[MeasurementRead]:
    """List measurements over all indicators."""
    return answering.page(measurement_page(answering.view.session, wanted))


@router.get("/measurements/{number}", responses=RECORD, dependencies=NO_PARAMETERS)
def read_measurement(answering: Single, number: Number) -> MeasurementRead:
    """Read one measurement."""
    return answering.record(measurement_detail(answering.view.session, number))


@router.post("/indicators/{code}/measurements", status_code=201, responses=CHANGE)
def record(work: Work, code: Code, wish: NewMeasurement, response: Response) -> MeasurementRead:
    """Enter a value; for planners. A second one of the same kind, year, day and area is refused: correct the first."""
    row = record_measurement(work, code, wish)
    response.headers["Location"] = f"/api/v1/measurements/{row.id}"
    return tagged(response, measurement_detail(work.session, row.id))


@router.patch("/measurements/{number}", responses=CHANGE)
def correct(work: Edit, number: Number, change: MeasurementChange, response: Response) -> MeasurementRead:
    """Correct the fields that are sent (JSON merge patch); what it said before stays in its history."""
    row = correct_measurement(work, number, change)
    return tagged(response, measurement_detail(work.session, row.id))


@router.post("/measurements/{number}/withdrawal", status_code=204, responses=CHANGE)
def withdraw(work: Edit, number: Number, wish: MeasurementWithdrawal) -> None:
    """Take a value back, with the reason; it stays in the history."""
    withdraw_measurement(work, number, wish)
