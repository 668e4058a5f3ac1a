"""Where the points, lines, ticks and breaks of an indicator's chart stand, in the units of its picture."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.domain.results.figures import closing_day
from app.domain.results.targets import GROWTH, Comparator, MeasurementKind
from app.schemas.results import BreakRead, MeasurementRead, TargetRead
from app.web.templating.formats import Formats
from app.web.templating.targets import with_unit

WIDTH, HEIGHT = 360.0, 180.0
LEFT, RIGHT, TOP, BOTTOM = 46.0, 18.0, 22.0, 26.0
_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
# About the width of one character of a value, to keep words inside the picture.
_LETTER = 6.4


@dataclass(frozen=True)
class Point:
    """`joined` is false where the series breaks before it, so that no line leads to it.

    `words_x` is the middle of its words, which stay inside the picture.
    """

    x: float
    y: float
    words_x: float
    words: str
    provisional: bool
    joined: bool


@dataclass(frozen=True)
class Tick:
    at: float
    words: str


@dataclass(frozen=True)
class Line:
    x1: float
    y1: float
    x2: float
    y2: float
    provisional: bool


@dataclass(frozen=True)
class Plot:
    """`low` and `high` are the heights of the target's bounds, None where it sets none.

    `estimates` are the second series, of what a relative target is held against.
    """

    points: tuple[Point, ...]
    lines: tuple[Line, ...]
    estimates: tuple[Point, ...]
    estimate_lines: tuple[Line, ...]
    years: tuple[Tick, ...]
    values: tuple[Tick, ...]
    low: float | None
    high: float | None
    left: float = LEFT
    right: float = WIDTH - RIGHT
    top: float = TOP
    bottom: float = HEIGHT - BOTTOM
    width: float = WIDTH
    height: float = HEIGHT


@dataclass(frozen=True)
class _Scale:
    first: float
    last: float
    start: float
    end: float
    step: float = 1.0

    def place(self, value: float) -> float:
        return round(self.start + (value - self.first) / (self.last - self.first) * (self.end - self.start), 1)


def plot(
    formats: Formats,
    measurements: Sequence[MeasurementRead],
    target: TargetRead,
    period: str,
    unit: str | None,
) -> Plot | None:
    """Return the chart of the values the target speaks of; None while there is none. `period` is "2021-2025"."""
    kind = MeasurementKind.GROWTH if target.comparator in GROWTH else MeasurementKind.LEVEL
    shown, held = _last_of_each_year(measurements, kind), _estimates(measurements, target)
    if not shown:
        return None
    across, up = _years([*shown, *held], period), _heights([*shown, *held], target)
    points, estimates = (_points(formats, some, across, up, unit) for some in (shown, held))
    return Plot(
        points=points,
        lines=_lines(points),
        estimates=estimates,
        estimate_lines=_lines(estimates),
        years=tuple(Tick(across.place(year), str(year)) for year in range(int(across.first), int(across.last) + 1)),
        values=tuple(Tick(up.place(value), formats.number(value)) for value in _ticks(up)),
        low=None if target.low is None else up.place(float(target.low)),
        high=None if target.high is None else up.place(float(target.high)),
    )


def _estimates(measurements: Sequence[MeasurementRead], target: TargetRead) -> list[MeasurementRead]:
    """Return the second series, where the target is relative to it."""
    if target.comparator is not Comparator.AT_LEAST_ESTIMATE:
        return []
    return _last_of_each_year(measurements, MeasurementKind.ESTIMATE)


def breaks_in(formats: Formats, chart: Plot, breaks: Sequence[BreakRead]) -> list[Tick]:
    """Return where the series breaks: between the values of two years, each of which speaks of the end of its year."""
    first, second = chart.years[:2]
    width = second.at - first.at
    return [
        Tick(round(first.at + (_moment(each) - int(first.words)) * width, 1), formats.day(each.on) if each.on else "")
        for each in breaks
        if each.before is not None and int(first.words) < each.year <= int(chart.years[-1].words)
    ]


def _moment(found: BreakRead) -> float:
    """Return the year in which the ground changed and the part of it that was over; halfway where no day is known."""
    if found.on is None:
        return found.year - 0.5
    return found.on.year - 1 + (found.on.timetuple().tm_yday - 1) / 365


def _last_of_each_year(readings: Sequence[MeasurementRead], kind: MeasurementKind) -> list[MeasurementRead]:
    """Return one value a year: a later one replaces what was provisional before it."""
    of_kind = sorted((reading for reading in readings if reading.kind is kind), key=lambda reading: reading.as_of)
    by_year = {reading.year: reading for reading in of_kind}
    return [by_year[year] for year in sorted(by_year)]


def _years(shown: Sequence[MeasurementRead], period: str) -> _Scale:
    years = [*map(int, period.split("-")), *(reading.year for reading in shown)]
    last = max(years) if max(years) > min(years) else min(years) + 1
    return _Scale(min(years), last, LEFT + 14, WIDTH - RIGHT - 14)


def _heights(shown: Sequence[MeasurementRead], target: TargetRead) -> _Scale:
    """Return the scale from one round value to another that holds all values and the target."""
    bounds = [float(bound) for bound in (target.low, target.high) if bound is not None]
    values = [*bounds, *(float(reading.value) for reading in shown)]
    low, high = min(values), max(values)
    step = _step(high - low or abs(high) or 1.0)
    return _Scale(math.floor(low / step) * step, (math.floor(high / step) + 1) * step, HEIGHT - BOTTOM, TOP, step)


def _ticks(scale: _Scale) -> list[float]:
    count = round((scale.last - scale.first) / scale.step)
    return [round(scale.first + index * scale.step, 9) for index in range(count + 1)]


def _step(span: float) -> float:
    """Return a round step that divides `span` into two to five."""
    magnitude: float = 10 ** math.floor(math.log10(span / 3))
    return next(step * magnitude for step in _STEPS if step * magnitude >= span / 4)


def _points(
    formats: Formats, shown: Sequence[MeasurementRead], across: _Scale, up: _Scale, unit: str | None
) -> tuple[Point, ...]:
    before = [None, *shown[:-1]] if shown else []
    places = ((reading, across.place(reading.year), with_unit(formats, reading.value, unit)) for reading in shown)
    return tuple(
        Point(
            x=x,
            y=up.place(float(reading.value)),
            words_x=round(min(x, WIDTH - len(words) * _LETTER / 2), 1),
            words=words,
            provisional=reading.provisional,
            joined=last is not None and _continues(last, reading, unit),
        )
        for (reading, x, words), last in zip(places, before, strict=True)
    )


def _continues(before: MeasurementRead, after: MeasurementRead, unit: str | None) -> bool:
    """Return whether a line may lead from one value to the next; an amount of a year still open is no smaller one."""
    is_partial = after.as_of < closing_day(after.year) and not (unit or "").startswith("%")
    return not after.series_break and before.scope == after.scope and not is_partial


def _lines(points: Sequence[Point]) -> tuple[Line, ...]:
    return tuple(_line(start, end) for start, end in pairwise(points) if end.joined)


def _line(start: Point, end: Point) -> Line:
    return Line(start.x, start.y, end.x, end.y, provisional=end.provisional)
