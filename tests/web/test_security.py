"""Every answer tells browsers what this site never does; files and templates keep to it."""

import json
import re
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from app.web.security import HEADERS, SecurityHeaders
from app.web.templating import STATIC_DIR
from app.web.templating.assets import static_urls
from app.web.templating.pages import TEMPLATES_DIR

_INLINE = re.compile(
    r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)|javascript:|https?://(?!www\.w3\.org)", re.IGNORECASE
)


def _greet(_: Request) -> Response:
    return PlainTextResponse("hello", headers={"Referrer-Policy": "no-referrer"})


def _client() -> TestClient:
    return TestClient(SecurityHeaders(Starlette(routes=[Route("/", _greet)])))


def test_answers_and_errors_carry_the_headers() -> None:
    with _client() as client:
        missing = client.get("/nothing-here")

    assert {name: missing.headers[name] for name in HEADERS} == HEADERS


def test_what_a_handler_says_itself_stays() -> None:
    with _client() as client:
        assert client.get("/").headers["Referrer-Policy"] == "no-referrer"


def test_no_template_needs_an_exception_from_the_policy() -> None:
    found = {path.name: _INLINE.findall(path.read_text(encoding="utf-8")) for path in TEMPLATES_DIR.rglob("*.html")}

    assert {name: inline for name, inline in found.items() if inline} == {}


def test_style_sheets_ask_only_for_files_that_are_there() -> None:
    asked = {
        (sheet.parent / address).resolve()
        for sheet in STATIC_DIR.glob("*.css")
        for address in re.findall(r'url\("([^"]+)"\)', sheet.read_text(encoding="utf-8"))
    }

    assert asked
    assert [path for path in asked if not path.is_file()] == []


def test_what_is_vendored_is_what_the_lock_names() -> None:
    lock = json.loads((STATIC_DIR / "vendor.lock.json").read_text(encoding="utf-8"))
    root = STATIC_DIR.parent.parent.parent
    folders = {root / entry["into"] / f"{name.rpartition('/')[2]}-{entry['version']}" for name, entry in lock.items()}

    vendored = {path for into in {entry["into"] for entry in lock.values()} for path in (root / into).iterdir()}

    assert vendored == folders
    assert all((folder / "LICENSE").is_file() for folder in folders)


def test_an_address_of_a_file_changes_with_its_content() -> None:
    addresses = static_urls()

    assert re.fullmatch(r"/static/app\.js\?v=[0-9a-f]{10}", addresses["app.js"])
    assert len(addresses) == sum(1 for path in Path(STATIC_DIR).rglob("*") if path.is_file())
