"""Rows of a table of measurements: which column is which, what each cell says, and what becomes of a row."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum

from app.domain.messages import Message, msgid
from app.domain.results.decimals import UnclearNumberError, parse_decimal
from app.domain.results.entering import Fault
from app.domain.results.targets import MeasurementKind
from app.domain.text import fold

# Field → what its column may be headed with, folded. The first is how this program heads it.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "indicator": ("ma chi tieu", "ma", "chi tieu", "code", "indicator"),
    "kind": ("loai so lieu", "loai", "kind"),
    "year": ("nam", "nam cua so lieu", "year"),
    "as_of": ("so lieu den ngay", "ngay", "ngay chot", "as_of", "as of", "date", "taken on"),
    "value": ("gia tri", "so lieu", "value"),
    "scope": ("pham vi dia ly", "pham vi", "scope", "area"),
    "series_break": ("gian doan chuoi", "gian doan", "gian doan chuoi so lieu", "series_break", "series break"),
    "source": ("nguon", "nguon so lieu", "source"),
    "document": ("van ban", "ma van ban", "document"),
    "note": ("ghi chu", "note"),
    "provisional": ("so bo", "provisional"),
}
REQUIRED = ("indicator", "year", "as_of", "value", "scope", "source")
_FIELDS = {heading: field for field, headings in COLUMNS.items() for heading in headings}
_KINDS = {
    **dict.fromkeys(("level", "gia tri", "thuc hien", "value"), MeasurementKind.LEVEL),
    **dict.fromkeys(("growth", "muc tang", "tang", "tang truong", "muc tang so voi nam truoc"), MeasurementKind.GROWTH),
    **dict.fromkeys(("estimate", "du toan", "uoc nam", "uoc"), MeasurementKind.ESTIMATE),
}
_YES = frozenset({"co", "x", "yes", "true", "1", "dung", "so bo"})
_NO = frozenset({"khong", "no", "false", "0", "sai", "chinh thuc"})
_LONGEST = {"scope": 200, "source": 300, "document": 80}
_HEADER_WITHIN = 20

_KIND = msgid("Write Giá trị, Mức tăng or Dự toán.")
_YEAR = msgid("Write a year, such as 2026.")
_DAY = msgid("Write the day as 31/12/2026 or 2026-12-31.")
_FLAG = msgid("Write có or không.")
_MISSING = msgid("This is required.")
_LENGTH = msgid("Give at most %(max_length)s characters.")
_CONTROL = msgid("It contains a character that cannot be typed; remove it.")


class RowAction(StrEnum):
    """What a row would do; NOTHING where all of it stands already."""

    ADD = "add"
    CORRECT = "correct"
    NOTHING = "nothing"
    REFUSE = "refuse"


def header_of(rows: Sequence[Sequence[str]]) -> tuple[int, dict[int, str]] | None:
    """Return which row heads the table, and the field of each of its columns; None where none does.

    The first row counts that heads a code, a year and a value; titles may stand above it.
    """
    for at, row in enumerate(rows[:_HEADER_WITHIN]):
        named = ((column, _FIELDS.get(_folded(text))) for column, text in enumerate(row))
        fields = {column: field for column, field in named if field is not None}
        if {"indicator", "year", "value"} <= set(fields.values()):
            return at, fields
    return None


def values_of(said: Mapping[str, str]) -> tuple[dict[str, object], list[Fault]]:
    """Return what the cells of a row say, by field, and what is wrong with them. An empty cell says nothing."""
    values: dict[str, object] = {}
    faults = [Fault(field, Message(_MISSING)) for field in REQUIRED if not said.get(field)]
    for field, text in said.items():
        if not text:
            continue
        try:
            values[field] = _READERS.get(field, _text)(text)
        except UnclearNumberError as error:
            faults.append(Fault(field, error.message))
        except ValueError as error:
            faults.append(Fault(field, Message(str(error))))
        if field in _LONGEST and len(text) > _LONGEST[field]:
            faults.append(Fault(field, Message(_LENGTH, {"max_length": _LONGEST[field]})))
    return values, faults


def _folded(text: str) -> str:
    return " ".join(fold(text).replace("*", " ").replace(":", " ").split())


def _kind(text: str) -> MeasurementKind:
    kind = _KINDS.get(_folded(text))
    if kind is None:
        raise ValueError(_KIND)
    return kind


def _year(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) == len("2026")):
        raise ValueError(_YEAR)
    return int(text)


def _day(text: str) -> date:
    for form in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 (a day has no zone)
        except ValueError:
            continue
    raise ValueError(_DAY)


def _flag(text: str) -> bool:
    word = _folded(text)
    if word not in _YES | _NO:
        raise ValueError(_FLAG)
    return word in _YES


def _text(text: str) -> str:
    if not text.replace("\n", " ").replace("\t", " ").isprintable():
        raise ValueError(_CONTROL)
    return text


_READERS: Mapping[str, Callable[[str], object]] = {
    "kind": _kind,
    "year": _year,
    "as_of": _day,
    "value": parse_decimal,
    "series_break": _flag,
    "provisional": _flag,
}
