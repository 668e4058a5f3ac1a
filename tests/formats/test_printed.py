"""What comes out on paper: the Word file as LibreOffice prints it, and the PDF; both read back with poppler."""

import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from app.formats.documents import Document
from app.formats.pdf import write_pdf
from app.formats.typeface import FONTS
from app.formats.word import write_word
from tests.formats.samples import ALL_LETTERS, MADE_AT, PARTY, QR, STATE

FONTS_CONF = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir>
<alias binding="same"><family>Times New Roman</family><accept><family>Tinos</family></accept></alias></fontconfig>
"""
FACES = ("Regular", "Bold", "Italic", "BoldItalic")
A4, LYING = (210, 297), (297, 210)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return all four as PDF; LibreOffice starts once."""
    folder = tmp_path_factory.mktemp("printed")
    (folder / "fonts.conf").write_text(FONTS_CONF.format(fonts=FONTS, cache=folder / "cache"), encoding="utf-8")
    (folder / "state.docx").write_bytes(write_word(STATE, MADE_AT))
    (folder / "party.docx").write_bytes(write_word(PARTY, MADE_AT))
    office = ["soffice", f"-env:UserInstallation=file://{folder / 'office'}", "--headless", "--convert-to", "pdf"]
    wanted = ["--outdir", str(folder), str(folder / "state.docx"), str(folder / "party.docx")]
    variables = {"FONTCONFIG_FILE": str(folder / "fonts.conf"), "HOME": str(folder), "PATH": "/usr/bin:/bin"}
    subprocess.run([*office, *wanted], check=True, capture_output=True, env=variables)
    (folder / "state-set.pdf").write_bytes(write_pdf(STATE, MADE_AT))
    (folder / "party-set.pdf").write_bytes(write_pdf(PARTY, MADE_AT))
    return {path.stem: path for path in folder.glob("*.pdf")}


def text_of(pdf: Path, *options: str) -> str:
    return subprocess.run(["pdftotext", *options, pdf, "-"], check=True, capture_output=True, text=True).stdout


def sizes(pdf: Path) -> list[tuple[int, int]]:
    boxes = [page.mediabox for page in PdfReader(pdf).pages]
    return [(round(float(box.width) / 72 * 25.4), round(float(box.height) / 72 * 25.4)) for box in boxes]


@pytest.mark.parametrize("name", ["state", "state-set", "party", "party-set"])
def test_all_vietnamese_letters_come_back(printed: dict[str, Path], name: str) -> None:
    said = re.sub(r"\s|\u200b", "", text_of(printed[name]))

    assert ALL_LETTERS in said


@pytest.mark.parametrize("name", ["state", "state-set"])
def test_pages_stand_and_lie_as_composed(printed: dict[str, Path], name: str) -> None:
    found = sizes(printed[name])

    assert [size for size, _ in _runs(found)] == [A4, LYING, A4, LYING]
    assert (found[0], found[-1]) == (A4, LYING)


def _runs(found: list[tuple[int, int]]) -> Iterator[tuple[tuple[int, int], int]]:
    for place, size in enumerate(found):
        if place == 0 or found[place - 1] != size:
            yield size, place


@pytest.mark.parametrize("name", ["state", "state-set"])
def test_pages_show_their_numbers_from_the_second(printed: dict[str, Path], name: str) -> None:
    tops = [text.strip().split("\n")[0].strip() for text in text_of(printed[name], "-layout").split("\f")[:-1]]
    appendices = [place for place, top in enumerate(tops) if top.startswith("Phụ lục")]

    assert not tops[0].isdigit()
    assert tops[1 : appendices[0]] == [str(number) for number in range(2, appendices[0] + 1)]
    assert appendices[1] == appendices[0] + 1
    assert tops[appendices[1] + 1 :] == [str(number) for number in range(2, len(tops) - appendices[1] + 1)]


@pytest.mark.parametrize("name", ["party", "party-set"])
def test_the_partys_report_takes_one_page(printed: dict[str, Path], name: str) -> None:
    assert sizes(printed[name]) == [A4]


