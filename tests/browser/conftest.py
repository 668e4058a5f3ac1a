"""A real Chromium in front of a real server over the demonstration database."""

import re
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from socket import socket

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from app.db.engine import at, make_engine, writing
from app.main import create_app
from app.services.access.demo_accounts import make_demo_accounts
from app.settings import Settings
from tests.conftest import DIALECTS, NOW, TODAY

# Without these, Chromium asks its maker's servers for updates; as root it has no sandbox.
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-quic",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-gpu",
]
Opening = Callable[..., Page]

# A browser reports every refusal; that a page answers with one is for the test to say.
_REFUSED = re.compile(r"error: Failed to load resource: the server responded with a status of 4\d\d ")


@pytest.fixture(scope="session")
def demonstration_url(loaded_database: Callable[..., str]) -> Iterator[str]:
    yield from _serve(loaded_database("sqlite", "browser", demo=True))


@pytest.fixture(scope="session")
def bare_url(loaded_database: Callable[..., str]) -> Iterator[str]:
    yield from _serve(loaded_database("sqlite", "browser_bare", demo=False))


@dataclass(frozen=True)
class Office:
    """A demonstration that people work in: its address, and each account's password by login."""

    url: str
    passwords: dict[str, str]


@pytest.fixture(scope="module", params=DIALECTS)
def office(
    request: pytest.FixtureRequest, loaded_database: Callable[..., str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Office]:
    url = loaded_database(request.param, "browser_office", demo=True)
    yield from working_office(url, tmp_path_factory.mktemp("files"))


def working_office(url: str, files: Path) -> Iterator[Office]:
    """Serve the demonstration at `url`, with its accounts."""
    engine = make_engine(url)
    with writing(engine).begin() as session:
        accounts = make_demo_accounts(at(session, NOW), TODAY)
    engine.dispose()
    settings = Settings(database_url=url, public_reading=True, files_dir=files)
    for address in answering(settings):
        yield Office(address, {account.login: account.password for account in accounts})


def _serve(database_url: str) -> Iterator[str]:
    yield from answering(Settings(database_url=database_url, public_reading=True))


def answering(settings: Settings) -> Iterator[str]:
    app = create_app(settings, now=lambda: NOW)
    server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
    with socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join(timeout=10)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    program = shutil.which("chromium")
    if program is None:
        pytest.fail("There is no Chromium here: apt-get install chromium.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of the accessibility checker."""
    return next((Path(__file__).parent.parent / "vendor").glob("axe-core-*/axe.min.js")).read_text(encoding="utf-8")


def fits(page: Page) -> bool:
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    return int(page.evaluate(overflow)) <= 0


def sign_in(page: Page, login: str, password: str) -> None:
    """Send the form that is open, and wait for the first page."""
    page.fill("#i-login", login)
    page.fill("#i-password", password)
    page.click("main button")
    page.wait_for_url("**/")


def press(page: Page, selector: str) -> None:
    """Click what leads to another page, and wait until that is there."""
    with page.expect_navigation():
        page.click(selector)


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[Opening]:
    """Return a function that opens an address and fails the test on anything the browser complains of."""
    complaints: list[str] = []
    contexts = []

    def opening(address: str, *, width: int = 1280, scripts: bool = True) -> Page:
        context = chromium.new_context(viewport={"width": width, "height": 900}, java_script_enabled=scripts)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(address)
        return page

    yield opening
    for context in contexts:
        context.close()
    assert [each for each in complaints if not _REFUSED.match(each)] == []
