"""Looking back in a real browser: by the form without scripts, along a link, and back to the present."""

import pytest

from tests.browser.conftest import Opening, fits, press
from tests.browser.test_pages import violations

PAGE = "/du-an/15-nq-tu.3.01"
pytestmark = pytest.mark.browser


def test_one_looks_back_and_returns_without_scripts(demonstration_url: str, open_page: Opening) -> None:
    page = open_page(f"{demonstration_url}/du-an?kind=construction", scripts=False)

    page.click(".lookback > summary")
    page.fill("#as-of", "2025-06-30")
    press(page, ".lookback button")

    assert page.url.endswith("/du-an?kind=construction&as_of=2025-06-30")
    assert page.inner_text(".dateline__past").startswith("Đang xem như ngày 30/06/2025.")

    press(page, "main table a.plain")

    assert "as_of=2025-06-30" in page.url
    assert page.title().endswith("· như ngày 30/06/2025 · Triển Khai")

    press(page, ".dateline__back")

    assert "as_of" not in page.url
    assert page.locator(".dateline__past").count() == 0


def test_a_record_names_the_days_of_its_changes(demonstration_url: str, open_page: Opening) -> None:
    page = open_page(f"{demonstration_url}{PAGE}", scripts=False)

    page.click(".lookback > summary")
    press(page, ".lookback__days li:nth-child(2) a")

    day = page.inner_text(".dateline__past time")
    page.click(".lookback > summary")
    assert page.inner_text(".lookback__days li:first-child time") == day


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize(
    "path", [f"{PAGE}?as_of=2025-06-30", "/tai-khoan?as_of=2025-06-30", "/du-an/x?as_of=2025-06-30"]
)
def test_the_band_is_open_to_everybody(
    demonstration_url: str, open_page: Opening, axe: str, path: str, width: int
) -> None:
    page = open_page(demonstration_url + path, width=width)
    if page.locator(".lookback > summary").count():
        page.click(".lookback > summary")

    assert violations(page, axe) == []
    assert fits(page)
