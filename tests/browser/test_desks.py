"""The pages and forms of people at work, filled by what they said, also when a form is refused."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Office, fits, press, sign_in, working_office
from tests.browser.test_pages import violations

CODE = "15-nq-tu.3.01.M12"
MILESTONE, PROJECT = f"/moc/{CODE}", "/du-an/15-nq-tu.3.01"
SEND = "main form.form button >> nth=-1"
# Who says what before the pages are looked at: every list and section then has something to show.
SAID = (
    ("giaothong", "/vuong-mac", {"description": "Chưa có mặt bằng.", "cause": "site_clearance"}),
    ("giaothong", "/gia-han", {"deadline": "2027-Q4", "reason": "Chờ mặt bằng."}),
    ("giaothong", "/du-kien", {"expected_on": "2027-06-30", "confidence": "0.7"}),
    ("giaothong", "/trao-doi", {"body": "Đã họp với phường."}),
    ("giaothong", "/theo-doi", {"follow": "true"}),
    ("kehoach", "/giai-trinh", {"question": "Vì sao chậm?"}),
    ("kehoach", "/don-doc", {"note": "Đề nghị sớm hoàn thành."}),
)
PAGES = (
    ("giaothong", "/"),
    ("giaothong", "/moi"),
    ("giaothong", "/theo-doi"),
    ("giaothong", MILESTONE),
    ("giaothong", "/vuong-mac/VM-1"),
    ("giaothong", "/giai-trinh/GT-1"),
    ("giaothong", "/trao-doi/TD-1"),
    ("kehoach", "/"),
    ("kehoach", "/gia-han"),
    ("kehoach", "/gia-han/GH-1"),
    ("kehoach", "/qua-han"),
    ("kehoach", "/giai-trinh"),
    ("kehoach", "/vuong-mac"),
    ("kehoach", "/van-ban/VB-1"),
    ("kehoach", PROJECT),
    ("tuyengiao", MILESTONE),
    ("hdnd", "/"),
    ("hdnd", "/giam-sat/kien-nghi"),
    ("hdnd", "/giam-sat/kien-nghi/KN-3"),
)
FORMS = (
    ("giaothong", f"{MILESTONE}/bao-cao"),
    ("giaothong", f"{MILESTONE}/du-kien"),
    ("giaothong", f"{MILESTONE}/vuong-mac"),
    ("giaothong", f"{MILESTONE}/trao-doi"),
    ("kehoach", f"{MILESTONE}/chuyen/suspended"),
    ("kehoach", f"{MILESTONE}/giai-trinh"),
    ("kehoach", f"{MILESTONE}/don-doc"),
    ("kehoach", f"{PROJECT}/sua"),
    ("tuyengiao", f"{MILESTONE}/du-kien"),
    ("hdnd", "/giam-sat/kien-nghi/moi"),
    ("giaothong", "/giam-sat/kien-nghi/KN-3"),
)
WIDTHS = (1280, 360)
pytestmark = pytest.mark.browser
At = Callable[[str, str, int], Page]


@pytest.fixture(scope="module")
def desks(loaded_database: Callable[..., str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    yield from working_office(loaded_database("sqlite", "browser_desks", demo=True), tmp_path_factory.mktemp("files"))


@pytest.fixture(scope="module")
def at(desks: Office, chromium: Browser) -> Iterator[At]:
    """Return a function that opens a path as somebody at a width, once everything was said."""
    pages: dict[str, Page] = {}

    def opened(who: str, path: str, width: int) -> Page:
        page = pages.get(who) or signed_in(chromium, desks, who)
        pages[who] = page
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(desks.url + path)
        return page

    for who, path, words in SAID:
        page = opened(who, MILESTONE, 1280)
        answer = page.request.post(f"{desks.url}{MILESTONE}{path}", form={**words}, headers={"Origin": desks.url})
        assert answer.ok, (path, answer.text())
    yield opened
    for page in pages.values():
        page.context.close()


def signed_in(chromium: Browser, desks: Office, who: str) -> Page:
    page = chromium.new_context().new_page()
    page.goto(f"{desks.url}/dang-nhap")
    sign_in(page, who, desks.passwords[who])
    return page


@pytest.mark.parametrize(("who", "path"), PAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_a_page_is_accessible_and_fits(at: At, axe: str, who: str, path: str, width: int) -> None:
    page = at(who, path, width)

    assert page.locator("h1").count() == 1
    assert violations(page, axe) == []
    assert fits(page)


@pytest.mark.parametrize(("who", "path"), FORMS)
@pytest.mark.parametrize("width", WIDTHS)
def test_a_form_sent_empty_says_what_is_missing_and_stays_accessible(
    at: At, axe: str, who: str, path: str, width: int
) -> None:
    page = at(who, path, width)
    page.eval_on_selector("main form.form", "form => { form.noValidate = true; }")
    page.evaluate("document.querySelectorAll('main form.form [id^=i-]').forEach(each => { each.value = ''; })")
    press(page, SEND)

    assert page.locator(".error-summary").count() == 1
    assert violations(page, axe) == []
    assert fits(page)
