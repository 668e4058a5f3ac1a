"""What stands where in a document, and under which number."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import typst

from app.domain.printing import official_day
from app.formats.composing import composed
from app.formats.composition import Grid, Line
from app.formats.documents import Appendix, Block, Dashes, Document, Heading, LayoutName, Level, Marks, Paragraph, Run
from app.formats.layouts import LAYOUTS
from app.formats.numbering import letter, roman
from app.formats.tables import Column, Kind, Table, printed
from app.formats.texts import carried
from app.formats.typeface import FONTS, drawable, width
from tests.formats.samples import ALL_LETTERS, PARTY

SMALL, WIDE = (Table("x", [Column("x")], [("1",)], landscape=lies) for lies in (False, True))


def of(*body: Block, appendices: tuple[Appendix, ...] = ()) -> Document:
    return replace(PARTY, layout=LayoutName.STATE, body=body, appendices=appendices)


def said(document: Document) -> list[str]:
    pieces = (piece for pages in composed(document).pages for piece in pages.pieces)
    return ["".join(run.text for run in piece.runs) for piece in pieces if isinstance(piece, Line)]


def headings(document: Document) -> list[tuple[str, int]]:
    pieces = (piece for pages in composed(document).pages for piece in pages.pieces)
    return [(piece.runs[0].text, piece.depth) for piece in pieces if isinstance(piece, Line) and piece.depth]


def test_headings_are_counted_anew_below_a_higher_one() -> None:
    levels = [
        Level.PART,
        Level.SECTION,
        Level.CLAUSE,
        Level.CLAUSE,
        Level.POINT,
        Level.SECTION,
        Level.CLAUSE,
        Level.PART,
    ]

    found = headings(of(*(Heading(level, "Tên") for level in levels)))

    assert found == [
        ("Phần I\nTÊN", 1),
        ("I. TÊN", 2),
        ("1. Tên", 3),
        ("2. Tên", 3),
        ("a) Tên", 4),
        ("II. TÊN", 2),
        ("1. Tên", 3),
        ("Phần II\nTÊN", 1),
    ]


def test_no_depth_is_skipped_where_levels_are() -> None:
    found = headings(of(*(Heading(level, "") for level in (Level.POINT, Level.SECTION, Level.POINT, Level.CLAUSE))))

    assert [depth for _, depth in found] == [1, 1, 2, 2]


def test_headings_and_tables_of_appendices() -> None:
    appendix = Appendix("Danh mục", [Heading(Level.SECTION, "Một"), SMALL])
    document = of(SMALL, appendices=(appendix, appendix))

    assert headings(document) == [
        *(("Phụ lục I\nDANH MỤC", 1), ("I. MỘT", 2)),
        *(("Phụ lục II\nDANH MỤC", 1), ("I. MỘT", 2)),
    ]
    grids = [piece for pages in composed(document).pages for piece in pages.pieces if isinstance(piece, Grid)]
    assert [grid.caption for grid in grids] == [("Bảng", number, ". x") for number in (1, 2, 3)]


def test_an_appendix_alone_has_no_number() -> None:
    assert headings(of(appendices=(Appendix("Danh mục", []),))) == [("Phụ lục\nDANH MỤC", 1)]


@pytest.mark.parametrize(
    ("body", "lying"),
    [
        pytest.param([], [False], id="no text"),
        pytest.param([SMALL], [False], id="a small table"),
        pytest.param([Heading(Level.SECTION, "x"), WIDE], [False, True, False], id="a heading goes with the table"),
        pytest.param([WIDE, WIDE], [False, True, False], id="two wide tables in a row"),
        pytest.param([WIDE, Paragraph("x"), WIDE], [False, True, False, True, False], id="words between them"),
    ],
)
def test_wide_tables_lie_and_the_rest_stands(body: list[Block], lying: list[bool]) -> None:
    assert [pages.landscape for pages in composed(of(*body)).pages] == lying


@pytest.mark.parametrize(
    ("body", "end"),
    [
        pytest.param([Paragraph("Hết.")], "Hết./.", id="in place of the full stop"),
        pytest.param([Paragraph([Run("Hết "), Run("rồi ;", bold=True)])], "Hết rồi./.", id="runs"),
        pytest.param([Dashes(["một", "hai"])], "- hai./.", id="a list"),
    ],
)
def test_the_text_ends_as_documents_end(body: list[Block], end: str) -> None:
    assert said(of(*body))[-1] == end


def test_an_empty_list_ends_nothing() -> None:
    assert said(of(Paragraph("x"), Dashes([])))[-1] == "x"


def test_the_foot_says_what_there_is_to_say() -> None:
    feet = [
        [line.runs[0].text for line in composed(replace(PARTY, marks=marks, notice=notice)).first_foot]
        for marks, notice in ((None, ""), (None, "Dự thảo"), (Marks("A1"), "Dự thảo"), (Marks("A1", "9f", "2c"), ""))
    ]

    assert feet == [
        [],
        ["Dự thảo"],
        ["Dự thảo · Mã kiểm tra: A1"],
        ["Mã kiểm tra: A1", "SHA-256: 9f", "Gốc lịch sử: 2c"],
    ]


def test_columns_share_the_width_and_break_no_date() -> None:
    columns = [Column("TT", 3, Kind.COUNT), Column("Tên", 60), Column("Hạn", 5, Kind.DATE)]
    (grid,) = (
        piece
        for pages in composed(of(Table("x", columns, []))).pages
        for piece in pages.pieces
        if isinstance(piece, Grid)
    )

    assert sum(grid.widths) == pytest.approx(165)
    assert grid.widths[2] > width("31/12/2026", 11, bold=True)
    assert grid.widths[1] > 100


def test_numbers_of_parts_and_points() -> None:
    assert [roman(number) for number in (1, 4, 9, 14, 39)] == ["I", "IV", "IX", "XIV", "XXXIX"]
    assert [letter(number) for number in (1, 4, 5, 6, 23, 24)] == ["a", "d", "đ", "e", "y", "aa"]


def test_cells_are_printed_as_vietnamese_readers_expect() -> None:
    money = Column("Vốn (tỷ đồng)", kind=Kind.MONEY, unit=10**9)

    assert printed(8_971_238_000_000, money) == "8.971,238"
    assert printed(0.4132, Column("x", kind=Kind.PERCENT)) == "41,3%"
    assert printed(1234567, Column("x", kind=Kind.COUNT)) == "1.234.567"
    assert printed(date(2026, 1, 5), Column("x")) == "05/01/2026"
    assert [printed(None, Column("x", kind=kind)) for kind in (Kind.COUNT, Kind.TEXT)] == ["–", ""]


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2027, 1, 5), "ngày 05 tháng 01 năm 2027"),
        (date(2027, 2, 28), "ngày 28 tháng 02 năm 2027"),
        (date(2027, 6, 9), "ngày 09 tháng 6 năm 2027"),
        (date(2027, 12, 29), "ngày 29 tháng 12 năm 2027"),
    ],
)
def test_zeros_stand_where_the_decree_wants_them(day: date, words: str) -> None:
    assert official_day(day) == words


def test_text_is_carried_composed_and_without_what_xml_refuses() -> None:
    assert carried("Nghi\u0323 quye\u0302\u0301t\x00\ud800\r\nhai\u2028ba\u202e") == "Nghị quyết\nhai\nba"


def test_letters_that_the_typeface_lacks_become_boxes() -> None:
    assert drawable(ALL_LETTERS + "漢") == ALL_LETTERS + "□"


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_the_names_above_fit_their_columns_on_one_line(layout: Any) -> None:
    assert width(layout.terms.country, 15 if not layout.terms.motto else 13, bold=True) < layout.head[1]
    assert sum(layout.head) == sum(layout.sign) == layout.page.across(landscape=False)


def test_widths_are_those_of_the_typesetter(tmp_path: Path) -> None:
    text = "Độc lập - Tự do - Hạnh phúc"
    face = 'font: "Tinos", size: 14pt, weight: "bold", kerning: false'
    asking = f'#context [#metadata(measure(text({face}, "{text}")).width.mm()) <w>]'
    (tmp_path / "asking.typ").write_text(asking, encoding="utf-8")
    compiler = typst.Compiler(str(tmp_path / "asking.typ"), font_paths=[str(FONTS)], ignore_system_fonts=True)

    measured = float(compiler.query("<w>", field="value", one=True))

    assert width(text, 14, bold=True) == pytest.approx(measured, abs=0.01)
