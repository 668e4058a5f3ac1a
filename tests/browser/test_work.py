"""People at work, in a real browser on both databases: each signs in, does their part, and sees what the others did."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Office, Opening, sign_in

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
SEND = "main form.form button"
# What is focused, and whether one can see that.
FOCUS = """selector => {
  const it = document.activeElement, style = getComputedStyle(it), box = it.getBoundingClientRect();
  const marked = style.outlineStyle !== "none" || style.boxShadow !== "none", shown = marked && box.width > 1;
  return {it: it.outerHTML.slice(0, 120), there: it.matches(selector), seen: shown || it === document.body};
}"""
pytestmark = pytest.mark.browser
Person = Callable[..., Page]


@pytest.fixture
def person(office: Office, open_page: Opening) -> Person:
    """Return a function that opens a browser of its own for somebody and signs them in."""

    def signed_in(login: str, width: int = 1280) -> Page:
        page = open_page(f"{office.url}/dang-nhap", width=width)
        sign_in(page, login, office.passwords[login])
        return page

    return signed_in


def fill_product(page: Page, folder: Path) -> None:
    (folder / "bien-ban.pdf").write_bytes(PDF)
    for name, value in {"number": "12/BC", "issued_on": "2026-11-20", "issuer": "Ban QLDA", "title": "Báo cáo"}.items():
        page.fill(f"#i-{name}", value)
    page.set_input_files("#i-file", folder / "bien-ban.pdf")
    page.check("input[name=classified][value=no]")


def state(page: Page) -> str:
    return page.inner_text("main .badges .badge >> nth=0")


def move(page: Page, address: str, to: str, reason: str | None = None) -> str:
    page.goto(f"{address}/chuyen/{to}")
    if reason:
        page.fill("#i-reason", reason)
    page.click(SEND)
    return state(page)


def make_of_a_sentence(planner: Page, office: Office) -> str:
    """Make a project of a sentence with a milestone, assign it by a document, publish it; return the milestone."""
    planner.goto(f"{office.url}/nghi-quyet/15-nq-tu")
    planner.hover("[id='II.3.d1.s2']")
    planner.click("a.sentence__make[href*='clause=II.3.d1.s2']")
    planner.fill("#i-title", "Đường vào chợ nổi")
    planner.fill("#i-summary", "Làm một con đường.")
    planner.click(SEND)
    project = planner.url
    planner.click("main .presses a:has-text('Thêm mốc')")
    planner.fill("#i-title", "Trình báo cáo khảo sát")
    planner.fill("#i-deadline", "2026-11-27")
    planner.click(SEND)
    milestone = planner.url
    planner.goto(project)
    planner.click("main .presses a:has-text('Phân công')")
    planner.select_option("#i-lead", "ban-qlda-giao-thong-nong-nghiep")
    assigned = {
        "deadline": "2026-12-31",
        "number": "7/QĐ",
        "issued_on": "2026-11-20",
        "issuer": "UBND",
        "title": "Giao",
    }
    for name, value in assigned.items():
        planner.fill(f"#i-{name}", value)
    planner.click(SEND)
    planner.click(SEND)
    planner.goto(project)
    planner.click("main .presses button:has-text('Công bố')")
    return milestone


def extend(officer: Page, planner: Page, milestone: str, decision: str, reason: str) -> str:
    """Let the officer ask for a later deadline and the planner decide; return how that ends."""
    officer.goto(f"{milestone}/gia-han")
    officer.fill("#i-deadline", "2026-12-15")
    officer.fill("#i-reason", "Chờ mặt bằng.")
    officer.click(SEND)
    planner.goto("/".join(milestone.split("/")[:3]))
    planner.click("main a[href^='/gia-han/GH-'] >> nth=0")
    planner.check(f"input[name=decision][value={decision}]")
    planner.fill("#i-reason", reason)
    planner.click(SEND)
    return state(planner)


def test_a_sentence_becomes_a_confirmed_result(person: Person, office: Office, tmp_path: Path) -> None:
    officer, planner = person("giaothong"), person("kehoach")
    milestone = make_of_a_sentence(planner, office)
    path = milestone.removeprefix(office.url)
    officer.goto(office.url)
    officer.click(f"main a[href='{path}/bao-cao']")
    officer.fill("#i-percent", "100")
    officer.fill("#i-done", "Đã lập xong báo cáo.")
    officer.click(SEND)
    extensions = [extend(officer, planner, milestone, *said) for said in (("no", "Chưa đủ căn cứ."), ("yes", ""))]
    officer.goto(f"{milestone}/bao-cao")
    officer.fill("#i-done", "Báo cáo đã hoàn chỉnh.")
    officer.check("#i-finished")
    officer.click(SEND)
    refused, kept = officer.inner_text(".error-summary"), officer.input_value("#i-done")
    fill_product(officer, tmp_path)
    officer.click(SEND)
    seen = [state(officer), move(planner, milestone, "in_progress", "Thiếu chữ ký.")]
    officer.goto(office.url)
    returned = officer.inner_text("#returned")
    officer.goto(f"{milestone}/chuyen/awaiting_confirmation")
    fill_product(officer, tmp_path)
    officer.click(SEND)
    seen += [state(officer), move(planner, milestone, "completed")]

    assert extensions == ["Không đồng ý", "Đã gia hạn"]
    assert ("văn bản căn cứ" in refused, kept) == (True, "Báo cáo đã hoàn chỉnh.")
    assert "Trình báo cáo khảo sát" in returned
    assert seen == ["Chờ xác nhận", "Đang thực hiện", "Chờ xác nhận", "Đã hoàn thành"]
    others_see_and_do_not_touch(person, milestone)


def others_see_and_do_not_touch(person: Person, milestone: str) -> None:
    stranger, reader = person("xaydung"), person("hdnd")
    for page in (stranger, reader):
        page.goto(milestone)
        answer = page.goto(f"{milestone}/bao-cao")
        assert answer
        assert answer.status == 403
        page.goto(milestone)
        assert page.locator("main .presses").count() == 0
    told = reader.inner_text("main")
    for step in ("Đã lập xong báo cáo.", "Thiếu chữ ký.", "Chờ mặt bằng.", "Không đồng ý", "Đã gia hạn", "15/12/2026"):
        assert step in told
    with reader.expect_download() as download:
        reader.click("main a:has-text('bien-ban.pdf') >> nth=0")
    assert download.value.path().read_bytes() == PDF


def test_progress_is_reported_in_two_clicks_and_one_form_from_signing_in(person: Person) -> None:
    officer = person("giaothong")
    clicks = 0
    for step in ("main a:has-text('Báo cáo tiến độ') >> nth=0", SEND):
        if step == SEND:
            officer.fill("#i-percent", "40")
            officer.fill("#i-done", "Đang đo đạc.")
        officer.click(step)
        clicks += 1

    assert clicks <= 3
    assert "Đang đo đạc." in officer.inner_text("main")


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is there; wherever it stops on the way, it can be seen."""
    for _ in range(150):
        page.keyboard.press("Tab")
        here = page.evaluate(FOCUS, selector)
        assert here["seen"], here
        if here["there"]:
            return
    pytest.fail(f"Tab does not lead to {selector}.")


