"""Deadlines as plans state them: a day, a month, a quarter, a year or a period, due on its last day."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dateutil.relativedelta import relativedelta


class DeadlinePrecision(StrEnum):
    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    PERIOD = "period"


@dataclass(frozen=True)
class Deadline:
    """`on` is the last day of the span that the deadline names."""

    on: date
    precision: DeadlinePrecision


def parse_deadline(text: str) -> Deadline:
    """Read "2026-06-30", "2026-06", "2026-Q2", "2026" or "2021/2025". Raises ValueError that says what to write."""
    for precision, pattern, last_day in _FORMS:
        if match := pattern.fullmatch(text):
            return Deadline(_read(text, last_day, map(int, match.groups())), precision)
    raise ValueError(f"{text!r} is no deadline; {_WORDING}.")


def first_day(deadline: Deadline) -> date | None:
    """Return the first day of the span, None for a period, whose beginning its last day does not tell."""
    months = _MONTHS.get(deadline.precision)
    if months is not None:
        return deadline.on + relativedelta(months=1 - months, day=1)
    return deadline.on if deadline.precision is DeadlinePrecision.DAY else None


def deadline_within(day: date, precision: DeadlinePrecision) -> Deadline:
    """Return the deadline of that precision whose span `day` lies in; a period ends with the year of its last day."""
    if precision is DeadlinePrecision.DAY:
        return Deadline(day, precision)
    months = _MONTHS.get(precision, _MONTHS[DeadlinePrecision.YEAR])
    return Deadline(_month_end(day.year, -(-day.month // months) * months), precision)


def _month_end(year: int, month: int) -> date:
    return date(year, month, 1) + relativedelta(day=31)


def _quarter_end(year: int, quarter: int) -> date:
    return _month_end(year, 3 * quarter)


def _year_end(year: int) -> date:
    return date(year, 12, 31)


def _period_end(first_year: int, last_year: int) -> date:
    if last_year < first_year:
        raise ValueError("the period ends before it begins")
    return _year_end(last_year)


_FORMS: tuple[tuple[DeadlinePrecision, re.Pattern[str], Callable[..., date]], ...] = (
    (DeadlinePrecision.DAY, re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII), date),
    (DeadlinePrecision.MONTH, re.compile(r"(\d{4})-(\d\d)", re.ASCII), _month_end),
    (DeadlinePrecision.QUARTER, re.compile(r"(\d{4})-Q([1-4])", re.ASCII), _quarter_end),
    (DeadlinePrecision.YEAR, re.compile(r"(\d{4})", re.ASCII), _year_end),
    (DeadlinePrecision.PERIOD, re.compile(r"(\d{4})/(\d{4})", re.ASCII), _period_end),
)
_WORDING = "write 2026-06-30, 2026-06, 2026-Q2, 2026 or 2021/2025"
_MONTHS = {DeadlinePrecision.MONTH: 1, DeadlinePrecision.QUARTER: 3, DeadlinePrecision.YEAR: 12}


def _read(text: str, last_day: Callable[..., date], numbers: Iterable[int]) -> date:
    try:
        return last_day(*numbers)
    except ValueError as error:
        raise ValueError(f"{text!r} is no deadline: {error}; {_WORDING}.") from error
