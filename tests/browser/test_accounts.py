"""The pages of one's own account and of administration in a real browser: both widths, their error states too."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Office, fits, press, sign_in, working_office
from tests.browser.test_pages import violations

PAGES = (
    "/tai-khoan",
    "/quan-tri/tai-khoan",
    "/quan-tri/tai-khoan?q=khong+co+ai",
    "/quan-tri/tai-khoan-moi",
    "/quan-tri/tai-khoan/quantri",
    "/quan-tri/dang-nhap",
    "/quan-tri/ngay-nghi?year=2026",
    "/quan-tri/ngay-nghi?year=2030",
    "/quan-tri/cai-dat",
    "/quan-tri/co-quan",
    "/quan-tri/co-quan-moi",
    "/quan-tri/co-quan/so-xay-dung",
    "/quan-tri/xoa-noi-dung",
    "/lich-su/kiem-chung",
    "/lich-su/kiem-chung?root=khong-phai",
    f"/lich-su/kiem-chung?root=1-{'0' * 64}",
)
WIDTHS = (1280, 360)
pytestmark = pytest.mark.browser
Opening = Callable[[str, int], Page]


@pytest.fixture(scope="module")
def administered(loaded_database: Callable[..., str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    yield from working_office(
        loaded_database("sqlite", "browser_accounts", demo=True), tmp_path_factory.mktemp("files")
    )


@pytest.fixture(scope="module")
def opening(administered: Office, chromium: Browser) -> Iterator[Opening]:
    """Return a function that opens a path at a width, signed in as the administrator."""
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{administered.url}/dang-nhap")
    sign_in(page, "quantri", administered.passwords["quantri"])

    def open_at(path: str, width: int) -> Page:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(administered.url + path)
        return page

    yield open_at
    context.close()


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_a_page_is_accessible_and_fits_with_everything_unfolded(
    opening: Opening, axe: str, path: str, width: int
) -> None:
    page = opening(path, width)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")

    assert page.locator("h1").count() == 1
    assert violations(page, axe) == []
    assert fits(page)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_person_is_given_an_account_a_link_and_an_office(
    opening: Opening, administered: Office, axe: str, width: int
) -> None:
    login = f"nguoi-moi-{width}"
    page = opening("/quan-tri/tai-khoan-moi", width)
    page.fill("#i-login", "quantri")
    page.fill("#i-name", "Trần Thị Mới")
    press(page, "main .button--filled")
    refused = (violations(page, axe), fits(page), page.input_value("#i-name"))
    page.fill("#i-login", login)
    press(page, "main .button--filled")
    link = page.locator(".secret").text_content() or ""
    shown = (violations(page, axe), fits(page))
    press(page, "main .button")
    page.select_option("#i-organisation", "so-xay-dung")
    press(page, "text=Giao vai trò >> nth=-1")
    given = (violations(page, axe), page.locator("main tbody tr").count())

    assert refused == ([], True, "Trần Thị Mới")
    assert (shown, link.startswith(f"{administered.url}/mat-khau-moi/")) == (([], True), True)
    assert (given, page.url) == (([], 1), f"{administered.url}/quan-tri/tai-khoan/{login}")


def test_what_cannot_be_taken_back_asks_once(opening: Opening) -> None:
    page = opening("/quan-tri/ngay-nghi?year=2027", 360)
    days = page.locator("main tbody tr").count()
    first = page.locator("main tbody tr").first
    first.locator("summary").click()
    asked = page.locator("main tbody tr").count()
    with page.expect_navigation():
        first.locator("button").click()

    assert (asked, page.locator("main tbody tr").count()) == (days, days - 1)
