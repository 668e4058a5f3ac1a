"""The office's calendar: for the rules that count days, and as a list."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.calendar import OfficeCalendar, office_calendar
from app.models import Holiday
from app.schemas.calendar import HolidayRead


def calendar_of(session: Session) -> OfficeCalendar:
    """Return the whole calendar; years that nobody has entered have weekends alone."""
    return office_calendar((day, kind) for day, kind in session.execute(select(Holiday.day, Holiday.kind)))


def holidays_of(session: Session, year: int) -> list[HolidayRead]:
    """Return the days of the year that differ from their week, in order."""
    statement = select(Holiday).where(Holiday.day.between(date(year, 1, 1), date(year, 12, 31))).order_by(Holiday.day)
    return [HolidayRead.model_validate(row) for row in session.scalars(statement)]
