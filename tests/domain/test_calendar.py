"""Working days and time limits: weekends, holidays, swapped days, and what holds of every calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.calendar import (
    DayKind,
    HolidayKind,
    OfficeCalendar,
    changes_the_week,
    is_weekend,
    office_calendar,
)

CALENDAR, WORKING = DayKind
# National Day 2026: Monday 31/8 is off, since Saturday 22/8 is worked instead.
NATIONAL_DAY = OfficeCalendar(
    holidays=frozenset({date(2026, 8, 31), date(2026, 9, 1), date(2026, 9, 2)}),
    swapped=frozenset({date(2026, 8, 22)}),
)
DAYS = st.dates(min_value=date(2023, 1, 1), max_value=date(2027, 12, 31))
COUNTS = st.integers(min_value=0, max_value=200)
KINDS = st.sampled_from(DayKind)


@st.composite
def calendars(draw: st.DrawFn) -> OfficeCalendar:
    holidays = draw(st.frozensets(DAYS, max_size=60))
    swapped = draw(st.frozensets(DAYS.filter(is_weekend), max_size=10))
    return OfficeCalendar(holidays - swapped, swapped)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        pytest.param(date(2026, 8, 21), True, id="a Friday"),
        pytest.param(date(2026, 8, 22), True, id="a Saturday worked instead of a Monday"),
        pytest.param(date(2026, 8, 23), False, id="a Sunday"),
        pytest.param(date(2026, 8, 29), False, id="a Saturday"),
        pytest.param(date(2026, 8, 31), False, id="the Monday given off"),
        pytest.param(date(2026, 9, 2), False, id="National Day"),
        pytest.param(date(2026, 9, 3), True, id="the day after"),
    ],
)
def test_the_offices_work_on_a_day_or_do_not(day: date, works: bool) -> None:  # noqa: FBT001 (a case of the table)
    assert NATIONAL_DAY.is_working_day(day) is works


@pytest.mark.parametrize(
    ("day", "count", "kind", "ends"),
    [
        pytest.param(date(2026, 8, 20), 1, WORKING, date(2026, 8, 21), id="the day itself is not counted"),
        pytest.param(date(2026, 8, 21), 1, WORKING, date(2026, 8, 22), id="a worked Saturday counts"),
        pytest.param(date(2026, 8, 21), 2, WORKING, date(2026, 8, 24), id="the Sunday after it does not"),
        pytest.param(date(2026, 8, 28), 1, WORKING, date(2026, 9, 3), id="over the weekend and three days off"),
        pytest.param(date(2026, 8, 23), 5, WORKING, date(2026, 8, 28), id="set off on a Sunday"),
        pytest.param(date(2026, 8, 3), 15, CALENDAR, date(2026, 8, 18), id="fifteen calendar days"),
        pytest.param(date(2026, 8, 14), 15, CALENDAR, date(2026, 9, 3), id="calendar days that end on a day off"),
        pytest.param(
            date(2026, 8, 12), 10, CALENDAR, date(2026, 8, 22), id="calendar days that end on a worked Saturday"
        ),
        pytest.param(date(2026, 8, 20), 0, WORKING, date(2026, 8, 20), id="no days end on the day itself"),
        pytest.param(date(2026, 8, 29), 0, WORKING, date(2026, 9, 3), id="no days from a day off"),
        pytest.param(date(2026, 8, 29), 0, CALENDAR, date(2026, 9, 3), id="no calendar days from a day off"),
    ],
)
def test_a_time_limit_ends(day: date, count: int, kind: DayKind, ends: date) -> None:
    assert NATIONAL_DAY.after(day, count, kind) == ends


def test_a_limit_of_fewer_than_no_days_is_a_slip() -> None:
    with pytest.raises(ValueError, match="-1"):
        NATIONAL_DAY.after(date(2026, 8, 20), -1, WORKING)


@pytest.mark.parametrize(
    ("day", "kind", "possible"),
    [
        pytest.param(date(2026, 8, 22), HolidayKind.SWAPPED_WORKING_DAY, True, id="a worked Saturday"),
        pytest.param(date(2026, 8, 21), HolidayKind.SWAPPED_WORKING_DAY, False, id="a worked Friday is no swap"),
        pytest.param(date(2026, 8, 31), HolidayKind.COMPENSATION, True, id="a Monday off"),
        pytest.param(date(2026, 8, 30), HolidayKind.COMPENSATION, False, id="a Sunday is off anyway"),
        pytest.param(date(2026, 4, 26), HolidayKind.HOLIDAY, True, id="a holiday on a Sunday"),
        pytest.param(date(2026, 9, 2), HolidayKind.HOLIDAY, True, id="a holiday on a Wednesday"),
    ],
)
def test_a_kind_suits_its_day(day: date, kind: HolidayKind, possible: bool) -> None:  # noqa: FBT001 (a case of the table)
    assert changes_the_week(day, kind) is possible


def test_a_calendar_is_made_of_the_kinds_of_its_days() -> None:
    made = office_calendar(
        [
            (date(2026, 8, 22), HolidayKind.SWAPPED_WORKING_DAY),
            (date(2026, 8, 31), HolidayKind.COMPENSATION),
            (date(2026, 9, 1), HolidayKind.HOLIDAY),
            (date(2026, 9, 2), HolidayKind.HOLIDAY),
        ]
    )

    assert made == NATIONAL_DAY


@given(calendars(), DAYS, COUNTS, KINDS)
def test_a_limit_ends_on_a_working_day_and_not_before_it_began(
    calendar: OfficeCalendar, day: date, count: int, kind: DayKind
) -> None:
    end = calendar.after(day, count, kind)

    assert calendar.is_working_day(end)
    assert end >= day + timedelta(days=count)


@given(calendars(), DAYS, COUNTS)
def test_counting_undoes_adding(calendar: OfficeCalendar, day: date, count: int) -> None:
    day = calendar.working_day_from(day)

    assert calendar.working_days_between(day, calendar.after(day, count, WORKING)) == count


@given(calendars(), DAYS, COUNTS, COUNTS)
def test_limits_in_working_days_add_up(calendar: OfficeCalendar, day: date, first: int, second: int) -> None:
    day = calendar.working_day_from(day)

    assert calendar.after(calendar.after(day, first, WORKING), second, WORKING) == calendar.after(
        day, first + second, WORKING
    )


@given(calendars(), DAYS, DAYS, COUNTS, KINDS)
def test_what_begins_later_ends_no_earlier(
    calendar: OfficeCalendar, one: date, other: date, count: int, kind: DayKind
) -> None:
    earlier, later = sorted((one, other))

    assert calendar.after(earlier, count, kind) <= calendar.after(later, count, kind)


@given(calendars(), DAYS, DAYS)
def test_days_between_are_counted_one_by_one(calendar: OfficeCalendar, day: date, last: date) -> None:
    passed = map(date.fromordinal, range(day.toordinal() + 1, last.toordinal() + 1))

    assert calendar.working_days_between(day, last) == len(list(filter(calendar.is_working_day, passed)))
