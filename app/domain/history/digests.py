"""The digest of a revision: canonical JSON under SHA-256, as docs/decisions/0010 describes it byte by byte."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum

Plain = str | int | bool | list["Plain"] | dict[str, "Plain"] | None


@dataclass(frozen=True)
class Revision:
    """One state of one record. `number` counts from 1; `gone` marks the end of a record that was taken away.

    `form` is the version of the canonical form it was written in: a new column of its table starts a new one.

    `values` are the columns that stand in the digest themselves; `sealed` the ones that do so by their seal, None
    where the column was empty. `previous` is the digest of the revision before, None for the first.
    """

    form: int
    table: str
    key: Mapping[str, int | str]
    number: int
    known_from: datetime
    loaded_at: datetime
    revised_by_id: int | None
    gone: bool
    values: Mapping[str, object]
    sealed: Mapping[str, str | None]
    previous: str | None


def digest_of(revision: Revision) -> str:
    """Return the 64 hexadecimal digits that the next revision of the record refers to."""
    return hashlib.sha256(canonical(vars(revision))).hexdigest()


def seal(salt: bytes, content: object) -> str:
    """Return what stands for a free text or a file in the digest: without `salt` nobody can test a guess against it."""
    return hashlib.sha256(salt + canonical(content)).hexdigest()


def canonical(value: object) -> bytes:
    """Return the one spelling of a value in JSON. Raises TypeError for what the form does not know."""
    text = json.dumps(plain(value), ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def plain(value: object) -> Plain:
    """Return a value of a column as JSON knows it. Fractions become text: how JSON prints them differs by language."""
    if isinstance(value, Mapping):
        return {str(name): plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return _scalar(value.value if isinstance(value, Enum) else value)


def _scalar(value: object) -> str | int | None:
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, float | Decimal):
        return _fraction(value)
    if isinstance(value, datetime):
        return _instant(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"The canonical form knows no {type(value).__name__}.")


def _fraction(value: float | Decimal) -> str:
    """Return plain digits, the fewest that give the number back: 1.0 and 1.00 are 1, never 1e0 or -0."""
    number = Decimal(repr(value)) if isinstance(value, float) else value
    if not number.is_finite():
        raise TypeError(f"The canonical form knows no {value}.")
    if number == 0:
        return "0"
    digits = format(number, "f")
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def _instant(value: datetime) -> str:
    if value.tzinfo is None:
        raise TypeError(f"{value} says no time zone.")
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
