"""The figure that one year shows for a target, worked out exactly from what was measured."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from enum import StrEnum

from app.domain.periods import Period, PeriodLength
from app.domain.results.targets import Comparator, Measurement, MeasurementKind, Target

# A mean of exactly 12 % must not fall short by the last digit of a root.
_STEP = Decimal("0.0001")
_DIGITS = 60


class Standing(StrEnum):
    SHORT = "short"
    REACHED = "reached"
    OVER = "over"


@dataclass(frozen=True)
class Band:
    """The values that reach a target; None leaves that side open. `above` says what values over `high` are."""

    low: Decimal | None
    high: Decimal | None
    above: Standing = Standing.OVER
    holds_high: bool = True

    def standing(self, value: Decimal) -> Standing:
        if self.low is not None and value < self.low:
            return Standing.SHORT
        if self.high is None or value < self.high or (self.holds_high and value == self.high):
            return Standing.REACHED
        return self.above

    def gap(self, value: Decimal) -> Decimal:
        """Return how far `value` lies beyond the band, 0 inside it, negative where that much is lacking."""
        if self.low is not None and value < self.low:
            return value - self.low
        beyond = Decimal(0) if self.high is None else max(Decimal(0), value - self.high)
        return beyond if self.above is Standing.OVER else -beyond


@dataclass(frozen=True)
class Figure:
    """What `year` shows, the band that reaches the target in that year, and the measurements behind it."""

    year: int
    value: Decimal
    band: Band
    based_on: tuple[Measurement, ...]

    @property
    def standing(self) -> Standing:
        return self.band.standing(self.value)

    @property
    def gap(self) -> Decimal:
        return self.band.gap(self.value)


class Readings:
    """The measurements of a series; of several that speak of one year, the one taken last."""

    def __init__(self, measurements: Iterable[Measurement]) -> None:
        self._latest: dict[tuple[MeasurementKind, int], Measurement] = {}
        self._breaks: set[tuple[MeasurementKind, int]] = set()
        for each in sorted(measurements, key=lambda each: each.as_of):
            self._latest[each.kind, each.year] = each
            if each.series_break:
                self._breaks.add((each.kind, each.year))

    def latest(self, kind: MeasurementKind, year: int) -> Measurement | None:
        return self._latest.get((kind, year))

    def result(self, kind: MeasurementKind, year: int) -> Measurement | None:
        """Return the year's result, None while there are only values taken before the year's figures close."""
        reading = self.latest(kind, year)
        return reading if reading is not None and reading.as_of >= closing_day(year) else None

    def has_break(self, first_year: int, last_year: int, kind: MeasurementKind = MeasurementKind.LEVEL) -> bool:
        """Return whether any value of these years breaks the series, also one that a later value has replaced."""
        return any((kind, year) in self._breaks for year in range(first_year, last_year + 1))

    def of_kind(self, kind: MeasurementKind) -> list[Measurement]:
        """Return the last value of each year, by year."""
        return [self._latest[key] for key in sorted(self._latest) if key[0] is kind]


def closing_day(year: int) -> date:
    """Return the day on which the year's figures close, 14 December (Nghị định 09/2019/NĐ-CP)."""
    return Period(PeriodLength.YEAR, year, 1).last


def result_of(year: int, target: Target, readings: Readings) -> Figure | None:
    """Return what `year` shows once it is closed, None while measurements are missing."""
    match target.comparator:
        case Comparator.AT_LEAST_ESTIMATE:
            return _against_estimate(year, readings)
        case Comparator.GROWTH_BETWEEN:
            return _growth(year, band_of(target), readings)
        case Comparator.AVERAGE_GROWTH_AT_LEAST:
            return _average_growth(year, target, readings)
        case _:
            level = readings.result(MeasurementKind.LEVEL, year)
            return Figure(year, level.value, band_of(target), (level,)) if level else None


def band_of(target: Target) -> Band:
    """Return the values that reach a target that carries its own bounds."""
    match target.comparator:
        case Comparator.BELOW:
            return Band(None, target.high, above=Standing.SHORT, holds_high=False)
        case Comparator.BETWEEN | Comparator.GROWTH_BETWEEN:
            return Band(target.low, target.high)
        case Comparator.EQUAL:
            return Band(target.low, target.low, above=Standing.SHORT)
        case Comparator.MAINTAIN:
            return Band(target.low, None)
        case _:
            return Band(target.low, target.low)


def held_against(year: int, target: Target, readings: Readings) -> Band | None:
    """Return what reaches the target in a year; None for words, and where an estimate is lacking."""
    if target.comparator is Comparator.QUALITATIVE:
        return None
    if target.comparator is not Comparator.AT_LEAST_ESTIMATE:
        return band_of(target)
    estimate = readings.latest(MeasurementKind.ESTIMATE, year)
    return Band(estimate.value, estimate.value) if estimate else None


def _against_estimate(year: int, readings: Readings) -> Figure | None:
    level = readings.result(MeasurementKind.LEVEL, year)
    estimate = readings.latest(MeasurementKind.ESTIMATE, year)
    if level is None or estimate is None:
        return None
    return Figure(year, level.value, Band(estimate.value, estimate.value), (estimate, level))


def _growth(year: int, band: Band, readings: Readings) -> Figure | None:
    """Prefer the growth that was published; otherwise work it out from the levels of the two years."""
    stated = readings.result(MeasurementKind.GROWTH, year)
    if stated is not None:
        return Figure(year, stated.value, band, (stated,))
    return _mean_growth_of_levels(year - 1, year, band, readings)


def _average_growth(year: int, target: Target, readings: Readings) -> Figure | None:
    """Return the geometric mean since the year before the period: from the levels at both ends, else year by year."""
    base_year, band = target.period_from - 1, band_of(target)
    from_levels = _mean_growth_of_levels(base_year, year, band, readings)
    return from_levels or _mean_growth_of_years(range(base_year + 1, year + 1), band, readings)


def _mean_growth_of_levels(base_year: int, year: int, band: Band, readings: Readings) -> Figure | None:
    base = readings.result(MeasurementKind.LEVEL, base_year)
    level = readings.result(MeasurementKind.LEVEL, year)
    if base is None or level is None or base.value <= 0 or readings.has_break(base_year + 1, year):
        return None
    with localcontext(prec=_DIGITS):
        factor = level.value / base.value
    return _mean_figure(factor, range(base_year + 1, year + 1), band, (base, level))


def _mean_growth_of_years(years: range, band: Band, readings: Readings) -> Figure | None:
    growths = [growth for year in years if (growth := _growth(year, band, readings)) is not None]
    if len(growths) < len(years):
        return None
    factor = Decimal(1)
    with localcontext(prec=_DIGITS):
        for growth in growths:
            factor *= 1 + growth.value / 100
    behind = dict.fromkeys(reading for growth in growths for reading in growth.based_on)
    return _mean_figure(factor, years, band, tuple(behind))


def _mean_figure(factor: Decimal, years: range, band: Band, based_on: tuple[Measurement, ...]) -> Figure | None:
    """Return the yearly growth in per cent that multiplies to `factor` over `years`, None where no root does."""
    if factor < 0:
        return None
    with localcontext(prec=_DIGITS):
        mean = (factor ** (Decimal(1) / len(years)) - 1) * 100
        return Figure(years[-1], mean.quantize(_STEP), band, based_on)
