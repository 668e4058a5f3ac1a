"""Annotated types with their limits, shared by everything that comes in."""

import re
from datetime import date, datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BeforeValidator, Field, StringConstraints

from app.domain.deadlines import parse_deadline
from app.domain.periods import parse_period
from app.domain.text import nfc

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
# Controls but those that lay text out, and halves of characters, which JSON can say and no database keeps.
_UNKEEPABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


def _iso_day(value: object) -> object:
    # Pydantic would also take `0` and `1700000000` for a day.
    if isinstance(value, date) or (isinstance(value, str) and _ISO_DAY.fullmatch(value)):
        return value
    raise ValueError("write the day as YYYY-MM-DD")


def _printable(value: str) -> str:
    # PostgreSQL keeps no NUL, and no other control character means anything in a search.
    if _CONTROL.search(value):
        raise ValueError("contains a control character")
    return nfc(value)


def _prose(value: str) -> str:
    if _UNKEEPABLE.search(value):
        raise ValueError("contains a control character")
    return nfc(value.replace("\r\n", "\n").replace("\r", "\n"))


def _instant(value: object) -> object:
    # Pydantic would also take numbers, and in UTC the calendar's first and last day may lie outside it.
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) and "T" in value else value
    except ValueError:
        moment = None
    if isinstance(moment, datetime) and moment.tzinfo and date.min < moment.date() < date.max:
        return moment
    raise ValueError("write the instant with its time zone")


def _deadline(value: str) -> str:
    parse_deadline(value)
    return value


def _period(value: str) -> str:
    try:
        parse_period(value)
    except ValueError as error:
        raise ValueError("write the period as 2026-11, 2026-Q4, 2026-H2 or 2026") from error
    return value


def composed(value: object) -> object:
    return nfc(value) if isinstance(value, str) else value


def keepable(value: object) -> object:
    """Return the input as it is. Raises ValueError where a text holds what a database cannot keep."""
    for text in value if isinstance(value, list) else [value]:
        if isinstance(text, str) and _UNKEEPABLE.search(text):
            raise ValueError("contains a control character")
    return value


IsoDay = Annotated[date, BeforeValidator(_iso_day)]
Instant = Annotated[AwareDatetime, BeforeValidator(_instant)]
Query = Annotated[str, StringConstraints(max_length=200), AfterValidator(_printable)]
CodeText = Annotated[str, StringConstraints(min_length=1, max_length=80), AfterValidator(_printable)]
Line = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300), AfterValidator(_printable)
]
# As long as their columns, since PostgreSQL refuses what is longer and SQLite does not.
DocumentNumber = Annotated[Line, Field(max_length=80)]
Issuer = Annotated[Line, Field(max_length=200)]
RowNumber = Annotated[int, Field(ge=1, lt=2**31)]
Prose = Annotated[str, StringConstraints(strip_whitespace=True, max_length=5000), AfterValidator(_prose)]
DeadlineText = Annotated[str, StringConstraints(strip_whitespace=True, max_length=20), AfterValidator(_deadline)]
PeriodText = Annotated[str, StringConstraints(strip_whitespace=True, max_length=10), AfterValidator(_period)]
Limit = Annotated[int, Field(ge=1, le=200)]
Year = Annotated[int, Field(ge=1900, le=2200)]
Period = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{4}$")]

AS_OF_MEANING = (
    "Look back: everything as the office knew it at the end of this day (in Viet Nam), or at this instant; "
    "deadlines are judged on that day."
)
SINCE_MEANING = (
    "Compare with an earlier moment: a day (its end, in Viet Nam), an instant, the code of a council session (its last "
    "day), or `last-visit` for whoever is signed in. It has to lie before `as_of`, which is now where it is not given."
)
