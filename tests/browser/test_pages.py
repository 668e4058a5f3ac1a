"""Every page, as people meet it: both widths, both languages, with and without scripts, by keyboard, on paper."""

import re
from dataclasses import dataclass
from itertools import product

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Opening

PAGES = (
    "/",
    "/nghi-quyet/15-nq-tu",
    "/nghi-quyet/15-nq-tu/do-phu",
    "/chuong-trinh",
    "/chuong-trinh/15-nq-tu.3",
    "/du-an",
    "/du-an?q=mau+than&kind=construction",
    "/du-an?q=kh%C3%B4ng+c%C3%B3+g%C3%AC",
    "/du-an/15-nq-tu.3.01",
    "/du-an/15-nq-tu.T.03",
    "/moc",
    "/moc/15-nq-tu.3.01.M04",
    "/co-quan",
    "/co-quan/hdnd-tp",
    "/chi-tieu",
    "/von",
    "/chi-tieu/15-nq-tu.CT.02",
    "/tim",
    "/tim?q=bung+xang",
    "/problems/not-found",
    "/du-an/khong-co",
    "/du-an?due_from=abc",
)
WIDTHS = (1280, 360)
LANGUAGES = ("vi", "en")
# Each language and each width once for every page at the gate, every pair of them under --long.
AT_THE_GATE = (("vi", 360), ("en", 1280))
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_CHECK = "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})"
pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class Look:
    """Opens pages of the demonstration, in a language and at a width."""

    base: str
    opening: Opening
    axe: str

    def at(self, path: str, language: str, width: int) -> Page:
        joint = "&" if "?" in path else "?"
        asked = path if language == "vi" else f"{path}{joint}lang={language}"
        return self.opening(self.base + asked, width=width)


@pytest.fixture
def look(demonstration_url: str, open_page: Opening, axe: str) -> Look:
    return Look(demonstration_url, open_page, axe)


def violations(page: Page, axe: str) -> list[str]:
    page.evaluate(axe)
    found = page.evaluate(_CHECK, RULES)["violations"]
    return [f"{each['id']}: {node['html']}" for each in found for node in each["nodes"]]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "language" in metafunc.fixturenames:
        every = product(LANGUAGES, WIDTHS)
        looks = every if metafunc.config.getoption("--long") else AT_THE_GATE
        metafunc.parametrize(("language", "width"), list(looks))


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_accessible_and_fits(look: Look, path: str, language: str, width: int) -> None:
    page = look.at(path, language, width)

    assert page.evaluate("document.documentElement.lang") == language
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    assert page.locator("h1").count() == 1
    assert violations(page, look.axe) == []


@pytest.mark.parametrize("path", PAGES)
def test_an_undecided_portfolio_is_accessible_too(bare_url: str, open_page: Opening, axe: str, path: str) -> None:
    page = open_page(bare_url + path, width=360)

    assert violations(page, axe) == []


@pytest.mark.parametrize("path", PAGES)
def test_a_page_shows_the_same_without_scripts(demonstration_url: str, open_page: Opening, path: str) -> None:
    with_scripts = open_page(demonstration_url + path).locator("main").text_content() or ""

    without = open_page(demonstration_url + path, scripts=False).locator("main").text_content() or ""

    assert _words(without) >= _words(with_scripts)


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text))
