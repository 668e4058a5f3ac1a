"""How long claims wait for those who confirm them: shown as openly as the lateness of those who claim."""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

LONG = 7


@dataclass(frozen=True)
class Waits:
    """`count` of them; the median and the longest in days, None while there is none; `long` are over a week."""

    count: int
    median_days: float | None
    longest_days: int | None
    long: int


def waits_of(days: Iterable[int]) -> Waits:
    """Sum up how many days each has waited."""
    spans = sorted(days)
    if not spans:
        return Waits(0, None, None, 0)
    return Waits(len(spans), median(spans), spans[-1], sum(span > LONG for span in spans))
