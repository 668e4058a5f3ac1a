"""Whether an indicator's target is reached, as far as the measurements known on a day can say."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from app.domain.messages import Message, msgid
from app.domain.results.figures import Figure, Readings, Standing, band_of, closing_day, result_of
from app.domain.results.targets import GROWTH, Comparator, Measurement, MeasurementKind, Target

_WITHOUT_INTERIM = frozenset({*GROWTH, Comparator.AT_LEAST_ESTIMATE})


class Verdict(StrEnum):
    """The last four leave it open: well so far, not well so far, measured but not decided, and nothing yet to go by."""

    MET = "met"
    EXCEEDED = "exceeded"
    NOT_MET = "not_met"
    ON_COURSE = "on_course"
    AT_RISK = "at_risk"
    FOLLOWED = "followed"
    NOT_YET_ASSESSABLE = "not_yet_assessable"


@dataclass(frozen=True)
class Statement:
    """What a person has put on record about a qualitative target, in whose words."""

    on: date
    verdict: Verdict
    words: str


@dataclass(frozen=True)
class Achievement:
    """`measured` is the figure that decides, in the target's unit, None where there is none.

    `gap` is what it lies beyond the target, negative what it lacks, 0 within a range.
    """

    verdict: Verdict
    because: Message
    measured: Decimal | None = None
    gap: Decimal | None = None
    based_on: tuple[Measurement, ...] = ()


_NO_STATEMENT = Message(msgid("A target in words is judged by a person's recorded statement; there is none yet."))
_NOTHING_MEASURED = Message(msgid("No value that could be held against the target has been recorded yet."))
_FINAL = {
    Standing.SHORT: (Verdict.NOT_MET, msgid("The value of %(year)s falls short of the target.")),
    Standing.REACHED: (Verdict.MET, msgid("The value of %(year)s reaches the target.")),
    Standing.OVER: (Verdict.EXCEEDED, msgid("The value of %(year)s goes beyond the target.")),
}


def achievement(
    target: Target, measurements: Iterable[Measurement], as_of: date, statement: Statement | None = None
) -> Achievement:
    """Hold the measurements known on `as_of` against the target; words are judged by the statement alone.

    `measurements` are those of the whole series, since growth begins with the year before the period. A missing value
    never makes a target missed, and before the last year that counts has closed nothing is missed for good.
    """
    if target.comparator is Comparator.QUALITATIVE:
        return _as_stated(statement, as_of)
    readings = Readings(each for each in measurements if each.as_of <= as_of)
    results = _results(target, readings)
    missing_years = sorted(set(target.years_that_count) - {result.year for result in results})
    if not missing_years:
        return _final(results)
    if as_of >= closing_day(target.last_year):
        return _incomplete(results, missing_years[0])
    return _so_far(target, results, readings) if target.counts_every_year else _on_the_way(target, readings)


def _as_stated(statement: Statement | None, as_of: date) -> Achievement:
    if statement is None or statement.on > as_of:
        return Achievement(Verdict.NOT_YET_ASSESSABLE, _NO_STATEMENT)
    return Achievement(statement.verdict, Message(statement.words))


def _results(target: Target, readings: Readings) -> list[Figure]:
    results = (result_of(year, target, readings) for year in target.years_that_count)
    return [result for result in results if result is not None]


def _final(results: list[Figure]) -> Achievement:
    """Every year that counts has its figure: one short year misses the target, all beyond it exceed it."""
    decisive = _decisive(results)
    verdict, because = _FINAL[decisive.standing]
    return _verdict(verdict, decisive, because)


def _incomplete(results: list[Figure], missing_year: int) -> Achievement:
    """The time is over, but values are missing: only a year that fell short is enough to decide."""
    if results and _decisive(results).standing is Standing.SHORT:
        return _final(results)
    return Achievement(
        Verdict.NOT_YET_ASSESSABLE, Message(msgid("The value of %(year)s is not in yet."), {"year": missing_year})
    )


def _so_far(target: Target, results: list[Figure], readings: Readings) -> Achievement:
    """Every year counts and years are still to come."""
    if not results:
        return _begun(target, readings)
    decisive = _decisive(results)
    if decisive.standing is Standing.SHORT:
        because = msgid("The value of %(year)s falls short, and every year of the period counts.")
        return _verdict(Verdict.AT_RISK, decisive, because)
    because = msgid("Every year recorded up to %(year)s reaches the target.")
    return _verdict(Verdict.ON_COURSE, results[-1], because)


def _begun(target: Target, readings: Readings) -> Achievement:
    """No year that counts has closed; what was taken in one of them is followed."""
    values = (each for each in readings.of_kind(target.kind) if each.as_of < closing_day(each.year))
    taken = [each for each in values if each.year in target.years_that_count]
    if not taken:
        return Achievement(Verdict.NOT_YET_ASSESSABLE, _NOTHING_MEASURED)
    because = Message(msgid("Values of %(year)s are in; the year has not closed."), {"year": taken[-1].year})
    return Achievement(Verdict.FOLLOWED, because)


def _on_the_way(target: Target, readings: Readings) -> Achievement:
    """One year counts and has not closed: the latest figure shows the way, but a level may still rise in time."""
    latest = _latest(target, readings)
    if latest is None:
        return Achievement(Verdict.NOT_YET_ASSESSABLE, _NOTHING_MEASURED)
    if latest.standing is not Standing.SHORT:
        return _verdict(Verdict.ON_COURSE, latest, msgid("The value of %(year)s already reaches the target."))
    if target.comparator is Comparator.AVERAGE_GROWTH_AT_LEAST:
        return _verdict(Verdict.AT_RISK, latest, msgid("The average growth up to %(year)s is below the target."))
    because = msgid("The value of %(year)s does not reach the target yet, and there is still time.")
    return _verdict(Verdict.FOLLOWED, latest, because)


def _latest(target: Target, readings: Readings) -> Figure | None:
    """Return the figure of the last year that has one; levels count as soon as they are taken."""
    for year in range(target.last_year, target.period_from - 1, -1):
        if target.comparator in _WITHOUT_INTERIM:
            figure = result_of(year, target, readings)
        else:
            level = readings.latest(MeasurementKind.LEVEL, year)
            figure = Figure(year, level.value, band_of(target), (level,)) if level else None
        if figure is not None:
            return figure
    return None


def _decisive(results: list[Figure]) -> Figure:
    """Return the figure furthest short, or else the one that goes least beyond the target; of equals, the last."""
    order = {Standing.SHORT: 0, Standing.REACHED: 1, Standing.OVER: 2}
    return min(reversed(results), key=lambda result: (order[result.standing], result.gap))


def _verdict(verdict: Verdict, figure: Figure, because: str) -> Achievement:
    return Achievement(verdict, Message(because, {"year": figure.year}), figure.value, figure.gap, figure.based_on)