def write(page: Page, fields: dict[str, str]) -> None:
    for name, value in fields.items():
        tab_to(page, f"#i-{name}")
        page.keyboard.press("Control+A")
        page.keyboard.type(value)


def test_a_keyboard_is_enough_to_report_and_to_confirm(open_page: Opening, office: Office) -> None:
    officer, planner = (open_page(f"{office.url}/dang-nhap") for _ in range(2))
    for page, login in ((officer, "giaothong"), (planner, "kehoach")):
        write(page, {"login": login, "password": office.passwords[login]})
        page.keyboard.press("Enter")
        page.wait_for_url(f"{office.url}/")

    tab_to(officer, "main a[href$='/bao-cao']")
    officer.keyboard.press("Enter")
    officer.wait_for_selector("#i-percent")
    write(officer, {"percent": "60", "done": "Đã đo đạc xong."})
    tab_to(officer, SEND)
    officer.keyboard.press("Enter")
    officer.wait_for_selector("main .timeline")
    tab_to(planner, "main a[href$='/chuyen/completed']")
    planner.keyboard.press("Enter")
    planner.wait_for_selector(SEND)
    tab_to(planner, SEND)
    planner.keyboard.press("Space")
    planner.wait_for_url("**/moc/*")

    assert "Đã đo đạc xong." in officer.inner_text("main")
    assert state(planner) == "Đã hoàn thành"
