"""A table as comma-separated values (RFC 4180) that Excel opens as well: UTF-8 with its mark, piece by piece.

The first line is the header, and every line has as many fields. What the table says of itself (of which day it is, that
figures are illustrative) heads a last column that is empty. Totals are left to who reads the rows.

Text that a spreadsheet would take for a formula, because it begins with = + - @, a tab or a line's end, gets an
apostrophe in front. So does what begins with apostrophes and then one of these; hence taking one away gives the text
back. Figures are bare, -5 too, with a decimal point; days are ISO.
"""

import csv
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from io import StringIO
from itertools import chain

from app.domain.calendar import OFFICE_ZONE
from app.formats.tables import Cell, Table, in_unit
from app.formats.texts import carried

MEDIA_TYPE = "text/csv; charset=utf-8"
_MARK = "\ufeff"
_GUARD = "'"
# The wide forms of East Asian keyboards count too.
_BEGINS_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
_LINES_A_PIECE = 500


def write_delimited(table: Table) -> Iterator[bytes]:
    """Yield the file in pieces of some hundred lines."""
    columns = table.columns
    says = " · ".join(map(carried, table.notes))
    heads = [_text(column.label) for column in columns]
    rows = ([_field(in_unit(value, column)) for value, column in zip(row, columns, strict=True)] for row in table.rows)
    return _encoded(chain([[*heads, _text(says)]], ([*row, ""] for row in rows)) if says else chain([heads], rows))


def _encoded(lines: Iterable[list[str]]) -> Iterator[bytes]:
    held = StringIO(_MARK)
    held.seek(0, 2)
    writer = csv.writer(held, lineterminator="\r\n")
    for number, line in enumerate(lines, 1):
        writer.writerow(line)
        if number % _LINES_A_PIECE == 0:
            yield held.getvalue().encode()
            held.seek(0)
            held.truncate()
    yield held.getvalue().encode()


def _field(value: Cell) -> str:
    match value:
        case None:
            return ""
        case str():
            return _text(value)
        case datetime():
            return value.astimezone(OFFICE_ZONE).isoformat(timespec="seconds")
        case date():
            return value.isoformat()
        case Decimal():
            return f"{value:f}"
        case _:
            return str(value)


def _text(text: str) -> str:
    text = carried(text)
    return _GUARD + text if text.lstrip(_GUARD).startswith(_BEGINS_FORMULA) else text
