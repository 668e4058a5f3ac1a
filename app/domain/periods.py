"""Reporting periods: they close on the 14th by Nghị định 09/2019/NĐ-CP, on another day where an office says so.

By the decree a month runs from the 15th of the month before to its 14th, a quarter, a half-year and a year likewise,
so that the year 2025 runs from 15 December 2024 to 14 December 2025. Periods that close on the last day of the month
are those of the calendar.
"""

import re
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


def parse_period(text: str, closes_on: int = DECREED) -> Period:
    """Read "2026-11", "2026-Q4", "2026-H2" or "2026". Raises ValueError for what names no period."""
    for length, pattern in _FORMS.items():
        if match := pattern.fullmatch(text):
            year, number = int(match[1]), int(match[match.lastindex or 1]) if match.lastindex != 1 else 1
            return Period(length, year, number, closes_on)
    raise ValueError(f"{text!r} is no period; write 2026-11, 2026-Q4, 2026-H2 or 2026.")


def write_period(period: Period) -> str:
    """Return the text that `parse_period` reads."""
    return f"{period.year:04}" + _WRITTEN[period.length].format(period.number)


_FORMS = {
    PeriodLength.MONTH: re.compile(r"([12]\d{3})-(\d\d)", re.ASCII),
    PeriodLength.QUARTER: re.compile(r"([12]\d{3})-Q([1-4])", re.ASCII),
    PeriodLength.HALF_YEAR: re.compile(r"([12]\d{3})-H([12])", re.ASCII),
    PeriodLength.YEAR: re.compile(r"([12]\d{3})", re.ASCII),
}
_WRITTEN = {
    PeriodLength.MONTH: "-{:02}",
    PeriodLength.QUARTER: "-Q{}",
    PeriodLength.HALF_YEAR: "-H{}",
    PeriodLength.YEAR: "",
}
