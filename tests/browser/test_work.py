"""People at work, in a real browser on both databases: each signs in, does their part, and sees what the others did."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Office, Opening
from tests.browser.test_pages import RULES

CODE = "15-nq-tu.3.03.M07"
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
SEND = "main form.form button"
pytestmark = pytest.mark.browser
Person = Callable[..., Page]


@pytest.fixture
def person(office: Office, open_page: Opening) -> Person:
    """Return a function that opens a browser of its own for somebody and signs them in."""

    def signed_in(login: str, width: int = 1280) -> Page:
        page = open_page(f"{office.url}/dang-nhap", width=width)
        page.fill("#i-login", login)
        page.fill("#i-password", office.passwords[login])
        page.click("main button")
        page.wait_for_url(f"{office.url}/")
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


def move(page: Page, office: Office, to: str, reason: str | None = None) -> str:
    page.goto(f"{office.url}/moc/{CODE}/chuyen/{to}")
    if reason:
        page.fill("#i-reason", reason)
    page.click(SEND)
    return state(page)


def test_an_officer_and_a_planner_bring_a_milestone_to_its_end(person: Person, office: Office, tmp_path: Path) -> None:
    officer, planner = person("giaothong"), person("kehoach")
    officer.click(f"main a[href='/moc/{CODE}/bao-cao']")
    officer.fill("#i-percent", "100")
    officer.fill("#i-done", "Đã lập xong báo cáo.")
    officer.check("#i-finished")
    officer.click(SEND)
    refused, kept = officer.inner_text(".error-summary"), officer.input_value("#i-done")
    fill_product(officer, tmp_path)
    officer.click(SEND)
    seen = [state(officer)]

    seen.append(move(planner, office, "in_progress", "Thiếu chữ ký."))
    officer.goto(office.url)
    returned = officer.inner_text("#returned")
    officer.goto(f"{office.url}/moc/{CODE}/chuyen/awaiting_confirmation")
    fill_product(officer, tmp_path)
    officer.click(SEND)
    seen += [state(officer), move(planner, office, "completed")]

    reader = person("hdnd")
    reader.goto(f"{office.url}/moc/{CODE}")
    assert ("văn bản căn cứ" in refused, kept) == (True, "Đã lập xong báo cáo.")
    assert "Khảo sát, lập báo cáo" in returned
    assert seen == ["Chờ xác nhận", "Đang thực hiện", "Chờ xác nhận", "Đã hoàn thành"]
    assert "Thiếu chữ ký." in reader.inner_text("main")
    assert reader.locator("main .presses").count() == 0
    with reader.expect_download() as download:
        reader.click("main a:has-text('bien-ban.pdf') >> nth=0")
    assert download.value.path().read_bytes() == PDF


def test_progress_is_reported_in_two_clicks_and_one_form_from_signing_in(person: Person) -> None:
    officer = person("giaothong")
    clicks = 0
    for press in ("main a:has-text('Báo cáo tiến độ') >> nth=0", SEND):
        if press == SEND:
            officer.fill("#i-percent", "40")
            officer.fill("#i-done", "Đang đo đạc.")
        officer.click(press)
        clicks += 1

    assert clicks <= 3
    assert "Đang đo đạc." in officer.inner_text("main")


def test_an_extension_is_asked_refused_asked_and_granted(person: Person, office: Office) -> None:
    officer, planner = person("giaothong"), person("kehoach")
    code, states = "15-nq-tu.3.01.M12", []
    for decision, reason in (("no", "Chưa đủ căn cứ"), ("yes", "")):
        officer.goto(f"{office.url}/moc/{code}/gia-han")
        officer.fill("#i-deadline", "2026-12-31")
        officer.fill("#i-reason", "Chờ mặt bằng.")
        officer.click(SEND)
        planner.goto(office.url)
        planner.click("main a[href^='/gia-han/GH-'] >> nth=0")
        planner.check(f"input[name=decision][value={decision}]")
        planner.fill("#i-reason", reason)
        planner.click(SEND)
        states.append(state(planner))

    officer.goto(f"{office.url}/moc/{code}")
    assert states == ["Không đồng ý", "Đã gia hạn"]
    assert "31/12/2026" in officer.inner_text("aside")


def test_another_agency_sees_and_cannot_touch(person: Person, office: Office) -> None:
    stranger = person("xaydung")
    stranger.goto(f"{office.url}/moc/{CODE}")
    presses = stranger.locator("main .presses").count()

    answer = stranger.goto(f"{office.url}/moc/{CODE}/bao-cao")

    assert answer
    assert (presses, answer.status) == (0, 403)


@pytest.mark.parametrize("width", [1280, 360])
def test_the_forms_are_accessible_and_fit_also_when_they_are_refused(
    person: Person, office: Office, axe: str, width: int
) -> None:
    officer, planner = person("giaothong", width), person("kehoach", width)
    base, code = office.url, "15-nq-tu.3.01.M12"
    found = {}
    for page, path in (
        (officer, "/"), (officer, f"/moc/{code}"), (officer, f"/moc/{code}/bao-cao"), (officer, f"/moc/{code}/gia-han"),
        (planner, "/"), (planner, "/gia-han"), (planner, f"/moc/{code}/chuyen/suspended"),
    ):  # fmt: skip
        page.goto(base + path)
        if "/chuyen" in path or "/bao-cao" in path:
            page.eval_on_selector("main form.form", "form => form.noValidate = true")
            page.click(SEND)
        page.evaluate(axe)
        result = page.evaluate("rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", RULES)
        found[path] = [violation["id"] for violation in result["violations"]]
        found[f"{path} wide"] = page.evaluate("document.documentElement.scrollWidth > innerWidth") * ["wide"]

    assert {path: faults for path, faults in found.items() if faults} == {}
