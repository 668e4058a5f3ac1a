"""The office's calendar: days that differ from their week."""

from datetime import date

from sqlalchemy import select

from app.domain.access.policy import Action
from app.domain.calendar import changes_the_week
from app.domain.errors import FieldError, InvalidInputError, NotFoundError
from app.domain.messages import Message, msgid
from app.models import Holiday
from app.schemas.calendar import NewHoliday
from app.services.unit_of_work import UnitOfWork


def add_holiday(work: UnitOfWork, wish: NewHoliday) -> Holiday:
    """Enter a day. Deadlines that were set before stay as they are."""
    work.require(Action.HOLIDAY_EDIT)
    if work.session.scalar(select(Holiday.id).where(Holiday.day == wish.day)) is not None:
        fault = msgid("This day is entered already; remove it first to enter it otherwise.")
        raise InvalidInputError(FieldError(Message(fault), pointer="/day"))
    if not changes_the_week(wish.day, wish.kind):
        fault = msgid("Only a weekend day is worked instead, and only a weekday is given off for another.")
        raise InvalidInputError(FieldError(Message(fault), pointer="/kind"))
    row = Holiday(**wish.model_dump())
    work.session.add(row)
    work.session.flush()
    return row


def remove_holiday(work: UnitOfWork, day: date) -> None:
    """Let the day follow its week again. Raises NotFoundError."""
    work.require(Action.HOLIDAY_EDIT)
    row = work.session.scalars(select(Holiday).where(Holiday.day == day)).one_or_none()
    if row is None:
        raise NotFoundError(kind=msgid("holiday"), code=day.isoformat())
    work.session.delete(row)
    work.session.flush()
