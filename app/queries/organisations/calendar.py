"""The office's calendar: for the rules that count days, and as a list."""

from datetime import date

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from app.domain.calendar import OfficeCalendar, office_calendar
from app.models import Holiday
from app.queries.paging import Page, Sort, page_of, slice_of
from app.schemas.calendar import HolidayRead
from app.schemas.parameters import HolidayParameters

_IN_ORDER = Sort(Holiday.day, Holiday.id, read=date.fromisoformat)


def calendar_of(session: Session) -> OfficeCalendar:
    """Return the whole calendar; years that nobody has entered have weekends alone."""
    return office_calendar((day, kind) for day, kind in session.execute(select(Holiday.day, Holiday.kind)))


def holidays_of(session: Session, year: int) -> list[HolidayRead]:
    """Return the days of the year that differ from their week, in order."""
    statement = select(Holiday).where(_in_year(year)).order_by(Holiday.day)
    return [HolidayRead.model_validate(row) for row in session.scalars(statement)]


def holiday_page(session: Session, wanted: HolidayParameters) -> Page[HolidayRead]:
    """Return the days that differ from their week, in order."""
    statement = select(Holiday)
    if wanted.year:
        statement = statement.where(or_(*(_in_year(year) for year in wanted.year)))
    return page_of(session, statement, _IN_ORDER, slice_of(wanted)).mapped(HolidayRead.model_validate)


def _in_year(year: int) -> ColumnElement[bool]:
    return Holiday.day.between(date(year, 1, 1), date(year, 12, 31))
