"""The calendar as rules and lists see it."""

from datetime import date

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app.domain.calendar import DayKind, HolidayKind, OfficeCalendar
from app.queries.organisations.calendar import calendar_of, holidays_of
from tests.conftest import CountQueries
from tests.factories import Make


def test_days_off_and_days_worked_instead_are_told_apart(
    session: Session, make: Make, count_queries: CountQueries
) -> None:
    make.holiday(day=date(2026, 9, 2))
    make.holiday(day=date(2026, 8, 31), kind=HolidayKind.COMPENSATION)
    make.holiday(day=date(2026, 8, 22), kind=HolidayKind.SWAPPED_WORKING_DAY)

    with count_queries(1):
        calendar = calendar_of(session)

    assert calendar == OfficeCalendar(frozenset({date(2026, 8, 31), date(2026, 9, 2)}), frozenset({date(2026, 8, 22)}))


def test_an_empty_calendar_has_weekends_alone(session: Session) -> None:
    assert calendar_of(session) == OfficeCalendar()


def test_a_year_is_listed_in_order(session: Session, make: Make) -> None:
    for day in (date(2026, 12, 31), date(2025, 12, 31), date(2026, 1, 1), date(2027, 1, 1)):
        make.holiday(day=day)

    assert [row.day for row in holidays_of(session, 2026)] == [date(2026, 1, 1), date(2026, 12, 31)]


def test_limits_run_over_the_shipped_holidays(seeded: Engine) -> None:
    with Session(seeded) as session:
        calendar = calendar_of(session)

    assert calendar.after(date(2026, 2, 13), 1, DayKind.WORKING) == date(2026, 2, 23)
    assert calendar.after(date(2026, 1, 1), 7, DayKind.WORKING) == date(2026, 1, 12)
    assert calendar.after(date(2026, 8, 16), 15, DayKind.CALENDAR) == date(2026, 9, 3)
