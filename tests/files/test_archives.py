"""Office documents: bombs, macros, locks and tricks with names are seen without unpacking."""

import struct
from io import BytesIO
from zipfile import ZIP_BZIP2, ZipFile, ZipInfo

import pytest

from app.domain.errors import UnsafeFileError
from app.domain.files import FileKind
from app.files.archives import MOST_ENTRIES
from app.files.kinds import kind_of
from tests.files.samples import MAIN_PARTS, archive, content_types, open_document, open_xml

MACRO_SHEET = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
LINK = 0o120777 << 16


def refusal_of(name: str, content: bytes) -> str:
    with pytest.raises(UnsafeFileError) as refusal:
        kind_of(name, BytesIO(content))
    return str(refusal.value).partition(".")[0]


def with_entry(entry: ZipInfo, content: bytes = b"x") -> bytes:
    """Return a document of Word that also holds `entry`."""
    out = BytesIO(open_xml("docx"))
    with ZipFile(out, "a") as document:
        document.writestr(entry, content)
    return out.getvalue()


def declaring(content: bytes, unpacked: int) -> bytes:
    """Return the archive with another unpacked size in the table of contents, for its last entry."""
    at = content.rindex(b"PK\x01\x02") + 24
    return content[:at] + struct.pack("<L", unpacked) + content[at + 4 :]


def flagged(content: bytes) -> bytes:
    at = content.rindex(b"PK\x01\x02") + 8
    return content[:at] + b"\x01\x00" + content[at + 2 :]


def packed_otherwise() -> bytes:
    entry = ZipInfo("word/document.xml")
    entry.compress_type = ZIP_BZIP2
    return with_entry(entry)


def linked() -> bytes:
    entry = ZipInfo("word/media/link.png")
    entry.external_attr = LINK
    return with_entry(entry, b"/etc/passwd")


def overlapping() -> bytes:
    """Return a document whose last two entries share their bytes, as bombs do."""
    content = open_xml("docx", **{"a.xml": b"a" * 50, "b.xml": b"b" * 50})
    last = content.rindex(b"PK\x01\x02")
    before = content.rindex(b"PK\x01\x02", 0, last)
    return content[: last + 42] + content[before + 42 : before + 46] + content[last + 46 :]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(open_xml("docx", **{"word/document.xml": bytes(40 * 2**20)}), id="zeros"),
        pytest.param(declaring(open_xml("docx"), 2**32 - 2), id="four gigabytes declared"),
        pytest.param(archive({f"{number}.xml": b"" for number in range(MOST_ENTRIES + 1)}), id="too many entries"),
        pytest.param(archive({f"{number:0250}": b"" for number in range(MOST_ENTRIES - 1)}), id="a long table"),
        pytest.param(
            archive({"[Content_Types].xml": content_types(MAIN_PARTS["docx"], "x/y" * 500_000)}), id="a long part"
        ),
    ],
)
def test_a_bomb_is_refused_before_it_is_unpacked(content: bytes) -> None:
    assert refusal_of("a.docx", content) == "Unpacked, the file would be too large"


def test_a_large_sheet_of_ordinary_density_is_no_bomb() -> None:
    rows = b"".join(b"<row><c r='%d'><v>%d</v></c></row>" % (number, number * number) for number in range(1_000_000))

    assert kind_of("a.xlsx", BytesIO(open_xml("xlsx", **{"xl/sheet1.xml": rows}))) is FileKind.XLSX


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("a.docx", open_xml("docx", **{"word/vbaProject.bin": b"x"}), id="a project of macros"),
        pytest.param("a.docx", open_xml("docx", **{"word/VBAPROJECT.BIN": b"x"}), id="in upper case"),
        pytest.param("a.docx", open_xml("docx", **{"word/activeX/activeX1.xml": b"x"}), id="a control"),
        pytest.param("a.xlsm", archive({"[Content_Types].xml": content_types(MACRO_SHEET)}), id="a sheet of macros"),
        pytest.param("a.xlsx", archive({"[Content_Types].xml": content_types(MACRO_SHEET)}), id="renamed"),
        pytest.param(
            "a.docx",
            archive(
                {
                    "[Content_Types].xml": content_types(
                        MAIN_PARTS["docx"], "application/vnd.ms-office.&#118;baProject"
                    ),
                    "word/other.bin": b"x",
                }
            ),
            id="under another name and spelling",
        ),
        pytest.param(
            "a.xlsx",
            archive(
                {
                    "[Content_Types].xml": content_types(MAIN_PARTS["xlsx"], MACRO_SHEET)
                    .decode()
                    .replace("UTF-8", "UTF-16")
                    .encode("utf-16")
                }
            ),
            id="in another encoding",
        ),
        pytest.param("a.odt", open_document("text", {"Basic/Standard/Module1.xml": b"x"}), id="Basic"),
        pytest.param("a.ods", open_document("spreadsheet", {"Scripts/python/a.py": b"x"}), id="a script"),
    ],
)
def test_macros_are_refused(name: str, content: bytes) -> None:
    assert refusal_of(name, content) == "The file carries macros or controls that could be run"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("a.docx", flagged(open_xml("docx")), id="an entry"),
        pytest.param(
            "a.odt", open_document("text", {"META-INF/manifest.xml": b"<m:encryption-data/>"}), id="OpenDocument"
        ),
    ],
)
def test_what_is_locked_is_refused(name: str, content: bytes) -> None:
    assert refusal_of(name, content) == "The file is encrypted"


@pytest.mark.parametrize(
    "name",
    ["../../etc/cron.d/x", "/etc/passwd", "word\\..\\..\\x", "C:/Windows/x", "word/a\nb", "..", "WORD/Document.xml"],
)
def test_names_that_lead_elsewhere_or_come_twice_are_refused(name: str) -> None:
    content = open_xml("docx", **{"word/document.xml": b"x", name: b"y"})

    assert refusal_of("a.docx", content) == "The file is damaged or unusually put together"


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"PK\x03\x04" + open_xml("docx"), id="another file before it"),
        pytest.param(open_xml("docx") + b"<html>", id="another file behind it"),
        pytest.param(open_xml("docx")[:-2] + b"\x06\x00<html>", id="another file as its comment"),
        pytest.param(open_xml("docx")[:-30], id="cut off"),
        pytest.param(b"PK\x03\x04", id="a beginning alone"),
        pytest.param(b"PK\x03\x04" + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0, 0, 0, 4, 0), id="no entry"),
        pytest.param(packed_otherwise(), id="another compression"),
        pytest.param(linked(), id="a link"),
        pytest.param(overlapping(), id="entries that overlap"),
        pytest.param(open_xml("docx", mimetype=b"application/vnd.oasis.opendocument.text"), id="two documents in one"),
        pytest.param(archive({"[Content_Types].xml": b"<Types"}), id="no XML"),
        pytest.param(
            archive(
                {"[Content_Types].xml": content_types(MAIN_PARTS["docx"], before='<!DOCTYPE T [<!ENTITY a "aaaa">]>')}
            ),
            id="a document type",
        ),
    ],
)
def test_what_office_never_writes_is_refused(content: bytes) -> None:
    assert refusal_of("a.docx", content) == "The file is damaged or unusually put together"
