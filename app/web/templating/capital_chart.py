"""Where the bars of a chart of plans and payments by year stand, in the units of its picture."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.results.amounts import BILLION, MILLION
from app.schemas.money import RateRead, SpanRead
from app.web.templating.formats import Formats

WIDTH, HEIGHT = 420.0, 190.0
LEFT, RIGHT, TOP, BOTTOM = 58.0, 8.0, 12.0, 26.0
_LONGEST_BAR = 34.0
_ROUND = (1, 2, 5, 10, 20)


@dataclass(frozen=True)
class Bar:
    """`planned` says which of the two bars of a year it is."""

    x: float
    y: float
    width: float
    height: float
    planned: bool


@dataclass(frozen=True)
class Tick:
    at: float
    words: str


@dataclass(frozen=True)
class Bars:
    """`million` says that the values are in triệu đồng; in tỷ đồng otherwise."""

    bars: tuple[Bar, ...]
    years: tuple[Tick, ...]
    values: tuple[Tick, ...]
    million: bool
    left: float = LEFT
    right: float = WIDTH - RIGHT
    bottom: float = HEIGHT - BOTTOM
    width: float = WIDTH
    height: float = HEIGHT


def capital_bars(formats: Formats, years: Sequence[SpanRead]) -> Bars | None:
    """Return the chart of what was planned and paid year by year, also from sources without a plan; None of nothing."""
    highest = max((max(span.rate.planned or 0, _paid(span.rate)) for span in years), default=0)
    if highest == 0:
        return None
    step = _step(highest)
    top = -(-highest // step) * step
    unit = BILLION if step >= BILLION else MILLION
    place = (WIDTH - LEFT - RIGHT) / len(years)
    return Bars(
        bars=tuple(
            bar for at, span in enumerate(years) for bar in _pair(span.rate, LEFT + (at + 0.5) * place, place, top)
        ),
        years=tuple(Tick(round(LEFT + (at + 0.5) * place, 1), str(span.year_from)) for at, span in enumerate(years)),
        values=tuple(Tick(_height(value, top), formats.number(value // unit)) for value in range(0, top + 1, step)),
        million=unit == MILLION,
    )


def _paid(rate: RateRead) -> int:
    return (rate.disbursed or 0) + rate.unplanned


def _pair(rate: RateRead, middle: float, place: float, top: int) -> list[Bar]:
    wide = round(min(_LONGEST_BAR, place * 0.36), 1)
    amounts = ((rate.planned or 0, middle - wide - 1, True), (_paid(rate), middle + 1, False))
    return [_bar(amount, round(x, 1), wide, top, planned=planned) for amount, x, planned in amounts if amount]


def _bar(amount: int, x: float, wide: float, top: int, *, planned: bool) -> Bar:
    y = _height(amount, top)
    return Bar(x, y, wide, round(HEIGHT - BOTTOM - y, 1), planned)


def _height(amount: int, top: int) -> float:
    return round(HEIGHT - BOTTOM - amount / top * (HEIGHT - BOTTOM - TOP), 1)


def _step(highest: int) -> int:
    """Return a round step, of a triệu at least, that divides the highest amount into two to five."""
    magnitude: int = 10 ** max(len(str(MILLION)) - 1, len(str(highest)) - 2)
    return next(step * magnitude for step in _ROUND if step * magnitude * 5 >= highest)