@pytest.mark.parametrize("name", ["state", "state-set"])
def test_the_head_of_a_table_stands_on_each_of_its_pages(printed: dict[str, Path], name: str) -> None:
    pages = text_of(printed[name], "-layout").split("\f")[:-1]
    lying = [page for page, size in zip(pages, sizes(printed[name]), strict=True) if size == LYING]

    assert [page.count("Chủ đầu tư") for page in lying] == [1] * len(lying)
    assert len(lying) >= 6


@pytest.mark.parametrize("name", ["state", "state-set"])
def test_the_notice_and_the_code_stand_on_every_page(printed: dict[str, Path], name: str) -> None:
    pages = text_of(printed[name]).split("\f")[:-1]

    assert [page.count("Dữ liệu minh họa · Mã kiểm tra: BC7F-2K9M") for page in pages] == [1] * len(pages)
    assert pages[0].count("SHA-256: 9f86d081884c7d65") == 1


@pytest.mark.parametrize("name", ["state-set", "party-set"])
def test_the_pdf_is_made_for_everybody(printed: dict[str, Path], name: str) -> None:
    reader = PdfReader(printed[name])
    root: Any = reader.trailer["/Root"]

    assert root["/Lang"].lower() in {"vi", "vi-vn"}
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    xmp = root["/Metadata"].get_data().decode()
    assert re.search(r"pdfuaid:part(?:>|=\")1", xmp)
    assert reader.metadata
    assert str(reader.metadata.title).startswith("Báo cáo")
    assert {str(page["/Tabs"]) for page in reader.pages} == {"/S"}


def test_the_pdf_tells_headings_and_cells_apart(printed: dict[str, Path]) -> None:
    tags = list(_tags(PdfReader(printed["state-set"]).trailer["/Root"]["/StructTreeRoot"]))  # type: ignore[index]

    assert [tag for tag in tags if re.fullmatch(r"/H\d", tag)] == [
        *("/H1", "/H2", "/H2", "/H3", "/H3", "/H4", "/H4", "/H2"),
        *("/H1", "/H2", "/H2"),
        *("/H1", "/H1"),
    ]
    assert tags.count("/Table") == 4
    # The four tables have 7, 9, 4 and 9 columns; 3, 30 and a total, 3, and 30 and a total rows.
    assert tags.count("/TH") == 7 + 9 + 4 + 9
    assert tags.count("/TD") == 7 * 3 + 9 * 31 + 4 * 3 + 9 * 31


def _tags(element: Any) -> Iterator[str]:
    element = element.get_object()
    for child in element if isinstance(element, list) else [element]:
        held = child.get_object()
        if isinstance(held, DictionaryObject):
            yield from [str(held["/S"])] if "/S" in held else []
            if "/K" in held:
                yield from _tags(held["/K"])


def test_only_tinos_is_in_the_pdf_and_all_of_it_is_there(printed: dict[str, Path]) -> None:
    fonts = subprocess.run(["pdffonts", printed["state-set"]], check=True, capture_output=True, text=True).stdout
    rows = [row.split() for row in fonts.splitlines()[2:]]

    assert {row[0].partition("+")[2] for row in rows} <= {f"Tinos-{face}" for face in FACES}
    assert {tuple(row[-5:-2]) for row in rows} == {("yes", "yes", "yes")}


@pytest.mark.parametrize("write", [write_word, write_pdf])
@pytest.mark.parametrize("document", [STATE, PARTY], ids=["state", "party"])
def test_the_same_document_gives_the_same_bytes(write: Any, document: Document) -> None:
    assert write(document, MADE_AT) == write(document, MADE_AT)


def test_a_code_to_scan_stands_on_the_first_page_with_its_words() -> None:
    assert STATE.marks
    marked = replace(STATE, marks=replace(STATE.marks, qr=QR, qr_says="Kiểm tra tại /kiem-tra/BC7F-2K9M"))

    reader = PdfReader(BytesIO(write_pdf(marked, MADE_AT)))

    assert [len(page.images) for page in reader.pages[:2]] == [1, 0]
