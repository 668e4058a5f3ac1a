"""A table as comma-separated values."""

import csv
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from io import StringIO

import pytest

from app.formats.delimited import write_delimited
from app.formats.tables import Cell, Column, Kind, Row, Table


def written(*rows: tuple[Cell, ...], kind: Kind = Kind.TEXT, unit: int = 1, notes: tuple[str, ...] = ()) -> str:
    columns = [Column("Mã"), Column("Giá trị", kind=kind, unit=unit)]
    return b"".join(write_delimited(Table("Bảng", columns, rows, notes=notes))).decode()


def test_a_file_begins_with_its_mark_and_its_header_and_lines_end_as_the_standard_says() -> None:
    assert (
        written(("a", 'nói "không", rồi\nxuống dòng')) == '\ufeffMã,Giá trị\r\na,"nói ""không"", rồi\nxuống dòng"\r\n'
    )


@pytest.mark.parametrize(
    ("value", "field"),
    [
        pytest.param(-5, "-5", id="a figure is bare, a negative one too"),
        pytest.param(Decimal("0.10"), "0.10", id="exact"),
        pytest.param(0.1, "0.1", id="share"),
        pytest.param(date(2026, 6, 30), "2026-06-30", id="day"),
        pytest.param(
            datetime(2026, 6, 30, 2, tzinfo=UTC), "2026-06-30T09:00:00+07:00", id="moment, the office's clock"
        ),
        pytest.param(None, "", id="nobody knows"),
        pytest.param("=1+1", "'=1+1", id="a formula"),
        pytest.param("+84 292", "'+84 292", id="a telephone number"),
        pytest.param("-2", "'-2", id="text that looks like a figure"),
        pytest.param("@SUM(A1)", "'@SUM(A1)", id="at"),
        pytest.param("\t=1", "'\t=1", id="tab"),
        pytest.param("＝1", "'＝1", id="a wide equals sign"),
        pytest.param("''=1", "'''=1", id="apostrophes before a formula"),
        pytest.param("'quoted'", "'quoted'", id="an apostrophe alone"),
        pytest.param("a=1", "a=1", id="a formula's sign inside"),
    ],
)
def test_a_cell_is_written_as_what_it_is(value: Cell, field: str) -> None:
    rows = list(csv.reader(StringIO(written(("a", value)), newline="")))

    assert rows[1] == ["a", field]


def test_money_is_in_the_unit_that_the_label_names() -> None:
    assert written(("a", 8_971_238_000_001), kind=Kind.MONEY, unit=10**9).endswith("a,8971.238000001\r\n")


def test_what_the_table_says_of_itself_heads_an_empty_column() -> None:
    file = written(("a", 1), notes=("Số liệu đến ngày 23/11/2026", "Dữ liệu minh họa"))

    assert file == "\ufeffMã,Giá trị,Số liệu đến ngày 23/11/2026 · Dữ liệu minh họa\r\na,1,\r\n"


def test_many_rows_go_out_before_the_last_is_read() -> None:
    read = []

    def rows() -> Iterator[Row]:
        for number in range(2_000):
            read.append(number)
            yield (number,)

    pieces = write_delimited(Table("x", [Column("x")], rows()))
    next(pieces)

    assert len(read) < 1_000
    assert b"".join(pieces).endswith(b"1999\r\n")
