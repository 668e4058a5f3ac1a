"""Names of files: whatever comes in, what is kept can be written anywhere and says nothing false."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import FileTooLargeError
from app.domain.files import LONGEST_NAME, FileKind, accepted_kinds, ending_of, safe_name

TRICKS = st.sampled_from(["/", "\\", "..", ".", " ", "\u202e", "\x00", "\n", ":", "con", "NUL", ".pdf", "e\u0301"])
ANY_NAME = st.lists(st.one_of(st.text(max_size=8), TRICKS), max_size=40).map("".join)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        pytest.param("Báo cáo quý III.pdf", "Báo cáo quý III.pdf", id="an ordinary name"),
        pytest.param(
            unicodedata.normalize("NFD", "Quyết định số 12.pdf"), "Quyết định số 12.pdf", id="as a Mac writes"
        ),
        pytest.param("../../etc/passwd", "passwd", id="a path"),
        pytest.param("tài liệu\\2026\\kế hoạch.docx", "kế hoạch.docx", id="a path of Windows"),
        pytest.param("..\\../.htaccess", "htaccess", id="a hidden file"),
        pytest.param("bienban\u202efdp.exe", "bienbanfdp.exe", id="read from right to left"),
        pytest.param("a\x00.pdf\r\nX-Evil: 1", "a.pdf X-Evil 1", id="a header of its own"),
        pytest.param('a<b>:"c"|?*.txt', "abc.txt", id="what Windows forbids"),
        pytest.param("con.pdf", "_con.pdf", id="a device"),
        pytest.param("LPT1", "_LPT1", id="a device without ending"),
        pytest.param("  nhiều   khoảng\ttrắng .pdf. ", "nhiều khoảng trắng .pdf", id="space"),
        pytest.param("", "file", id="nothing"),
        pytest.param("...", "file", id="dots alone"),
        pytest.param("thư mục/", "file", id="a folder"),
    ],
)
def test_a_name_becomes_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_a_name_of_ten_thousand_characters_keeps_its_ending() -> None:
    assert safe_name("á" * 10_000 + ".docx") == "á" * (LONGEST_NAME - 5) + ".docx"


def test_an_ending_of_ten_thousand_characters_is_none() -> None:
    assert safe_name("a." + "b" * 10_000) == "a." + "b" * (LONGEST_NAME - 2)


@given(ANY_NAME)
def test_a_safe_name_is_short_composed_visible_and_no_path(name: str) -> None:
    safe = safe_name(name)

    assert 0 < len(safe) <= LONGEST_NAME
    assert safe == unicodedata.normalize("NFC", safe)
    assert set(safe).isdisjoint('/\\<>:"|?*')
    assert not any(unicodedata.category(character).startswith("C") for character in safe)
    assert safe == safe.strip(". ")


@given(ANY_NAME)
def test_making_a_name_safe_twice_changes_nothing(name: str) -> None:
    assert safe_name(safe_name(name)) == safe_name(name)


@pytest.mark.parametrize(("name", "ending"), [("A.PDF", "pdf"), ("a.tar.gz", "gz"), ("README", ""), ("a.", "")])
def test_the_ending_is_what_stands_behind_the_last_dot(name: str, ending: str) -> None:
    assert ending_of(name) == ending


def test_every_kind_has_a_media_type_and_endings_of_its_own() -> None:
    endings = [ending for kind in FileKind for ending in kind.endings]

    assert len({kind.media_type for kind in FileKind}) == len(FileKind)
    assert len(set(endings)) == len(endings)


@pytest.mark.parametrize(("limit", "said"), [(25 * 2**20, "25 MB"), (1536 * 2**10, "1536 KB"), (1000, "1000 B")])
def test_a_limit_is_said_exactly(limit: int, said: str) -> None:
    assert FileTooLargeError(limit=limit).params == {"limit": said}


def test_an_operator_names_the_kinds_by_their_endings() -> None:
    assert accepted_kinds(["jpeg", "pdf"]) == (FileKind.PDF, FileKind.JPEG)
    assert accepted_kinds([]) == tuple(FileKind)


def test_an_ending_that_nothing_has_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^docm, exe: choose from pdf, docx, "):
        accepted_kinds(["pdf", "exe", "docm"])
