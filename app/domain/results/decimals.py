"""Decimal numbers as people here type them: 1.234,5; what could be read in two ways is refused."""

import re
from decimal import Decimal

from app.domain.messages import Message, msgid

LARGEST = Decimal(10) ** 12
DECIMALS = 6
_GROUP = 3

# Spaces, the usual and the narrow one that does not break, group digits too.
_SPACES = re.compile("[ \u00a0\u2009\u202f]")
_SIGNED = re.compile(r"([+\-−]?)(\d[\d.,]*)%?", re.ASCII)
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})*", re.ASCII)
_WHOLE = re.compile(r"\d+", re.ASCII)

_NO_NUMBER = msgid("Write a number, such as 1.234,5.")
_TWO_WAYS = msgid("%(text)s can be read as %(large)s or as %(small)s. Write %(large)s or %(small)s0.")
_TOO_LONG = msgid("Give at most six decimals and twelve digits before them.")


class UnclearNumberError(ValueError):
    """A text that is no number, or could be two; `message` says what to write instead."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


def parse_decimal(text: str) -> Decimal:
    """Return the number that `text` writes, with a comma before its decimals and dots between its thousands.

    A dot before decimals is understood where it can be nothing else. Raises UnclearNumberError.
    """
    found = _SIGNED.fullmatch(_SPACES.sub("", text.strip()))
    if found is None:
        raise UnclearNumberError(Message(_NO_NUMBER))
    sign, digits = found.groups()
    whole, decimals = _parts(digits)
    value = within_limits(Decimal(f"{whole}.{decimals or 0}"))
    return -value if sign in {"-", "−"} and value else value


def within_limits(value: Decimal) -> Decimal:
    """Return a number that can be kept as it is. Raises UnclearNumberError for others."""
    if not value.is_finite():
        raise UnclearNumberError(Message(_NO_NUMBER))
    if abs(value) >= LARGEST or value != round(value, DECIMALS):
        raise UnclearNumberError(Message(_TOO_LONG))
    return value


def write_decimal(value: Decimal) -> str:
    """Return the number as `parse_decimal` reads it back, without dots between thousands."""
    whole, _, decimals = f"{value:f}".partition(".")
    decimals = decimals.rstrip("0")
    if not decimals:
        return whole
    # Three decimals could be taken for thousands.
    return f"{whole},{decimals}{'0' if len(decimals) == _GROUP else ''}"


def _parts(digits: str) -> tuple[str, str]:
    """Return the digits before and after the decimal mark."""
    marks = [each for each in digits if each in ".,"]
    if not marks:
        return digits, ""
    last = marks[-1]
    before, _, after = digits.rpartition(last)
    if len(set(marks)) == 2 and marks.count(last) == 1 and _is_whole(before):  # noqa: PLR2004 (dot and comma)
        return _bare(before), _decimals(after)
    if len(marks) == 1:
        return _either(digits, before, after)
    if len(set(marks)) == 1 and _GROUPED.fullmatch(digits):
        return _bare(digits), ""
    raise UnclearNumberError(Message(_NO_NUMBER))


def _either(digits: str, before: str, after: str) -> tuple[str, str]:
    """Return the parts around the only mark; three digits behind it may be thousands or decimals."""
    if _GROUPED.fullmatch(digits):
        small = f"{before},{after}"
        raise UnclearNumberError(Message(_TWO_WAYS, {"text": digits, "large": before + after, "small": small}))
    return before, _decimals(after)


def _decimals(after: str) -> str:
    if not _WHOLE.fullmatch(after):
        raise UnclearNumberError(Message(_NO_NUMBER))
    return after


def _is_whole(before: str) -> bool:
    return bool(_WHOLE.fullmatch(before) or _GROUPED.fullmatch(before))


def _bare(digits: str) -> str:
    return digits.replace(".", "").replace(",", "")
