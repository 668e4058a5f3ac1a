"""Tables as an Excel file: typed cells, a header that stays in view, filters, print set-up; text is never a formula."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from functools import partial
from typing import IO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from app.domain.calendar import OFFICE_ZONE
from app.formats.tables import Cell, Column, Kind, Row, Table, in_unit
from app.formats.texts import carried

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What Excel holds: in one cell, on one sheet, and in a sheet's name.
_LONGEST, _LAST_ROW, _LONGEST_NAME = 32_767, 1_048_575, 31
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
_A4 = 9
_FIGURES = {Kind.COUNT: "#,##0", Kind.PERCENT: "0.0%"}
_PLAIN = {"valign": "top"}
_LookOf = Callable[[Cell, Column], Format]


class _Looks:
    """The cell formats of one file; each is made when it is first asked for."""

    def __init__(self, book: Workbook) -> None:
        self.title = book.add_format({**_PLAIN, "bold": True, "font_size": 14})
        self.header = book.add_format({**_PLAIN, "bold": True, "bottom": 1, "bg_color": "#ECEBE6", "text_wrap": True})
        self._book = book
        self._made: dict[tuple[type, Column, bool], Format] = {}

    def value(self, value: Cell, column: Column, *, bold: bool = False) -> Format:
        key = type(value), column, bold
        if (known := self._made.get(key)) is None:
            known = self._book.add_format({**_PLAIN, **_look(value, column), "bold": bold})
            self._made[key] = known
        return known


def _look(value: Cell, column: Column) -> dict[str, object]:
    """Return how a value looks: as its own type first, a figure as its column says."""
    match value:
        case None | str():
            return {"text_wrap": True}
        case datetime():
            return {"num_format": "hh:mm dd/mm/yyyy", "align": "left"}
        case date():
            return {"num_format": "dd/mm/yyyy", "align": "left"}
    if column.kind is Kind.MONEY:
        return {"num_format": "#,##0" if column.unit == 1 else "#,##0.000"}
    return {"num_format": _FIGURES.get(column.kind, "General")}


def write_workbook(target: IO[bytes], tables: Mapping[str, Table], made_at: datetime) -> None:
    """Write each table on a sheet of its name, row by row: many rows cost no more memory than one."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(target, {**options, "strings_to_numbers": False, "nan_inf_to_errors": True}) as book:
        titles = [carried(table.title) for table in tables.values()]
        book.set_properties({"title": next(iter(titles), ""), "created": _local(made_at)})
        looks, taken = _Looks(book), set[str]()
        for name, table in tables.items():
            _write_table(book.add_worksheet(_free_name(name, taken)), table, looks)


def _write_table(page: Worksheet, table: Table, looks: _Looks) -> None:
    said = [table.title, *table.notes]
    for place, note in enumerate(said):
        page.write_string(place, 0, carried(note)[:_LONGEST], looks.title if place == 0 else None)
    if not table.columns:
        return
    header = len(said) + 1
    for place, column in enumerate(table.columns):
        page.set_column(place, place, column.width)
        page.write_string(header, place, carried(column.label), looks.header)
    last = header
    for last, row in enumerate(table.rows, header + 1):
        _write_row(page, last, row, table.columns, looks.value)
    if table.total:
        _write_row(page, last + 1, table.total, table.columns, partial(looks.value, bold=True))
    page.freeze_panes(header + 1, 0)
    page.autofilter(header, 0, last, len(table.columns) - 1)
    _set_up_print(page, header, landscape=table.landscape)


def _write_row(page: Worksheet, at: int, row: Row, columns: Sequence[Column], look_of: _LookOf) -> None:
    if at > _LAST_ROW:
        raise ValueError(f"A sheet of Excel holds {_LAST_ROW + 1:,} rows and no more.")
    for place, (value, column) in enumerate(zip(row, columns, strict=True)):
        look = look_of(value, column)
        match in_unit(value, column):
            case None | "":
                page.write_blank(at, place, None, look)
            case str() as text:
                # Always as text: what begins with = must not be carried out by who opens the file.
                page.write_string(at, place, carried(text)[:_LONGEST], look)
            case datetime() as moment:
                page.write_datetime(at, place, _local(moment), look)
            case date() as day:
                page.write_datetime(at, place, datetime.combine(day, time()), look)
            case figure:
                page.write_number(at, place, float(figure), look)


def _set_up_print(page: Worksheet, header: int, *, landscape: bool) -> None:
    """Print on A4, all columns on one page's width, the header on every page, pages counted."""
    page.set_paper(_A4)
    if landscape:
        page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(header)
    page.set_footer("&C&P / &N")


def _free_name(name: str, taken: set[str]) -> str:
    """Return the name as Excel takes it, and no other sheet has it."""
    bare = _NOT_IN_NAMES.sub(" ", carried(name)).replace("\n", " ").strip("' ")[:_LONGEST_NAME].strip("' ")
    free, number = bare or "1", 2
    while free.casefold() in taken or free.casefold() == "history":
        free, number = f"{bare[: _LONGEST_NAME - 4]} {number}", number + 1
    taken.add(free.casefold())
    return free


def _local(moment: datetime) -> datetime:
    """Return the office's clock without its zone, which Excel does not know."""
    return moment.astimezone(OFFICE_ZONE).replace(tzinfo=None)
