"""Reporting periods: they close on the 14th by Nghị định 09/2019/NĐ-CP, on another day where an office says so.

By the decree a month runs from the 15th of the month before to its 14th, a quarter, a half-year and a year likewise,
so that the year 2025 runs from 15 December 2024 to 14 December 2025. Periods that close on the last day of the month
are those of the calendar.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dateutil.relativedelta import relativedelta

DECREED = 14
"""The day on which figures close by the decree."""
MONTH_END = 31
"""Closes each month on its own last day."""
_CLOSING = frozenset({*range(1, 29), MONTH_END})


class PeriodLength(StrEnum):
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"


_MONTHS = {PeriodLength.MONTH: 1, PeriodLength.QUARTER: 3, PeriodLength.HALF_YEAR: 6, PeriodLength.YEAR: 12}


@dataclass(frozen=True)
class Period:
    """The `number`th period of its length in `year`, counted from 1; `first` and `last` are both inside.

    `closes_on` is the day of the month on which it ends, 1 to 28, or MONTH_END. Raises ValueError for a period that
    there is not.
    """

    length: PeriodLength
    year: int
    number: int
    closes_on: int = DECREED

    def __post_init__(self) -> None:
        if not 1 <= self.number <= 12 // _MONTHS[self.length]:
            raise ValueError(f"A year has no {self.length} number {self.number}.")
        if self.closes_on not in _CLOSING:
            raise ValueError(f"Not every month has a day {self.closes_on}.")

    @property
    def first(self) -> date:
        """Return the day after the period before has closed."""
        before = relativedelta(months=-_MONTHS[self.length], day=self.closes_on)
        return date(self.year, self.number * _MONTHS[self.length], 1) + before + timedelta(days=1)

    @property
    def last(self) -> date:
        return date(self.year, self.number * _MONTHS[self.length], 1) + relativedelta(day=self.closes_on)


def period_containing(day: date, length: PeriodLength, closes_on: int = DECREED) -> Period:
    """Return the period that closes the figures of `day`; by the decree 15 December belongs to the next year."""
    closing = day if day <= day + relativedelta(day=closes_on) else day + relativedelta(months=1)
    return Period(length, closing.year, (closing.month - 1) // _MONTHS[length] + 1, closes_on)
