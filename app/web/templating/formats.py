"""How values are written for a reader: dates, deadlines, numbers, shares, money."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from app.domain.deadlines import Deadline, DeadlinePrecision
from app.domain.messages import Message, msgid
from app.domain.periods import Period, PeriodLength
from app.domain.printing import (
    NO_BREAK,
    printed_day,
    printed_moment,
    printed_number,
    printed_percent,
)
from app.domain.results.amounts import MILLION, write_amount, write_dong, write_in, write_rounded
from app.schemas.portfolio import DeadlineRead
from app.web.templating.catalogues import Gettext
from app.web.templating.languages import Language

_ROMAN = ("I", "II", "III", "IV")
_MONTHS = (
    msgid("January %(year)s"),
    msgid("February %(year)s"),
    msgid("March %(year)s"),
    msgid("April %(year)s"),
    msgid("May %(year)s"),
    msgid("June %(year)s"),
    msgid("July %(year)s"),
    msgid("August %(year)s"),
    msgid("September %(year)s"),
    msgid("October %(year)s"),
    msgid("November %(year)s"),
    msgid("December %(year)s"),
)
_SPANS = {
    DeadlinePrecision.QUARTER: msgid("Q%(quarter)s %(year)s"),
    DeadlinePrecision.YEAR: msgid("year %(year)s"),
    DeadlinePrecision.PERIOD: msgid("period %(first)s–%(year)s"),
}
_HALVES = (msgid("first half of %(year)s"), msgid("second half of %(year)s"))
_CLAUSE_PARTS = {"d": msgid("paragraph %(number)s"), "s": msgid("sentence %(number)s"), "g": msgid("bullet %(number)s")}
_CLAUSE_PLACES = {
    "T": msgid("the title"),
    "M": msgid("the preamble"),
    "NN": msgid("the recipients"),
    "CK": msgid("the signature"),
}


@dataclass(frozen=True)
class Formats:
    """The forms of one language."""

    language: Language
    gettext: Gettext

    def day(self, day: date) -> str:
        return printed_day(day)

    def moment(self, moment: datetime) -> str:
        return printed_moment(moment)

    def iso(self, day: date) -> str:
        return day.isoformat()

    def deadline(self, deadline: Deadline | DeadlineRead | None, begins: int | None = None) -> str:
        """Write a deadline as exactly as it was set; `begins` is the first year of a period, where it is known."""
        if deadline is None:
            return self._said(msgid("no deadline set"))
        on = deadline.on if isinstance(deadline, Deadline) else deadline.date
        if deadline.precision is DeadlinePrecision.DAY:
            return self.day(on)
        if deadline.precision is DeadlinePrecision.PERIOD and begins is None:
            return self._said(msgid("by the end of %(year)s"), year=on.year)
        pattern = _MONTHS[on.month - 1] if deadline.precision is DeadlinePrecision.MONTH else _SPANS[deadline.precision]
        return self._said(pattern, year=on.year, quarter=self._quarter((on.month - 1) // 3), first=begins)

    def period(self, period: Period) -> str:
        """Name a reporting period."""
        match period.length:
            case PeriodLength.MONTH:
                pattern = _MONTHS[period.number - 1]
            case PeriodLength.QUARTER:
                pattern = _SPANS[DeadlinePrecision.QUARTER]
            case PeriodLength.HALF_YEAR:
                pattern = _HALVES[period.number - 1]
            case PeriodLength.YEAR:
                pattern = _SPANS[DeadlinePrecision.YEAR]
        quarter = self._quarter(period.number - 1) if period.length is PeriodLength.QUARTER else None
        return self._said(pattern, year=period.year, quarter=quarter)

    def number(self, value: float | Decimal) -> str:
        """Write a number with up to three decimals."""
        return printed_number(value, self.language)

    def percent(self, share: float | None) -> str:
        """Write a share (0–1) with one decimal; None where there is nothing to share."""
        return printed_percent(share, self.language)

    def said(self, message: Message) -> str:
        """Say a message, its numbers as this language writes them."""
        numbers = {name: self.number(value) for name, value in message.params.items() if isinstance(value, Decimal)}
        return replace(message, params={**message.params, **numbers}).translated(self.gettext)

    def money(self, dong: int) -> str:
        """Write an amount to a thousandth of its unit, as the papers and the forms do, in either language."""
        return write_rounded(dong).replace(" ", NO_BREAK)

    def money_exact(self, dong: int) -> str:
        """Write an amount to the đồng."""
        return write_dong(dong).replace(" ", NO_BREAK)

    def money_typed(self, dong: int) -> str:
        """Write an amount exactly, as one would type it into a form."""
        return write_amount(dong)

    def millions(self, dong: int) -> str:
        """Write an amount exactly as a number of triệu đồng, for a table whose head names the unit."""
        return write_in(dong, MILLION)

    def clause_words(self, path: str) -> str:
        """Say where a clause stands: II.3.d1.s2 is "II.3, paragraph 1, sentence 2"."""
        steps = path.split(".")
        marked = [step for step in steps if _is_marked(step)]
        printed = [_CLAUSE_PLACES.get(step, step) for step in steps if not _is_marked(step)]
        place = self.gettext(printed[0]) if printed[0] in _CLAUSE_PLACES.values() else ".".join(printed)
        return ", ".join([place, *(self._said(_CLAUSE_PARTS[step[0]], number=step[1:]) for step in marked)])

    def _quarter(self, quarter: int) -> str:
        """Return the number of a quarter that is counted from 0."""
        return _ROMAN[quarter] if self.language is Language.VIETNAMESE else str(quarter + 1)

    def _said(self, pattern: str, **values: object) -> str:
        """Return a short phrase, which no line break may split."""
        return (self.gettext(pattern) % values).replace(" ", NO_BREAK)


def _is_marked(step: str) -> bool:
    return len(step) > 1 and step[0] in _CLAUSE_PARTS and step[1:].isdigit()
