"""A target in words, as a reader would say it."""

from decimal import Decimal

from app.domain.messages import msgid
from app.domain.printing import NO_BREAK
from app.domain.results.targets import GROWTH, Comparator
from app.schemas.results import TargetRead
from app.web.templating.formats import Formats

_PATTERNS = {
    Comparator.AT_LEAST: msgid("at least %(low)s"),
    Comparator.BELOW: msgid("below %(high)s"),
    Comparator.BETWEEN: msgid("%(low)s to %(high)s"),
    Comparator.EQUAL: msgid("reach %(low)s"),
    Comparator.MAINTAIN: msgid("%(low)s, maintained every year"),
    Comparator.AVERAGE_GROWTH_AT_LEAST: msgid("average growth of at least %(low)s a year"),
    Comparator.GROWTH_BETWEEN: msgid("growth of %(low)s to %(high)s a year"),
    Comparator.AT_LEAST_ESTIMATE: msgid("at least the year's estimate"),
    Comparator.QUALITATIVE: msgid("a statement in words"),
}


def target_words(formats: Formats, target: TargetRead, unit: str | None) -> str:
    """Say what is to be reached; growth is in per cent whatever the unit of the values."""
    if target.comparator is Comparator.QUALITATIVE and target.text:
        return target.text
    shown = "%" if target.comparator in GROWTH else unit
    bounds = {"low": target.low, "high": target.high}
    values = {name: with_unit(formats, bound, shown) for name, bound in bounds.items() if bound is not None}
    words = formats.gettext(_PATTERNS[target.comparator]) % values
    if target.due_year is None:
        return words
    return formats.gettext(msgid("%(target)s in %(year)s")) % {"target": words, "year": target.due_year}


def with_unit(formats: Formats, value: Decimal, unit: str | None) -> str:
    """Write a value with its unit; per cent stands without a space."""
    number = formats.number(value)
    if not unit:
        return number
    return f"{number}{unit}" if unit.startswith("%") else f"{number}{NO_BREAK}{unit}"
