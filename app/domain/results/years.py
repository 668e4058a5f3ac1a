"""What each year of a period shows for a target, beside the verdict on the period as a whole."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.domain.messages import Message, msgid
from app.domain.results.achievement import Verdict
from app.domain.results.figures import Band, Figure, Readings, Standing, closing_day, held_against, result_of
from app.domain.results.targets import Comparator, Measurement, Target


@dataclass(frozen=True)
class YearAchievement:
    """`measured` is in the target's unit, None where the year has no value; `band` is what reaches the target in it.

    `based_on` are the measurements behind it, the one that speaks of the year last.
    """

    year: int
    verdict: Verdict
    because: Message
    measured: Decimal | None = None
    band: Band | None = None
    based_on: tuple[Measurement, ...] = ()

    @property
    def provisional(self) -> bool:
        return any(each.provisional for each in self.based_on)

    @property
    def series_break(self) -> bool:
        return bool(self.based_on) and self.based_on[-1].series_break

    @property
    def scope(self) -> str | None:
        return self.based_on[-1].scope if self.based_on else None


_VERDICTS = {Standing.SHORT: Verdict.NOT_MET, Standing.REACHED: Verdict.MET, Standing.OVER: Verdict.EXCEEDED}
_BECAUSE = {
    Standing.SHORT: msgid("Short of what the year is held against."),
    Standing.REACHED: msgid("Reaches what the year is held against."),
    Standing.OVER: msgid("Beyond what the year is held against."),
}
_OPEN = msgid("Taken before the year's figures close on %(day)s.")
_ON_THE_WAY = msgid("The target is due in %(year)s; this year is on the way.")
_LACKING = Message(msgid("The value is in, but nothing to hold it against."))
_AHEAD = Message(msgid("The year has not closed."))
_MISSING = Message(msgid("No value has been recorded."))
_IN_WORDS = Message(msgid("The target is in words; a person's recorded statement decides."))


def yearly(target: Target, measurements: Iterable[Measurement], as_of: date) -> tuple[YearAchievement, ...]:
    """Return every year of the period, as far as the measurements known on `as_of` can say."""
    readings = Readings(each for each in measurements if each.as_of <= as_of)
    years = range(target.period_from, target.period_to + 1)
    return tuple(_judged(year, target, readings, as_of) for year in years)


def _judged(year: int, target: Target, readings: Readings, as_of: date) -> YearAchievement:
    figure = None if target.comparator is Comparator.QUALITATIVE else result_of(year, target, readings)
    if figure is None:
        return _unfinished(year, target, readings, as_of)
    if year in target.years_that_count:
        because = Message(_BECAUSE[figure.standing])
        return _of(figure, _VERDICTS[figure.standing], because)
    return _of(figure, Verdict.FOLLOWED, Message(_ON_THE_WAY, {"year": target.last_year}))


def _unfinished(year: int, target: Target, readings: Readings, as_of: date) -> YearAchievement:
    """Judge nothing where the year's figure is not in; a value on the way is shown."""
    reading, closing = readings.latest(target.kind, year), closing_day(year)
    band = held_against(year, target, readings)
    if reading is None:
        because = _IN_WORDS if target.comparator is Comparator.QUALITATIVE else _AHEAD if as_of < closing else _MISSING
        return YearAchievement(year, Verdict.NOT_YET_ASSESSABLE, because, band=band)
    if reading.as_of >= closing:
        return YearAchievement(year, Verdict.NOT_YET_ASSESSABLE, _LACKING, reading.value, band, (reading,))
    because = Message(_OPEN, {"day": f"{closing:%d/%m/%Y}"})
    return YearAchievement(year, Verdict.FOLLOWED, because, reading.value, band, (reading,))


def _of(figure: Figure, verdict: Verdict, because: Message) -> YearAchievement:
    return YearAchievement(figure.year, verdict, because, figure.value, figure.band, figure.based_on)
