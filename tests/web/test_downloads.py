"""A stored file is handed out under its name and our type, and nothing in it is run."""

import re
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.files import FileKind, safe_name
from app.web.downloads import headers_of

SHA256 = "ab" * 32


def disposition(name: str, *, kind: FileKind = FileKind.PDF, inline: bool = False) -> str:
    return headers_of(name, kind.media_type, SHA256, inline=inline)["Content-Disposition"]


def test_a_file_is_saved_and_never_run() -> None:
    assert headers_of("ke-hoach.pdf", "application/pdf", SHA256, inline=False) == {
        "Content-Type": "application/pdf",
        "Content-Disposition": "attachment; filename=\"ke-hoach.pdf\"; filename*=UTF-8''ke-hoach.pdf",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "private, no-cache",
        "ETag": f'"{SHA256}"',
    }


@pytest.mark.parametrize(
    ("name", "written"),
    [
        pytest.param(
            "Đề án số 1.pdf",
            "filename=\"De an so 1.pdf\"; filename*=UTF-8''%C4%90%E1%BB%81%20%C3%A1n%20s%E1%BB%91%201.pdf",
            id="Vietnamese",
        ),
        pytest.param(
            "方案.pdf", "filename=\"file.pdf\"; filename*=UTF-8''%E6%96%B9%E6%A1%88.pdf", id="nothing in ASCII"
        ),
        pytest.param('a";x="b.pdf', "filename=\"a;x=b.pdf\"; filename*=UTF-8''a%3Bx%3Db.pdf", id="quotation marks"),
        pytest.param("a%41.pdf", "filename=\"a41.pdf\"; filename*=UTF-8''a%2541.pdf", id="an escape"),
        pytest.param("a\r\nX: 1.pdf", "filename=\"a X 1.pdf\"; filename*=UTF-8''a%20X%201.pdf", id="another header"),
    ],
)
def test_a_name_is_written_twice(name: str, written: str) -> None:
    assert disposition(name) == f"attachment; {written}"


@pytest.mark.parametrize(
    ("kind", "way"),
    [(FileKind.PDF, "inline"), (FileKind.PNG, "inline"), (FileKind.TXT, "inline"), (FileKind.DOCX, "attachment")],
)
def test_only_what_browsers_draw_is_shown(kind: FileKind, way: str) -> None:
    assert disposition("a", kind=kind, inline=True).split(";")[0] == way


def test_what_could_be_run_is_saved_even_when_asked_to_be_shown() -> None:
    headers = headers_of("a.html", "text/html", SHA256, inline=True)

    assert headers["Content-Disposition"].split(";")[0] == "attachment"


def test_text_says_its_encoding() -> None:
    assert headers_of("a.csv", "text/csv", SHA256, inline=False)["Content-Type"] == "text/csv; charset=utf-8"


@given(st.text(max_size=200))
def test_any_name_makes_one_header_that_gives_it_back(name: str) -> None:
    header = disposition(name)

    found = re.fullmatch(r"attachment; filename=\"[ !#-\[\]-~]+\"; filename\*=UTF-8''([\w.~%-]+)", header, re.ASCII)

    assert found is not None
    assert unquote(found[1], errors="strict") == safe_name(name)
