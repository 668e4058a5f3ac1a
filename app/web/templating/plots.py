"""Where the points, lines and ticks of an indicator's chart stand, in the units of its picture."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.domain.results.targets import GROWTH, MeasurementKind
from app.schemas.results import MeasurementRead, TargetRead
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
    """`low` and `high` are the heights of the target's bounds, None where it sets none."""

    points: tuple[Point, ...]
    lines: tuple[Line, ...]
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
    formats: Formats, measurements: Sequence[MeasurementRead], target: TargetRead, period: str, unit: str | None
) -> Plot | None:
    """Return the chart of the values the target speaks of; None while there is none. `period` is "2021-2025"."""
    kind = MeasurementKind.GROWTH if target.comparator in GROWTH else MeasurementKind.LEVEL
    shown = _last_of_each_year([reading for reading in measurements if reading.kind is kind])
    if not shown:
        return None
    across, up = _years(shown, period), _heights(shown, target)
    points = tuple(_point(formats, reading, across, up, unit) for reading in shown)
    return Plot(
        points=points,
        lines=tuple(_line(start, end) for start, end in pairwise(points) if end.joined),
        years=tuple(Tick(across.place(year), str(year)) for year in range(int(across.first), int(across.last) + 1)),
        values=tuple(Tick(up.place(value), formats.number(value)) for value in _ticks(up)),
        low=None if target.low is None else up.place(float(target.low)),
        high=None if target.high is None else up.place(float(target.high)),
    )


def _last_of_each_year(readings: Sequence[MeasurementRead]) -> list[MeasurementRead]:
    """Return one value a year: a later one replaces what was provisional before it."""
    by_year = {reading.year: reading for reading in sorted(readings, key=lambda reading: reading.as_of)}
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


def _point(formats: Formats, reading: MeasurementRead, across: _Scale, up: _Scale, unit: str | None) -> Point:
    x, words = across.place(reading.year), with_unit(formats, reading.value, unit)
    return Point(
        x=x,
        y=up.place(float(reading.value)),
        words_x=round(min(x, WIDTH - len(words) * _LETTER / 2), 1),
        words=words,
        provisional=reading.provisional,
        joined=not reading.series_break,
    )


def _line(start: Point, end: Point) -> Line:
    return Line(start.x, start.y, end.x, end.y, provisional=end.provisional)
