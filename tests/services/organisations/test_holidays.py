"""The calendar as an administrator keeps it."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.access.actor import Actor, Office, Role
from app.domain.calendar import HolidayKind
from app.domain.errors import InvalidInputError, NotFoundError, NotPermittedError
from app.models import Holiday
from app.schemas.calendar import NewHoliday
from app.services.organisations.holidays import add_holiday, remove_holiday
from app.services.unit_of_work import UnitOfWork
from tests.conftest import NOW, TODAY
from tests.factories import Make

MONDAY, SUNDAY = date(2027, 2, 8), date(2027, 2, 7)


def work_of(session: Session, role: Role) -> UnitOfWork:
    return UnitOfWork(session, Actor(1, "Ai đó", frozenset({Office(role, 1)})), NOW, TODAY)


def wish(day: date = MONDAY, kind: HolidayKind = HolidayKind.HOLIDAY) -> NewHoliday:
    return NewHoliday(day=day, name="Tết Âm lịch", kind=kind, source="Thông báo số 1")


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMIN])
def test_only_an_administrator_keeps_the_calendar(session: Session, make: Make, role: Role) -> None:
    day = make.holiday().day

    with pytest.raises(NotPermittedError):
        add_holiday(work_of(session, role), wish())
    with pytest.raises(NotPermittedError):
        remove_holiday(work_of(session, role), day)


def test_a_day_is_entered_and_removed(session: Session) -> None:
    admin = work_of(session, Role.ADMIN)

    added = add_holiday(admin, wish())
    remove_holiday(admin, added.day)

    assert (added.name, added.source) == ("Tết Âm lịch", "Thông báo số 1")
    assert session.scalars(select(Holiday.day).where(Holiday.day == MONDAY)).all() == []


def test_a_day_is_entered_once(session: Session, make: Make) -> None:
    make.holiday(day=MONDAY)

    with pytest.raises(InvalidInputError) as refused:
        add_holiday(work_of(session, Role.ADMIN), wish())

    assert [each.pointer for each in refused.value.errors] == ["/day"]


@pytest.mark.parametrize(
    ("day", "kind"), [(MONDAY, HolidayKind.SWAPPED_WORKING_DAY), (SUNDAY, HolidayKind.COMPENSATION)]
)
def test_a_kind_that_changes_nothing_is_refused(session: Session, day: date, kind: HolidayKind) -> None:
    with pytest.raises(InvalidInputError) as refused:
        add_holiday(work_of(session, Role.ADMIN), wish(day, kind))

    assert [each.pointer for each in refused.value.errors] == ["/kind"]


def test_a_day_that_is_not_there_cannot_be_removed(session: Session) -> None:
    with pytest.raises(NotFoundError):
        remove_holiday(work_of(session, Role.ADMIN), MONDAY)
