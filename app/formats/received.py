"""A table that somebody sends: CSV or pasted text, or the first sheet of an Excel file; bounded, and only ever read."""

import csv
import io
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from app.domain.messages import Message, msgid
from app.domain.results.decimals import write_decimal

MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 500, 30, 5_000
# What a sheet of so many rows unpacks to, many times over.
LARGEST_UNPACKED = 16 * 2**20
_DECIMALS = 6
_SAMPLE = 4_000
_DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")

_TOO_MUCH = msgid("Send at most %(rows)s rows of %(columns)s columns at a time.")
_TOO_LONG = msgid("A cell holds more than %(length)s characters.")
_UNREADABLE = Message(msgid("This Excel file cannot be read. Open it, save it anew as .xlsx, or paste the cells."))
_NO_TABLE = Message(msgid("This text is no table: a quotation mark is left open, or a line is too long."))


class TableError(ValueError):
    """What was sent is no table that could be read; `message` says what to do."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


@dataclass(frozen=True)
class Cell:
    """`address` is where people find it, such as C4; a number or a day is written as it is typed."""

    address: str
    text: str


Row = tuple[Cell, ...]


def read_text(text: str) -> list[Row]:
    """Return the rows of a CSV or pasted text; empty ones stay, so that addresses are those of the sender."""
    text = text.removeprefix("\ufeff")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        return _bounded(reader)
    except csv.Error as error:
        raise TableError(_NO_TABLE) from error


def read_sheet(file: BinaryIO) -> list[Row]:
    """Return the rows of the first sheet of an Excel file that was judged to be one; formulas by their last value."""
    try:
        _check_parts(file)
        with warnings.catch_warnings():
            # What the library does not know of a file does not concern its cells.
            warnings.simplefilter("ignore")
            book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
            sheet = book.worksheets[0]
            # Files may claim any size.
            sheet.reset_dimensions()
            found = sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS + 1, values_only=True)
            return _bounded([_written(value) for value in row] for row in found)
    except (BadZipFile, KeyError, ValueError, IndexError, AttributeError, TypeError, SyntaxError, OSError) as error:
        if isinstance(error, TableError):
            raise
        raise TableError(_UNREADABLE) from error


def write_text(rows: Iterable[Row]) -> str:
    """Return the rows as text that `read_text` reads back, at the same addresses."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter="\t", lineterminator="\n")
    for row in rows:
        # A row of nothing but one empty cell would be written in quotation marks.
        writer.writerow([cell.text for cell in row] if any(cell.text for cell in row) else [])
    return target.getvalue()


def _delimiter(text: str) -> str:
    """Return what stands between the cells: tabs where they were pasted, else the more frequent mark."""
    sample = text[:_SAMPLE]
    return "\t" if "\t" in sample else max(";,", key=sample.count)


def _bounded(rows: Iterable[list[str]]) -> list[Row]:
    found: list[Row] = []
    for number, texts in enumerate(rows, 1):
        cells = _without_tail(texts)
        if cells and (number > MOST_ROWS or len(cells) > MOST_COLUMNS):
            raise TableError(Message(_TOO_MUCH, {"rows": MOST_ROWS, "columns": MOST_COLUMNS}))
        if any(len(text) > LONGEST_CELL for text in cells):
            raise TableError(Message(_TOO_LONG, {"length": LONGEST_CELL}))
        if number <= MOST_ROWS:
            found.append(tuple(_cells(number, cells)))
    while found and not found[-1]:
        found.pop()
    return found


def _without_tail(texts: Iterable[str]) -> list[str]:
    cells = [text.strip() for text in texts]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _cells(number: int, texts: Iterable[str]) -> Iterator[Cell]:
    for column, text in enumerate(texts, 1):
        yield Cell(f"{get_column_letter(column)}{number}", text)


def _written(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "1" if value else "0"
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case int() | float():
            # Beyond that a sheet's binary fractions are no longer what was typed.
            return write_decimal(round(Decimal(repr(value)), _DECIMALS))
        case _:
            return str(value)


def _check_parts(file: BinaryIO) -> None:
    """Refuse before anything is unpacked: files that grow large, and declarations, the seat of bombs in XML."""
    with ZipFile(file) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > LARGEST_UNPACKED:
            raise TableError(Message(_TOO_MUCH, {"rows": MOST_ROWS, "columns": MOST_COLUMNS}))
        for entry in archive.infolist():
            with archive.open(entry) as part:
                if any(each in part.read() for each in _DECLARATIONS):
                    raise TableError(_UNREADABLE)
    file.seek(0)
