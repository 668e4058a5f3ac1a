"""Amounts of money as Vietnamese papers write them, read into whole đồng and written from them: one home for both.

A dot, or a space, stands between thousands and a comma before decimals: "8.971,238 tỷ đồng", "17.000 tỷ", "950 triệu".
What could be two amounts is refused: an error of a thousandfold costs more than typing once more. What is written here
is always read back, since amounts that would look doubtful are written in a smaller unit.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import product

from app.domain.messages import Message, msgid
from app.domain.text import fold

THOUSAND, MILLION, BILLION = 10**3, 10**6, 10**9
# A million tỷ: beyond any project, and every reader of JSON still counts whole đồng in it.
LARGEST = 10**15
MINUS = "\u2212"
_LONGEST = 60

# Units by their folded spelling; "nghìn tỷ" is what people say for a large sum.
_SCALES: Mapping[str, int] = {
    "": 1,
    **dict.fromkeys(("nghin", "ngan"), THOUSAND),
    **dict.fromkeys(("trieu", "tr"), MILLION),
    **dict.fromkeys(("ty", "ti"), BILLION),
    **dict.fromkeys(("nghinty", "nghinti", "nganty", "nganti"), THOUSAND * BILLION),
}
_CURRENCIES = ("", "dong", "d", "₫", "vnd")
_UNITS = {scale + currency: value for (scale, value), currency in product(_SCALES.items(), _CURRENCIES)}
# Each unit with the smallest part of it that is written in decimals.
_WRITTEN = ((BILLION, MILLION, "tỷ đồng"), (MILLION, THOUSAND, "triệu đồng"), (THOUSAND, THOUSAND, "nghìn đồng"))

_PARTS = re.compile(r"(?P<number>[\d., ]*\d)(?P<unit>[^\d]*)", re.ASCII)
_NUMBER = re.compile(r"(?P<whole>\d{1,3}(?:\.\d{3})+|\d{1,3}(?: \d{3})+|\d+)(?:,(?P<decimals>\d+))?", re.ASCII)


class AmountError(ValueError):
    """A text is no amount, or more than one; `message` says why and what to write."""

    def __init__(self, pattern: str, **params: object) -> None:
        self.message = Message(pattern, params)
        super().__init__(str(self.message))


def parse_amount(text: str) -> int:
    """Return whole đồng. Raises AmountError for what is no amount, is less than a đồng exact, or could be two."""
    said = text.strip()
    number, unit = _taken_apart(said)
    whole, decimals = _digits(said, number)
    scale = _UNITS[unit]
    _require_one_meaning(said, number)
    value, rest = divmod(int(whole + decimals) * scale, int(f"1{'0' * len(decimals)}"))
    if unit == "" and value and value < BILLION:
        raise AmountError(
            msgid("%(said)s of what? Say the unit: %(said)s tỷ đồng, %(said)s triệu đồng or %(said)s đồng."), said=said
        )
    if rest:
        raise AmountError(msgid("%(said)s is no whole number of đồng; leave out the smallest decimals."), said=said)
    if value > LARGEST:
        raise AmountError(msgid("%(said)s is too much; give at most %(most)s."), said=said, most=write_amount(LARGEST))
    return value


def write_amount(dong: int) -> str:
    """Write the exact amount in the largest unit that needs at most three decimals: "8.971,238 tỷ đồng"."""
    sign, dong = MINUS if dong < 0 else "", abs(dong)
    for unit, part, name in _WRITTEN:
        if dong >= unit and dong % part == 0 and not _looks_doubtful(dong, unit):
            return f"{sign}{write_in(dong, unit)} {name}"
    return f"{sign}{write_dong(dong)}"


def write_rounded(dong: int) -> str:
    """Write the amount to a thousandth of its largest unit; `write_dong` says it exactly."""
    unit = next((unit for unit, *_ in _WRITTEN if abs(dong) >= unit), THOUSAND)
    return write_amount(_rounded(dong, unit // THOUSAND))


def write_dong(dong: int) -> str:
    """Write the exact amount in đồng: "8.971.238.000.000 đồng"."""
    return f"{write_in(dong, 1)} đồng"


def write_in(dong: int, unit: int) -> str:
    """Write the exact number of `unit`, a power of ten đồng, without naming it, for a column whose head does."""
    whole, rest = divmod(abs(dong), unit)
    decimals = f"{rest:0{len(str(unit)) - 1}d}".rstrip("0") if rest else ""
    number = ".".join(_thousands(str(whole)))
    return f"{MINUS if dong < 0 else ''}{number}{',' if decimals else ''}{decimals}"


def _taken_apart(said: str) -> tuple[str, str]:
    """Return the number and the folded unit. Raises AmountError."""
    folded = fold(said)
    if not folded:
        raise AmountError(msgid("Write an amount, such as 8.971,238 tỷ đồng or 950 triệu đồng."))
    if folded[0] in "-\u2212\u2013(":
        raise AmountError(msgid("An amount is not below zero; write it without a sign."))
    parts = _PARTS.fullmatch(folded)
    if parts is None or len(said) > _LONGEST:
        raise AmountError(msgid("Write one number and one unit, such as 2,5 tỷ đồng or 950 triệu đồng."))
    unit = re.sub(r"[ .]", "", parts["unit"])
    if unit not in _UNITS:
        raise AmountError(
            msgid("%(unit)s is no unit here; write nghìn, triệu, tỷ or đồng."), unit=parts["unit"].strip()
        )
    return parts["number"], unit


def _digits(said: str, number: str) -> tuple[str, str]:
    """Return the digits before the comma and those after it. Raises AmountError."""
    match = _NUMBER.fullmatch(number)
    if match is None:
        raise AmountError(
            msgid(
                "%(said)s is not written the Vietnamese way: dots stand between thousands, three digits at a time, and "
                "one comma before decimals, such as 8.971,238."
            ),
            said=said,
        )
    whole = re.sub(r"[ .]", "", match["whole"])
    if whole.startswith("0") and len(whole) > 1:
        raise AmountError(msgid("%(said)s begins with a 0 that means nothing; leave it out."), said=said)
    return whole, match["decimals"] or ""


def _require_one_meaning(said: str, number: str) -> None:
    """Refuse a lone comma before three digits: here it begins decimals, in English papers it ends thousands."""
    whole, _, decimals = number.partition(",")
    if len(decimals) != len("000") or len(whole) > len("999") or whole == "0":
        return
    words = said[said.rfind(decimals) + len(decimals) :]
    raise AmountError(
        msgid(
            "%(said)s could be two amounts, a thousandfold apart: write %(thousands)s where the comma stands between "
            "thousands, %(decimals)s where it begins decimals."
        ),
        said=said,
        thousands=f"{whole}.{decimals}{words}",
        decimals=f"{whole},{decimals}0{words}",
    )


def _looks_doubtful(dong: int, unit: int) -> bool:
    """Return whether the number of `unit` would have a lone comma before three digits."""
    whole, rest = divmod(dong, unit)
    return 0 < whole < THOUSAND and rest * THOUSAND // unit % 10 != 0


def _rounded(dong: int, step: int) -> int:
    """Return the multiple of `step` nearest to the amount, the even one of two."""
    count, rest = divmod(dong, step)
    up = rest * 2 > step or (rest * 2 == step and count % 2 == 1)
    return (count + up) * step


def _thousands(digits: str) -> Iterator[str]:
    """Yield the digits in groups of three, the first maybe shorter."""
    head = len(digits) % 3
    if head:
        yield digits[:head]
    yield from (digits[at : at + 3] for at in range(head, len(digits), 3))
