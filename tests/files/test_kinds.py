"""A file is taken for what its content is, when its name agrees; everything else is refused with advice."""

from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import DomainError, EmptyFileError, FileKindError, UnsafeFileError
from app.domain.files import FileKind
from app.files.kinds import kind_of
from tests.files.samples import JPEG, OPEN_XML, PDF, PNG, WEBP, archive, content_types, open_document, open_xml

DOCX = open_xml("docx")
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
ENDINGS = "pdf, docx, xlsx, pptx, odt, ods, odp, png, jpg, webp, txt, csv"


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        pytest.param("a.pdf", PDF, FileKind.PDF, id="pdf"),
        pytest.param("A.PDF", PDF, FileKind.PDF, id="upper case"),
        pytest.param("a.docx", DOCX, FileKind.DOCX, id="docx"),
        pytest.param("a.xlsx", open_xml("xlsx"), FileKind.XLSX, id="xlsx"),
        pytest.param("a.pptx", open_xml("pptx"), FileKind.PPTX, id="pptx"),
        pytest.param("a.odt", open_document("text"), FileKind.ODT, id="odt"),
        pytest.param("a.ods", open_document("spreadsheet"), FileKind.ODS, id="ods"),
        pytest.param("a.odp", open_document("presentation"), FileKind.ODP, id="odp"),
        pytest.param("a.png", PNG, FileKind.PNG, id="png"),
        pytest.param("a.jpg", JPEG, FileKind.JPEG, id="jpg"),
        pytest.param("a.jpeg", JPEG, FileKind.JPEG, id="jpeg"),
        pytest.param("a.webp", WEBP, FileKind.WEBP, id="webp"),
        pytest.param("a.txt", "Biên bản < 3 trang".encode(), FileKind.TXT, id="txt"),
        pytest.param("a.csv", "mã;tên\n1;Đường".encode("utf-8-sig"), FileKind.CSV, id="csv with a byte order mark"),
        pytest.param("a.csv", "mã\ttên".encode("utf-16"), FileKind.CSV, id="csv as Excel writes Unicode"),
    ],
)
def test_a_file_is_what_its_content_says(name: str, content: bytes, kind: FileKind) -> None:
    file = BytesIO(content)

    assert kind_of(name, file) is kind
    assert file.tell() == 0


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("a.png", b"<!DOCTYPE html><script>alert(1)</script>", id="HTML posing as an image"),
        pytest.param("a.txt", b" \n\t<HTML>", id="HTML behind space"),
        pytest.param("a.txt", b" " * 70_000 + b"<script>", id="HTML behind much space"),
        pytest.param("a.csv", "\ufeff<html>".encode("utf-16"), id="HTML in UTF-16"),
        pytest.param("a.txt", "\ufeff\u200b<body>".encode(), id="HTML behind nothing visible"),
        pytest.param("a.svg", SVG, id="SVG with script"),
        pytest.param("a.png", SVG, id="SVG posing as an image"),
        pytest.param("a.txt", b"<?xml version='1.0'?>" + SVG, id="XML"),
        pytest.param("a.txt", b"<?php system($_GET[0]);", id="PHP"),
        pytest.param("a.txt", b"#!/bin/sh\nrm -rf .", id="a script of the shell"),
        pytest.param("a.txt", b"\x1b]0;title\x07", id="orders to a terminal"),
        pytest.param("a.txt", b"a\x00b", id="a zero byte"),
        pytest.param("a.txt", "Biên bản".encode("cp1258", "ignore") + b"\xff", id="not Unicode"),
        pytest.param("a.txt", b"ti\xe1\xba", id="a letter cut in half"),
        pytest.param("a.pdf", b"MZ\x90\x00\x03", id="a program"),
        pytest.param("a.pdf", b"\n" + PDF + b"\x00", id="a PDF behind something else"),
        pytest.param("a.avi", b"RIFF\x04\x00\x00\x00AVI ", id="a film"),
        pytest.param("a.doc", OLD_WORD, id="an old or locked document"),
        pytest.param("a.zip", archive({"a.txt": b"a"}), id="an archive"),
        pytest.param("a.docx", archive({"a.txt": b"a"}), id="an archive posing as a document"),
        pytest.param("a.dotx", archive({"[Content_Types].xml": content_types("x/template")}), id="a template"),
        pytest.param("a.odg", open_document("graphics"), id="another document"),
    ],
)
def test_what_is_no_accepted_kind_is_refused(name: str, content: bytes) -> None:
    with pytest.raises(FileKindError):
        kind_of(name, BytesIO(content))


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("a.docx", "The name ends in .docx, but the content is pdf. Send the file as it was saved."),
        ("a.pdf.exe", "The name ends in .exe, but the content is pdf. Send the file as it was saved."),
        ("a", "The name has no ending. By its content it should end in .pdf."),
    ],
)
def test_a_name_that_says_otherwise_is_refused_with_both(name: str, why: str) -> None:
    with pytest.raises(FileKindError) as refusal:
        kind_of(name, BytesIO(PDF))

    assert str(refusal.value) == f"{why} Accepted are: {ENDINGS}."


def test_a_kind_that_the_operator_leaves_out_is_refused() -> None:
    with pytest.raises(FileKindError) as refusal:
        kind_of("a.png", BytesIO(PNG), accepted={FileKind.DOCX, FileKind.PDF})

    assert str(refusal.value) == "Files of the kind png are not taken here. Accepted are: pdf, docx."


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(EmptyFileError):
        kind_of("a.txt", BytesIO())


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("a.pdf", PDF + DOCX, id="a PDF with an archive behind it"),
        pytest.param("a.jpg", JPEG + archive({"run.class": b"\xca\xfe"}), id="an image with an archive behind it"),
        pytest.param("a.jpg", JPEG + archive({"a": b"a"})[:-2] + b"\x03\x00abc", id="an archive with a comment"),
        pytest.param("a.pdf", PDF + bytes(2000), id="a PDF with something behind it"),
        pytest.param("a.pdf", PDF[:30], id="a PDF cut off"),
        pytest.param("a.png", PNG + SVG, id="an image with a drawing behind it"),
        pytest.param("a.webp", WEBP + SVG, id="another image with a drawing behind it"),
    ],
)
def test_two_files_in_one_are_refused(name: str, content: bytes) -> None:
    with pytest.raises(UnsafeFileError):
        kind_of(name, BytesIO(content))


ENTRIES = st.sampled_from(
    [
        DOCX,
        open_document("text"),
        open_xml("xlsx", **{"xl/vbaProject.bin": b"x" * 99}),
        PDF,
        PNG,
        WEBP,
        OPEN_XML.encode(),
    ]
)


@given(ENTRIES, st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 255)), max_size=6), st.integers(0, 40))
def test_a_damaged_file_is_taken_or_refused_but_never_breaks_anything(
    whole: bytes, damages: list[tuple[int, int]], cut: int
) -> None:
    content = bytearray(whole)
    for place, byte in damages:
        content[place % len(content)] = byte
    file = BytesIO(bytes(content[: len(content) - cut]))

    with suppress(DomainError):
        assert kind_of("a.docx", file) is FileKind.DOCX
