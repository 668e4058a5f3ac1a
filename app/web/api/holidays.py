"""The office's calendar: the days that differ from their week."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from app.queries.organisations.calendar import holiday_page
from app.schemas.calendar import HolidayRead, NewHoliday
from app.schemas.paging import PageRead
from app.schemas.parameters import HolidayParameters
from app.services.organisations.holidays import add_holiday, remove_holiday
from app.web.api.changing import CHANGE, made, versioned
from app.web.api.shared import COLLECTION, Listing
from app.web.deps import Work
from app.web.writing import Writing

router = APIRouter(prefix="/holidays", tags=["holidays"], route_class=Writing)
Day = Annotated[date, Path(description="The day.", examples=["2027-02-08"])]


@router.get("", responses=COLLECTION)
def list_holidays(answering: Listing, wanted: Annotated[HolidayParameters, Query()]) -> PageRead[HolidayRead]:
    """List holidays, days off in place of others, and weekend days that are worked, in their order."""
    return answering.page(holiday_page(answering.view.session, wanted))


@router.post("", status_code=201, responses=CHANGE)
def create_holiday(work: Work, response: Response, wish: NewHoliday) -> HolidayRead:
    """Enter a day. Deadlines that were set before stay as they are."""
    row = add_holiday(work, wish)
    made(response, f"/api/v1/holidays?year={row.day.year}")
    versioned(response, row.version)
    return HolidayRead.model_validate(row)


@router.delete("/{day}", status_code=204, responses=CHANGE)
def delete_holiday(work: Work, day: Day) -> None:
    """Remove a day, so that it follows its week again."""
    remove_holiday(work, day)
