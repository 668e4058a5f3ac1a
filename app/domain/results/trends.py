"""Where an indicator is heading: what changed since the year before, and where that would lead, said plainly."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from app.domain.messages import Message, msgid
from app.domain.results.figures import Readings, Standing, band_of, closing_day
from app.domain.results.targets import Comparator, Measurement, MeasurementKind, Target

_STEP = Decimal("0.0001")
_ALL = Decimal(100)
_FEWEST = 2
_EACH_BY_ITSELF = frozenset({Comparator.AT_LEAST_ESTIMATE, Comparator.GROWTH_BETWEEN})


class Direction(StrEnum):
    UP = "up"
    DOWN = "down"
    SAME = "same"


@dataclass(frozen=True)
class Trend:
    """How the latest value compares with the one before it that it can be compared with.

    `direction`, `change` and `since` (a year) are None where there is none, for the reason `because` gives. `better` is
    None where the direction alone says neither good nor bad.
    """

    because: Message
    direction: Direction | None = None
    change: Decimal | None = None
    since: int | None = None
    better: bool | None = None


@dataclass(frozen=True)
class Projection:
    """What `year` would show on the `assumption`; `value` is None where nothing is drawn on, and then it says why."""

    assumption: Message
    year: int
    value: Decimal | None = None
    reaches: bool | None = None


_NOTHING = Message(msgid("No value has been recorded that could be followed."))
_ALONE = msgid("The value of %(year)s is the only one so far.")
_BROKEN = msgid("The series breaks at %(year)s, so the values before are not compared with it.")
_ELSEWHERE = msgid("The values before %(year)s are of another area (%(scope)s), so they are not compared.")
_CHANGES = {
    Direction.UP: msgid("%(change)s more than in %(year)s."),
    Direction.DOWN: msgid("%(change)s less than in %(year)s."),
    Direction.SAME: msgid("The same as in %(year)s."),
}
_ASSUMPTIONS = {
    Direction.UP: msgid("If each year to come adds %(step)s, as the years from %(first)s to %(last)s did on average."),
    Direction.DOWN: msgid(
        "If each year to come takes %(step)s off, as those from %(first)s to %(last)s did on average."
    ),
    Direction.SAME: msgid("If it stays as it was from %(first)s to %(last)s."),
}
_OVER = Message(msgid("The time of the target is over, so nothing is drawn on."))
_IN_WORDS = Message(msgid("A target in words is not drawn on."))
_YEAR_BY_YEAR = Message(msgid("Each year is judged by itself, against what that year sets, so nothing is drawn on."))
_AVERAGE = Message(msgid("An average of growth is not drawn on; what it is so far stands above."))


def comparable(target: Target, measurements: Iterable[Measurement]) -> tuple[Measurement, ...]:
    """Return one value a year, oldest first, that can be compared with the latest: of one area, after the last break.

    An amount of a year that has not closed is left out, since it is still adding up.
    """
    readings = _within(target, measurements)
    values = _usable(target, readings)
    run: list[Measurement] = []
    for each in reversed(values):
        if run and not _continues(each, run[0], target.kind, readings):
            break
        run.insert(0, each)
    return tuple(run)


def trend(target: Target, measurements: Iterable[Measurement]) -> Trend:
    """Compare the latest value with the one before; never across a break or from one area to another."""
    readings = list(measurements)
    run = comparable(target, readings)
    if len(run) < _FEWEST:
        return Trend(_why_alone(target, readings, run))
    before, last = run[-2:]
    change = last.value - before.value
    direction = _direction(change)
    because = Message(_CHANGES[direction], {"change": abs(change), "year": before.year})
    return Trend(because, direction, change, before.year, _is_better(target, before.value, last.value))


def projection(target: Target, measurements: Iterable[Measurement], as_of: date) -> Projection:
    """Draw the straight line through the first and the last comparable value on to the last year that counts."""
    year, readings = target.last_year, list(measurements)
    run = comparable(target, readings)
    refusal = _why_not(target, run, as_of)
    if refusal is not None:
        return Projection(refusal, year)
    if len(run) < _FEWEST:
        return Projection(_why_alone(target, readings, run), year)
    first, last = run[0], run[-1]
    step = (last.value - first.value) / (last.year - first.year)
    value = last.value + step * (year - last.year)
    value = _rounded(min(max(value, Decimal(0)), _ALL) if target.is_share else value)
    params = {"step": _rounded(abs(step)), "first": first.year, "last": last.year}
    reaches = band_of(target).standing(value) is not Standing.SHORT
    return Projection(Message(_ASSUMPTIONS[_direction(step)], params), year, value, reaches)


def _within(target: Target, measurements: Iterable[Measurement]) -> Readings:
    """Return what belongs to the target's period or lies before it; what comes later speaks of another target."""
    return Readings(each for each in measurements if each.year <= target.period_to)


def _usable(target: Target, readings: Readings) -> list[Measurement]:
    """Return the values of the target's kind; an amount counts once its year has closed."""
    values = readings.of_kind(target.kind)
    if target.is_share or target.kind is MeasurementKind.GROWTH:
        return values
    return [each for each in values if each.as_of >= closing_day(each.year)]


def _continues(before: Measurement, after: Measurement, kind: MeasurementKind, readings: Readings) -> bool:
    return before.scope == after.scope and not readings.has_break(before.year + 1, after.year, kind)


def _why_alone(target: Target, measurements: Iterable[Measurement], run: tuple[Measurement, ...]) -> Message:
    """Say why the latest value has none to be compared with."""
    if not run:
        return _NOTHING
    readings, first = _within(target, measurements), run[0]
    earlier = [each for each in _usable(target, readings) if each.year < first.year]
    if not earlier:
        return Message(_ALONE, {"year": first.year})
    if readings.has_break(earlier[-1].year + 1, first.year, target.kind):
        return Message(_BROKEN, {"year": first.year})
    return Message(_ELSEWHERE, {"year": first.year, "scope": earlier[-1].scope})


def _why_not(target: Target, run: tuple[Measurement, ...], as_of: date) -> Message | None:
    if target.comparator is Comparator.QUALITATIVE:
        return _IN_WORDS
    if as_of >= closing_day(target.last_year) or (run and run[-1].year >= target.last_year):
        return _OVER
    if target.comparator is Comparator.AVERAGE_GROWTH_AT_LEAST:
        return _AVERAGE
    return _YEAR_BY_YEAR if target.comparator in _EACH_BY_ITSELF else None


def _rounded(value: Decimal) -> Decimal:
    """Return the value to four decimals, without the zeros behind them."""
    return value.quantize(_STEP).normalize() + 0


def _direction(change: Decimal) -> Direction:
    if change == 0:
        return Direction.SAME
    return Direction.UP if change > 0 else Direction.DOWN


def _is_better(target: Target, before: Decimal, after: Decimal) -> bool | None:
    """Say whether the change is for the better: for most targets that is up, for one to stay below down."""
    if before == after or target.comparator is Comparator.QUALITATIVE:
        return None
    if target.comparator is Comparator.EQUAL and target.low is not None:
        return abs(after - target.low) < abs(before - target.low)
    return (after < before) is (target.comparator is Comparator.BELOW)
