"""Which days the offices work, and where a time limit ends, in calendar or in working days."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import count as numbers_from
from itertools import islice
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

# Days, cut-offs and moments on pages are those of the office's clock.
OFFICE_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
_SATURDAY = 5


class DayKind(StrEnum):
    CALENDAR = "calendar"
    WORKING = "working"


class HolidayKind(StrEnum):
    """What makes a day differ from its week: a holiday, a day off in place of another, a weekend day worked instead."""

    HOLIDAY = "holiday"
    COMPENSATION = "compensation"
    SWAPPED_WORKING_DAY = "swapped_working_day"


@dataclass(frozen=True)
class OfficeCalendar:
    """The offices work from Monday to Friday, but not on `holidays`, and on the weekend days in `swapped`."""

    holidays: frozenset[date] = frozenset()
    swapped: frozenset[date] = frozenset()

    def is_working_day(self, day: date) -> bool:
        return day in self.swapped or not (is_weekend(day) or day in self.holidays)

    def working_day_from(self, day: date) -> date:
        """Return `day` when the offices work on it, otherwise the next day on which they do."""
        return next(self._working_days_from(day))

    def after(self, day: date, count: int, kind: DayKind) -> date:
        """Return the last day of a limit of `count` days that something on `day` sets off; always a working day.

        The day itself is not counted (Civil Code 2015, art. 147). A limit in calendar days whose last day is off ends
        with the next working day (art. 148(5)). No days at all end on the day itself, moved on likewise.
        """
        if count < 0:
            raise ValueError(f"A time limit has no {count} days.")
        if kind is DayKind.CALENDAR or count == 0:
            return self.working_day_from(day + relativedelta(days=count))
        return next(islice(self._working_days_from(_next(day)), count - 1, None))

    def working_days_between(self, day: date, last: date) -> int:
        """Count the working days after `day` up to and with `last`, none when `last` is not later.

        It undoes `after`: so many working days after `day` is `last`, when that is a working day.
        """
        return sum(map(self.is_working_day, islice(_days_from(_next(day)), max(0, (last - day).days))))

    def _working_days_from(self, day: date) -> Iterator[date]:
        return filter(self.is_working_day, _days_from(day))


def office_calendar(kinds_by_day: Iterable[tuple[date, HolidayKind]]) -> OfficeCalendar:
    """Return the calendar that the days' kinds make."""
    days = list(kinds_by_day)
    swapped = frozenset(day for day, kind in days if kind is HolidayKind.SWAPPED_WORKING_DAY)
    return OfficeCalendar(frozenset(day for day, _ in days) - swapped, swapped)


def is_weekend(day: date) -> bool:
    return day.weekday() >= _SATURDAY


def changes_the_week(day: date, kind: HolidayKind) -> bool:
    """Say whether the kind can be: only a weekend day is worked instead, and only a weekday is given off for another.

    A holiday may fall on any day.
    """
    return kind is HolidayKind.HOLIDAY or is_weekend(day) is (kind is HolidayKind.SWAPPED_WORKING_DAY)


def _days_from(day: date) -> Iterator[date]:
    return (day + timedelta(days=number) for number in numbers_from())


def _next(day: date) -> date:
    return day + timedelta(days=1)
