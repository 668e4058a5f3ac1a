"""One table as an Excel file: typed cells, a header that stays in view, filters; text is text and never a formula."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import IO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from app.domain.calendar import OFFICE_ZONE

Cell = str | int | float | Decimal | date | datetime | None
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What Excel holds in one cell, and what it lets a sheet be called.
_LONGEST, _LONGEST_NAME = 32_767, 31


@dataclass(frozen=True)
class Column:
    """`width` counts characters."""

    label: str
    width: int


@dataclass(frozen=True)
class Sheet:
    """`notes` stand above the header: what the table is, of which day it speaks, whether figures are illustrative."""

    name: str
    notes: Sequence[str]
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]


@dataclass(frozen=True)
class _Looks:
    title: Format
    header: Format
    text: Format
    day: Format
    moment: Format
    whole: Format


def write_sheet(target: IO[bytes], sheet: Sheet, made_at: datetime) -> None:
    """Write the sheet to `target`, row by row: it costs no more memory for many rows than for one."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(target, {**options, "strings_to_numbers": False, "nan_inf_to_errors": True}) as book:
        book.set_properties({"title": sheet.notes[0] if sheet.notes else sheet.name, "created": _local(made_at)})
        looks = _looks(book)
        page = book.add_worksheet(sheet.name[:_LONGEST_NAME])
        for at, column in enumerate(sheet.columns):
            page.set_column(at, at, column.width)
        header = len(sheet.notes) + 1 if sheet.notes else 0
        _write_head(page, sheet, header, looks)
        last = header
        for last, row in enumerate(sheet.rows, header + 1):
            for at, value in enumerate(row):
                _write_cell(page, (last, at), value, looks)
        page.freeze_panes(header + 1, 0)
        page.autofilter(header, 0, last, len(sheet.columns) - 1)


def _write_head(page: Worksheet, sheet: Sheet, header: int, looks: _Looks) -> None:
    for at, note in enumerate(sheet.notes):
        page.write_string(at, 0, note, looks.title if at == 0 else None)
    for at, column in enumerate(sheet.columns):
        page.write_string(header, at, column.label, looks.header)


def _write_cell(page: Worksheet, place: tuple[int, int], value: Cell, looks: _Looks) -> None:
    match value:
        case None | "":
            page.write_blank(*place, None, looks.text)
        case str():
            # Always as text: what begins with = must not be carried out by who opens the file.
            page.write_string(*place, value[:_LONGEST], looks.text)
        case datetime():
            page.write_datetime(*place, _local(value), looks.moment)
        case date():
            page.write_datetime(*place, datetime.combine(value, time()), looks.day)
        case int():
            page.write_number(*place, value, looks.whole)
        case _:
            page.write_number(*place, float(value))


def _looks(book: Workbook) -> _Looks:
    return _Looks(
        title=book.add_format({"bold": True, "font_size": 14}),
        header=book.add_format({"bold": True, "bottom": 1, "bg_color": "#ECEBE6", "text_wrap": True, "valign": "top"}),
        text=book.add_format({"text_wrap": True, "valign": "top"}),
        day=book.add_format({"num_format": "dd/mm/yyyy", "valign": "top", "align": "left"}),
        whole=book.add_format({"num_format": "#,##0", "valign": "top"}),
        moment=book.add_format({"num_format": "hh:mm dd/mm/yyyy", "valign": "top", "align": "left"}),
    )


def _local(moment: datetime) -> datetime:
    """Return the office's clock without its zone, which Excel does not know."""
    return moment.astimezone(OFFICE_ZONE).replace(tzinfo=None)
