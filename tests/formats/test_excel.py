"""A table as an Excel file, opened again."""

from datetime import UTC, date, datetime
from io import BytesIO

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from app.formats.excel import write_workbook
from app.formats.tables import Cell, Column, Table

NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)


def reopened(*rows: tuple[Cell, ...]) -> Worksheet:
    file = BytesIO()
    columns = [Column("Mã", 10), Column("Giá trị", 20)]
    table = Table("Thay đổi", columns, rows, notes=["Số liệu đến ngày 23/11/2026"])
    write_workbook(file, {"Thay đổi": table}, NOW)
    sheet = load_workbook(file).active
    assert isinstance(sheet, Worksheet)
    return sheet


def test_cells_keep_their_types() -> None:
    sheet = reopened(("a", date(2026, 6, 30)), ("b", 0.25), ("c", NOW), ("d", None))

    values = [sheet.cell(row, 2).value for row in range(5, 9)]

    assert values == [datetime(2026, 6, 30), 0.25, datetime(2026, 11, 23, 9), None]  # noqa: DTZ001 (as Excel has it)
    assert sheet.cell(5, 2).number_format == "dd/mm/yyyy"


def test_no_text_is_a_formula_a_number_or_a_link() -> None:
    dangerous = ('=HYPERLINK("http://x")', "+1+1", "-2", "@SUM(A1)", "http://x", "007")

    sheet = reopened(*((text, text) for text in dangerous))

    cells = [sheet.cell(row, 2) for row in range(5, 5 + len(dangerous))]
    assert [cell.value for cell in cells] == list(dangerous)
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.hyperlink for cell in cells] == [None] * len(dangerous)


def test_the_header_stays_and_filters() -> None:
    sheet = reopened(("a", 1), ("b", 2))

    assert [sheet["A1"].value, sheet["A2"].value] == ["Thay đổi", "Số liệu đến ngày 23/11/2026"]
    assert [sheet.cell(4, 1).value, sheet.cell(4, 2).value] == ["Mã", "Giá trị"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A5", "A4:B6")


def test_an_empty_table_is_a_header_alone() -> None:
    assert reopened().auto_filter.ref == "A4:B4"


def test_what_is_too_long_for_a_cell_is_cut() -> None:
    assert len(str(reopened(("a", "x" * 40_000)).cell(5, 2).value)) == 32_767
