"""What an indicator must reach, in a form a machine can judge."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Comparator(StrEnum):
    """How values are held against a target. Growth is in per cent over the year before.

    at_least                 the value is `low` or more
    below                    the value is less than `high`; the lower the better
    between                  the value lies from `low` to `high`; above is better still
    equal                    the value is `low`, no more and no less
    maintain                 the value is `low` or more in every year
    average_growth_at_least  the geometric mean of the years' growth since the year before the period is `low` or more
    growth_between           the growth of a year lies from `low` to `high`; above is better still
    at_least_estimate        the value of a year is the estimate (dự toán) of that year or more
    qualitative              words that only a person can judge
    """

    AT_LEAST = "at_least"
    BELOW = "below"
    BETWEEN = "between"
    EQUAL = "equal"
    MAINTAIN = "maintain"
    AVERAGE_GROWTH_AT_LEAST = "average_growth_at_least"
    GROWTH_BETWEEN = "growth_between"
    AT_LEAST_ESTIMATE = "at_least_estimate"
    QUALITATIVE = "qualitative"


GROWTH = frozenset({Comparator.AVERAGE_GROWTH_AT_LEAST, Comparator.GROWTH_BETWEEN})


class MeasurementKind(StrEnum):
    """A level is the value itself, growth its change over a year in per cent, an estimate the level budgeted for."""

    LEVEL = "level"
    GROWTH = "growth"
    ESTIMATE = "estimate"


@dataclass(frozen=True)
class Measurement:
    """`year` is the year the value speaks of, `as_of` the day it was taken.

    `series_break` marks a value that cannot be compared with those of the years before, nor can two areas (`scope`).
    """

    year: int
    as_of: date
    value: Decimal
    kind: MeasurementKind = MeasurementKind.LEVEL
    series_break: bool = False
    provisional: bool = False
    scope: str = ""


_LOW_ONLY = (Comparator.AT_LEAST, Comparator.EQUAL, Comparator.MAINTAIN, Comparator.AVERAGE_GROWTH_AT_LEAST)
_RANGES = (Comparator.BETWEEN, Comparator.GROWTH_BETWEEN)
_NEEDS_LOW = frozenset({*_LOW_ONLY, *_RANGES})
_NEEDS_HIGH = frozenset({Comparator.BELOW, *_RANGES})


@dataclass(frozen=True)
class Target:
    """`due_year` is None when every year of the period counts; otherwise the value of that year alone decides.

    An average over the period needs no `due_year`: it is due in the last year. `is_share` tells a share, which holds on
    its day, from an amount, which adds up until the year's figures close.
    """

    comparator: Comparator
    period_from: int
    period_to: int
    low: Decimal | None = None
    high: Decimal | None = None
    due_year: int | None = None
    is_share: bool = False

    def __post_init__(self) -> None:
        if self.comparator in _NEEDS_LOW and self.low is None:
            raise ValueError(f"A target {self.comparator} needs a low value.")
        if self.comparator in _NEEDS_HIGH and self.high is None:
            raise ValueError(f"A target {self.comparator} needs a high value.")
        if not self.period_from <= self.last_year <= self.period_to:
            raise ValueError(
                f"The years {self.period_from}-{self.period_to}, due {self.due_year}, contradict each other."
            )

    @property
    def kind(self) -> MeasurementKind:
        """The kind of value that the target speaks of."""
        return MeasurementKind.GROWTH if self.comparator in GROWTH else MeasurementKind.LEVEL

    @property
    def last_year(self) -> int:
        return self.period_to if self.due_year is None else self.due_year

    @property
    def counts_every_year(self) -> bool:
        return self.due_year is None and self.comparator is not Comparator.AVERAGE_GROWTH_AT_LEAST

    @property
    def years_that_count(self) -> tuple[int, ...]:
        """The years whose values decide, in order."""
        return tuple(range(self.period_from, self.last_year + 1)) if self.counts_every_year else (self.last_year,)
