"""Tables that come in: pasted text, the first sheet of an Excel file, and nothing that would unpack for long."""

from collections.abc import Iterable
from datetime import date, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from app.formats.received import LARGEST_UNPACKED, MOST_ROWS, Cell, Row, TableError, read_sheet, read_text, write_text

MOMENT = datetime(2026, 10, 5)  # noqa: DTZ001 (Excel knows no zone)


def texts(rows: list[Row]) -> list[list[str]]:
    return [[cell.text for cell in row] for row in rows]


def sheet(*rows: Iterable[object]) -> BytesIO:
    book, file = Workbook(), BytesIO()
    assert book.active is not None
    for row in rows:
        book.active.append(list(row))
    book.save(file)
    file.seek(0)
    return file


@pytest.mark.parametrize("mark", ["\t", ";", ","])
def test_pasted_and_saved_text_is_read_at_its_addresses(mark: str) -> None:
    rows = read_text(f"Mã{mark}Năm\r\n\r\nCT.05{mark}2026\r\n\r\n")

    assert texts(rows) == [["Mã", "Năm"], [], ["CT.05", "2026"]]
    assert [cell.address for cell in rows[2]] == ["A3", "B3"]


def test_a_sheet_is_read_with_its_numbers_and_days_as_they_are_typed() -> None:
    rows = read_sheet(sheet(["Mã", "Giá trị", "Ngày", "Sơ bộ"], ["CT.05", 70.1 + 0.2, MOMENT, True], [None, 17000]))

    assert texts(rows) == [["Mã", "Giá trị", "Ngày", "Sơ bộ"], ["CT.05", "70,3", "2026-10-05", "1"], ["", "17000"]]
    assert rows[2][1].address == "B3"
    assert texts(read_sheet(sheet(["Ngày"], [date(2026, 10, 5)])))[1] == ["2026-10-05"]


def test_formulas_are_never_computed() -> None:
    assert texts(read_sheet(sheet(["Mã"], ["=1+1"]))) == [["Mã"]]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('a,"b', "quotation mark"),
        ("a\n" * (MOST_ROWS + 1), f"{MOST_ROWS} rows"),
        (";".join("abcdefghijklmnopqrstuvwxyzabcdefg"), "columns"),
        ("a" * 5001, "5000 characters"),
    ],
)
def test_what_is_no_table_or_too_much_is_refused(text: str, said: str) -> None:
    with pytest.raises(TableError, match=said):
        read_text(text)


def test_a_long_sheet_is_refused_at_its_last_row_and_a_far_cell_costs_nothing() -> None:
    with pytest.raises(TableError, match="rows"):
        read_sheet(sheet(*([number] for number in range(MOST_ROWS + 1))))


def test_what_only_looks_like_a_sheet_is_refused() -> None:
    with pytest.raises(TableError):
        read_sheet(BytesIO(b"PK\x03\x04nothing"))
    with pytest.raises(TableError):
        read_sheet(altered(b"<workbook", b"<!DOCTYPE x [<!ENTITY a 'b'>]><workbook"))


def altered(old: bytes, new: bytes, padding: int = 0) -> BytesIO:
    """Return a sheet of which a part is another, or grown."""
    source, file = ZipFile(sheet(["Mã"])), BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(old, new))
        target.writestr("xl/padding.xml", b" " * padding)
    file.seek(0)
    return file


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(TableError, match="rows"):
        read_sheet(altered(b"", b"", LARGEST_UNPACKED + 1))


CELLS = st.lists(st.text("aé,;\"' \n1", min_size=1).map(str.strip).filter(bool), min_size=2, max_size=4)


@given(st.lists(CELLS, min_size=1, max_size=6))
def test_what_was_read_is_written_so_that_it_is_read_again(rows: list[list[str]]) -> None:
    written = write_text([(), *(tuple(Cell("", text) for text in row) for row in rows)])

    assert texts(read_text(written)) == [[], *rows]


def test_a_title_above_the_table_does_not_hide_what_stands_between_cells() -> None:
    rows = read_text("Số liệu, quý III, 2026\nMã\tNăm\n")

    assert texts(rows) == [["Số liệu, quý III, 2026"], ["Mã", "Năm"]]
