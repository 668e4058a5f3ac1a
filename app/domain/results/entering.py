"""What a measurement must be to be entered: judged beside the others of its series, before anything is written."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.domain.messages import Message, msgid
from app.domain.periods import Period, PeriodLength
from app.domain.results.targets import GROWTH, Comparator, MeasurementKind, Target

_WHOLE = Decimal(100)

_YEAR = msgid("Give a year from %(first)s to %(last)s: the period of the target, and the year before it.")
_ESTIMATE = Message(msgid("An estimate is entered only where the target is held against it."))
_GROWTH = Message(msgid("A growth is entered only where a target of this figure speaks of growth."))
_AHEAD = Message(msgid("The day lies ahead; give the day on which the value was taken."))
_EARLY = msgid("A value of %(year)s is taken on %(first)s or later.")
_SHARE = Message(msgid("A share lies between 0 and 100."))
_TWICE = msgid(
    "There is a value of %(year)s taken on %(day)s for this area already (%(value)s); correct that one instead."
)
_OTHER_AREA = msgid(
    "The value before it is of another area (%(scope)s). Say that the series breaks here, or write the area as there."
)


@dataclass(frozen=True)
class Entry:
    """A value as it is to be entered, or as it stands in the series."""

    kind: MeasurementKind
    year: int
    as_of: date
    value: Decimal
    scope: str
    series_break: bool = False

    @property
    def identity(self) -> tuple[MeasurementKind, int, date, str]:
        """What no two values of a series share."""
        return self.kind, self.year, self.as_of, self.scope


@dataclass(frozen=True)
class Fault:
    """`field` is the one to change, named as in what came in."""

    field: str
    message: Message


def kinds_of(comparators: Iterable[Comparator]) -> tuple[MeasurementKind, ...]:
    """Return what may be entered of a figure whose targets are these: second series only where one is held by them."""
    held = frozenset(comparators)
    growth = (MeasurementKind.GROWTH,) if held & GROWTH else ()
    estimate = (MeasurementKind.ESTIMATE,) if Comparator.AT_LEAST_ESTIMATE in held else ()
    return (MeasurementKind.LEVEL, *growth, *estimate)


def faults_of(
    entry: Entry, target: Target, comparators: Iterable[Comparator], others: Iterable[Entry], today: date
) -> list[Fault]:
    """Return what is wrong with a value for the target; none where it may be entered.

    `comparators` are those of all targets of the series, `others` its values without the one that is corrected.
    """
    others = list(others)
    found = [*_of_itself(entry, target, kinds_of(comparators)), *_of_its_day(entry, today)]
    return [*found, *_beside(entry, others)]


def _of_itself(entry: Entry, target: Target, kinds: Collection[MeasurementKind]) -> Iterator[Fault]:
    first, last = target.period_from - 1, target.period_to
    if not first <= entry.year <= last:
        yield Fault("year", Message(_YEAR, {"first": first, "last": last}))
    if entry.kind not in kinds:
        yield Fault("kind", _ESTIMATE if entry.kind is MeasurementKind.ESTIMATE else _GROWTH)
    if target.is_share and entry.kind is MeasurementKind.LEVEL and not 0 <= entry.value <= _WHOLE:
        yield Fault("value", _SHARE)


def _of_its_day(entry: Entry, today: date) -> Iterator[Fault]:
    if entry.as_of > today:
        yield Fault("as_of", _AHEAD)
    first = Period(PeriodLength.YEAR, entry.year, 1).first
    if entry.kind is not MeasurementKind.ESTIMATE and entry.as_of < first:
        yield Fault("as_of", Message(_EARLY, {"year": entry.year, "first": f"{first:%d/%m/%Y}"}))


def _beside(entry: Entry, others: list[Entry]) -> Iterator[Fault]:
    for other in others:
        if other.identity == entry.identity:
            params = {"year": entry.year, "day": f"{entry.as_of:%d/%m/%Y}", "value": other.value}
            yield Fault("as_of", Message(_TWICE, params))
    before = _before(entry, others)
    if before is not None and before.scope != entry.scope and not entry.series_break:
        yield Fault("series_break", Message(_OTHER_AREA, {"scope": before.scope}))


def _before(entry: Entry, others: list[Entry]) -> Entry | None:
    """Return the level that comes right before it; growth is stated over one area, and an estimate is no level."""
    if entry.kind is not MeasurementKind.LEVEL:
        return None
    levels = (each for each in others if each.kind is MeasurementKind.LEVEL)
    earlier = [each for each in levels if (each.year, each.as_of) < (entry.year, entry.as_of)]
    return max(earlier, key=lambda each: (each.year, each.as_of), default=None)
