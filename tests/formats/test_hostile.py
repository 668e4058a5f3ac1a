"""No text breaks a file, and none comes out as anything but itself."""

import csv
import re
import subprocess
from collections.abc import Iterable
from dataclasses import replace
from io import BytesIO, StringIO

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from pypdf import PdfReader

from app.formats.delimited import write_delimited
from app.formats.documents import Dashes, Document, Heading, Level, Marks, Paragraph, Run
from app.formats.excel import write_workbook
from app.formats.pdf import write_pdf
from app.formats.tables import Column, Table
from app.formats.texts import carried
from app.formats.word import write_word
from tests.formats.samples import ALL_LETTERS, MADE_AT, PARTY

HOSTILE = [
    pytest.param("\x00\x01\x08\x0b\x1f\x7f\ud800\ufffe", id="what no file carries"),
    pytest.param("#let x = 1; #panic() *b* _i_ `raw` $x$ <a> @b [c] ] } \\ // /* = h", id="typst"),
    pytest.param("</w:t></w:r></w:p><w:p/> & < > \" ' ]]>", id="XML"),
    pytest.param("\u202eabc\u202c \u2066x\u2069 \u200fעברית\u200e العربية", id="right to left"),
    pytest.param("Nghi\u0323 quye\u0302\u0301t", id="letters taken apart"),
    pytest.param("🏗️ 漢字 \U0010ffff \ue000", id="letters that the typeface lacks"),
    pytest.param("x" * 600, id="a word without end"),
    pytest.param("{blank} {0} {number} %(x)s %s", id="patterns"),
    pytest.param("\t\r\n\u2028\u2029", id="white space"),
    pytest.param("", id="nothing"),
]


def saying(text: str, *more: Paragraph | Table) -> Document:
    """Return a document that says the text wherever it can say something."""
    table = Table(text, [Column(text), Column(text)], [(text, text)], notes=[text], total=(text, text))
    return replace(
        PARTY,
        letterhead=replace(PARTY.letterhead, governing=text, issuing=text, symbol=text, place=text),
        kind=text,
        abstract=text,
        addressees=[text],
        bases=[text],
        body=[Heading(Level.POINT, text), Dashes([text]), Paragraph([Run(text, bold=True)]), table, *more],
        recipients=[text],
        marks=Marks(text, text, text),
        notice=text,
    )


def words_of_word(file: bytes) -> str:
    body = docx.Document(BytesIO(file)).element.body
    return "".join(element.text or "" for element in body.iter("{*}t"))


def words_of_pdf(file: bytes) -> str:
    done = subprocess.run(["pdftotext", "-raw", "-", "-"], input=file, check=True, capture_output=True)
    return done.stdout.decode()


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_breaks_a_document(text: str) -> None:
    document = saying(text)

    assert docx.Document(BytesIO(write_word(document, MADE_AT))).paragraphs
    assert PdfReader(BytesIO(write_pdf(document, MADE_AT))).pages


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_breaks_a_table(text: str) -> None:
    table = Table(text, [Column(text)], [(text,)], notes=[text], total=(text,))
    file = BytesIO()

    write_workbook(file, {text: table, text + " ": table, "History": table}, MADE_AT)

    assert len(load_workbook(file).worksheets) == 3
    assert b"".join(write_delimited(table)).endswith(b"\r\n")


def test_a_text_of_100000_letters_fits_in_every_file() -> None:
    long = "Nghị quyết về xây dựng " * 4_400
    document = saying("x", Table("x", [Column("x")], [(long,)]), Paragraph(long))
    expected = re.sub(r"\s", "", long)

    assert re.sub(r"\s", "", words_of_word(write_word(document, MADE_AT))).count(expected) == 2
    assert words_of_pdf(write_pdf(document, MADE_AT)).count("Nghị") == 2 * 4_400


@pytest.mark.parametrize("columns", [0, 1, 60])
@pytest.mark.parametrize("rows", [0, 2])
def test_a_table_may_have_any_shape(columns: int, rows: int) -> None:
    shape = Table("Bảng", [Column("Một cột")] * columns, [("giá trị",) * columns] * rows)
    document, file = replace(PARTY, body=[shape]), BytesIO()

    write_workbook(file, {"Bảng": shape}, MADE_AT)

    assert load_workbook(file).worksheets
    assert list(write_delimited(shape))
    assert write_word(document, MADE_AT)
    assert write_pdf(document, MADE_AT)


def test_the_smallest_document_is_one() -> None:
    empty = replace(PARTY, body=[], recipients=[], addressees=[], signature=replace(PARTY.signature, lines=[]))

    assert write_word(empty, MADE_AT)
    assert len(PdfReader(BytesIO(write_pdf(empty, MADE_AT))).pages) == 1


@settings(deadline=None, max_examples=8)
@given(st.lists(st.text(max_size=20), min_size=30, max_size=60))
def test_no_letters_at_all_break_a_document(texts: list[str]) -> None:
    faces = [
        [Run(text), Run(text, bold=True), Run(text, italic=True), Run(text, bold=True, italic=True)] for text in texts
    ]
    table = Table("Bảng", [Column("Cột")], [(text,) for text in texts])
    document = replace(PARTY, body=[*map(Paragraph, faces), table])

    assert write_word(document, MADE_AT)
    assert write_pdf(document, MADE_AT)


WORDS = st.text(ALL_LETTERS + "0123456789 .,;:!?()%/#*_$@<>[]{}\\\"'=+&~^|`-–“”", max_size=60)


@settings(deadline=None, max_examples=8)
@given(st.lists(WORDS, min_size=20, max_size=60))
def test_words_come_out_of_word_and_pdf_as_they_went_in(said: list[str]) -> None:
    # A mark before and behind each, for what stands next to it is words as well.
    marked = [f"«{text}»" for text in said]
    table = Table("Bảng", [Column("Cột", 90)], [(text,) for text in marked])
    document = replace(PARTY, body=[*map(Paragraph, marked), table, Paragraph("Hết")])
    expected = [squeezed(text) for text in marked] * 2

    assert between_marks(words_of_word(write_word(document, MADE_AT))) == expected
    assert between_marks(words_of_pdf(write_pdf(document, MADE_AT))) == expected


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u200b]", "", text)


def between_marks(text: str) -> list[str]:
    return re.findall("«[^»]*»", squeezed(text))


def in_excel(texts: Iterable[str]) -> list[object]:
    file = BytesIO()
    write_workbook(file, {"x": Table("x", [Column("x")], [(text,) for text in texts])}, MADE_AT)
    return [row[0] for row in load_workbook(file).worksheets[0].iter_rows(min_row=4, values_only=True)]


def in_csv(texts: Iterable[str]) -> list[str]:
    file = b"".join(write_delimited(Table("x", [Column("x")], [(text,) for text in texts]))).decode("utf-8-sig")
    fields = [row[0] for row in csv.reader(StringIO(file, newline=""))][1:]
    return [field[1:] if re.match(r"'+[=+\-@\t\n＝＋－＠]", field) else field for field in fields]


@settings(deadline=None, max_examples=30)
@given(st.lists(st.text(max_size=30) | st.text("=+-@\t\r\n'_x0041\" ,;|", max_size=8), min_size=1, max_size=20))
def test_any_cell_comes_back_as_the_same_text(texts: list[str]) -> None:
    expected = [carried(text) for text in texts]

    assert [value or "" for value in in_excel(texts)] == expected
    assert in_csv(texts) == expected
