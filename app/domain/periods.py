"""Reporting periods with the cut-off days of Nghị định 09/2019/NĐ-CP: figures are closed on the 14th.

A month runs from the 15th of the month before to its 14th, a quarter, a half-year and a year likewise, so that the
year 2025 runs from 15 December 2024 to 14 December 2025.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dateutil.relativedelta import relativedelta

_LAST_DAY = 14


class PeriodLength(StrEnum):
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"


_MONTHS = {PeriodLength.MONTH: 1, PeriodLength.QUARTER: 3, PeriodLength.HALF_YEAR: 6, PeriodLength.YEAR: 12}


@dataclass(frozen=True)
class Period:
    """The `number`th period of its length in `year`, counted from 1; `first` and `last` are both inside."""

    length: PeriodLength
    year: int
    number: int

    def __post_init__(self) -> None:
        if not 1 <= self.number <= 12 // _MONTHS[self.length]:
            raise ValueError(f"A year has no {self.length} number {self.number}.")

    @property
    def first(self) -> date:
        return self.last + relativedelta(months=-_MONTHS[self.length], days=1)

    @property
    def last(self) -> date:
        return date(self.year, self.number * _MONTHS[self.length], _LAST_DAY)


def period_containing(day: date, length: PeriodLength) -> Period:
    """Return the period that closes the figures of `day`; from 15 December on it belongs to the next year."""
    closes = day if day.day <= _LAST_DAY else day + relativedelta(months=1)
    return Period(length, closes.year, (closes.month - 1) // _MONTHS[length] + 1)
