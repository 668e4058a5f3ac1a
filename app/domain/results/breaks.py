"""Where a series breaks: the ground that is measured changed, so that what comes after is no longer the same figure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from app.domain.results.targets import Measurement, Target


@dataclass(frozen=True)
class Break:
    """`year` is the first one of the new ground, `on` the day the ground changed, None where no day is known.

    `before` and `after` are the areas; `before` is None where nothing was measured before.
    """

    year: int
    on: date | None
    before: str | None
    after: str


def breaks_of(target: Target, measurements: Iterable[Measurement], days: Iterable[date]) -> tuple[Break, ...]:
    """Return the breaks among the values that the target speaks of, by year.

    A value that says so breaks the series, and so does another area. `days` are those on which areas were redrawn; the
    last of them between two values is the day of their break.
    """
    kind, redrawn = target.kind, sorted(days)
    values = sorted((each for each in measurements if each.kind is kind), key=lambda each: (each.year, each.as_of))
    found = {values[0].year: Break(values[0].year, None, None, values[0].scope)} if _says_so(values) else {}
    for before, after in pairwise(values):
        if after.series_break or after.scope != before.scope:
            on = _last_between(before.as_of, after.as_of, redrawn)
            found.setdefault(after.year, Break(after.year, on, before.scope, after.scope))
    return tuple(found[year] for year in sorted(found))


def _says_so(values: Sequence[Measurement]) -> bool:
    return bool(values) and values[0].series_break


def _last_between(first: date, last: date, days: Iterable[date]) -> date | None:
    return max((day for day in days if first < day <= last), default=None)
