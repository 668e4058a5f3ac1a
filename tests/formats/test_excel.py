"""A table as an Excel file, opened again."""

from datetime import UTC, date, datetime
from io import BytesIO

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from app.formats.excel import write_workbook
from app.formats.tables import Cell, Column, Kind, Table
from tests.formats.samples import PROJECTS

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


def test_figures_look_as_their_columns_say() -> None:
    columns = [
        Column("Số", kind=Kind.COUNT),
        Column("Vốn (tỷ đồng)", kind=Kind.MONEY, unit=10**9),
        Column("Vốn (đồng)", kind=Kind.MONEY),
        Column("Tỷ lệ", kind=Kind.PERCENT),
    ]
    file = BytesIO()

    write_workbook(file, {"x": Table("x", columns, [(1234, 8_971_238_000_000, 17 * 10**12, 0.413)])}, NOW)

    cells = load_workbook(file).worksheets[0][4]
    assert [cell.value for cell in cells] == [1234, 8971.238, 17_000_000_000_000, 0.413]
    assert [cell.number_format for cell in cells] == ["#,##0", "#,##0.000", "#,##0", "0.0%"]


def test_a_sheet_prints_on_the_width_of_a_page_with_its_header_on_each() -> None:
    file = BytesIO()

    write_workbook(file, {"Dự án": PROJECTS}, NOW)

    sheet = load_workbook(file).worksheets[0]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.sheet_properties.pageSetUpPr
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    # A width that is not said is one page.
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$4:$4"


def test_the_total_stands_below_what_is_filtered() -> None:
    file = BytesIO()
    table = Table("x", [Column("Tên"), Column("Số", kind=Kind.COUNT)], [("a", 1), ("b", 2)], total=("Tổng cộng", 3))

    write_workbook(file, {"x": table}, NOW)

    sheet = load_workbook(file).worksheets[0]
    assert [cell.value for cell in sheet[6]] == ["Tổng cộng", 3]
    assert [cell.font.bold for cell in sheet[6]] == [True, True]
    assert sheet.auto_filter.ref == "A3:B5"


def test_names_of_sheets_are_those_that_excel_takes() -> None:
    table, file = Table("x", [Column("x")], []), BytesIO()
    names = ["Thay đổi 01/01", "thay đổi 01 01", "'Tên'", "", "x" * 40, "x" * 41]

    write_workbook(file, dict.fromkeys(names, table), NOW)

    assert load_workbook(file).sheetnames == [
        *("Thay đổi 01 01", "thay đổi 01 01 2", "Tên", "1", "x" * 31, "x" * 27 + " 2"),
    ]
