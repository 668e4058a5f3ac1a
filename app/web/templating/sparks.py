"""Where the points and lines of a small chart stand: the years of one period, beside the words that tell them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.schemas.results import IndicatorRead, YearRead
from app.web.templating.plots import Line

WIDTH, HEIGHT, EDGE = 120.0, 34.0, 5.0


@dataclass(frozen=True)
class Dot:
    x: float
    y: float
    provisional: bool


@dataclass(frozen=True)
class Spark:
    """`bounds` are the lines of what is to be reached, `breaks` stand between two years that are not comparable."""

    dots: tuple[Dot, ...]
    lines: tuple[Line, ...]
    bounds: tuple[Line, ...]
    breaks: tuple[float, ...]
    width: float = WIDTH
    height: float = HEIGHT


def spark(indicator: IndicatorRead) -> Spark | None:
    """Return the small chart of an indicator's own period; None while it has no value."""
    shown = [year for year in indicator.years if year.value is not None]
    if not shown:
        return None
    levels = [*_bounds(indicator), *(float(year.value or 0) for year in shown)]
    low, high = min(levels), max(levels)
    first, last = indicator.years[0].year, indicator.years[-1].year

    def across(year: float) -> float:
        return round(EDGE + (year - first) / max(1, last - first) * (WIDTH - 2 * EDGE), 1)

    def up(value: float) -> float:
        share = (value - low) / (high - low) if high > low else 0.5
        return round(HEIGHT - EDGE - share * (HEIGHT - 2 * EDGE), 1)

    dots = tuple(Dot(across(year.year), up(float(year.value or 0)), year.provisional) for year in shown)
    pairs = list(pairwise(zip(shown, dots, strict=True)))
    is_share = (indicator.unit or "").startswith("%")
    return Spark(
        dots=dots,
        lines=tuple(
            Line(a.x, a.y, b.x, b.y, b.provisional)
            for (one, a), (two, b) in pairs
            # An amount of a year still open is no smaller one.
            if _joined(one, two) and (is_share or not two.provisional)
        ),
        bounds=tuple(Line(EDGE, up(each), WIDTH - EDGE, up(each), provisional=False) for each in _bounds(indicator)),
        breaks=tuple(round((a.x + b.x) / 2, 1) for (one, a), (two, b) in pairs if not _joined(one, two)),
    )


def _bounds(indicator: IndicatorRead) -> Sequence[float]:
    return [float(bound) for bound in (indicator.target.low, indicator.target.high) if bound is not None]


def _joined(before: YearRead, after: YearRead) -> bool:
    return not after.series_break and before.scope == after.scope
