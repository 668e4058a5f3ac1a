"""A planner's pages in a real browser: both widths, their error states too."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy import select

from app.db.engine import at, make_engine, writing
from app.domain.access.actor import Role
from app.models import Membership, Organisation, User
from app.services.access.secrets import hash_password
from app.settings import Settings
from tests.browser.conftest import answering, fits, press, sign_in
from tests.browser.test_pages import violations
from tests.conftest import NOW
from tests.factories import START

PASSWORD = "mot-mat-khau-rat-dai-2026"  # noqa: S105 (of a database that is thrown away)
SENTENCE = "II.3.d1.s2"
PAGES = (
    f"/du-an/moi?clause={SENTENCE}",
    "/du-an/15-nq-tu.3.01",
    "/du-an/15-nq-tu.3.01/sua",
    "/du-an/15-nq-tu.3.01/moc-moi",
    "/du-an/15-nq-tu.3.01/moc-moi?template=T1&start=2026-12-01",
    "/phan-cong",
    "/phan-cong?missing=person&published=true",
    "/phan-cong/giao?projects=15-nq-tu.3.01&projects=15-nq-tu.3.02",
    "/phan-cong/ke-thua",
    "/phan-cong/ke-thua/giao?predecessor=ubnd-quan-ninh-kieu&everything=true",
    "/co-quan/ubnd-quan-ninh-kieu",
    "/co-quan/ubnd-quan-ninh-kieu/ke-thua",
    "/nghi-quyet/15-nq-tu",
    "/nghi-quyet/15-nq-tu/do-phu",
)
WIDTHS = (1280, 360)
pytestmark = pytest.mark.browser
Opening = Callable[[str, int], Page]


@pytest.fixture(scope="module")
def planned_url(loaded_database: Callable[..., str]) -> Iterator[str]:
    """The demonstration, with a planner who can sign in."""
    database_url = loaded_database("sqlite", "browser_planning", demo=True)
    engine = make_engine(database_url)
    with writing(engine).begin() as session:
        at(session, NOW)
        user = User(
            login="ke-hoach", name="Người lập kế hoạch", active=True, demo=True, password_hash=hash_password(PASSWORD)
        )
        office = session.scalars(select(Organisation).limit(1)).one()
        session.add(Membership(user=user, organisation=office, role=Role.PLANNER, from_on=START, from_provider=False))
    engine.dispose()
    yield from answering(Settings(database_url=database_url, public_reading=True))


@pytest.fixture(scope="module")
def opening(planned_url: str, chromium: Browser) -> Iterator[Opening]:
    """Return a function that opens a path at a width, signed in as the planner."""
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{planned_url}/dang-nhap")
    sign_in(page, "ke-hoach", PASSWORD)

    def open_at(path: str, width: int) -> Page:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(planned_url + path)
        return page

    yield open_at
    context.close()


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_a_page_is_accessible_and_fits(opening: Opening, axe: str, path: str, width: int) -> None:
    page = opening(path, width)

    assert page.locator("h1").count() == 1
    assert fits(page)
    assert violations(page, axe) == []


def test_many_are_assigned_and_taken_back(opening: Opening, axe: str) -> None:
    page = opening("/phan-cong", 1280)
    for box in page.locator("input[name=projects]").all()[:2]:
        box.check()
    press(page, "text=Phân công các mục đã chọn")
    page.select_option("#i-lead", index=3)
    for name, value in (("number", "12/QĐ"), ("issued_on", "2026-11-20"), ("issuer", "UBND"), ("title", "Phân công")):
        page.fill(f"#i-{name}", value)
    page.fill("#i-deadline", "2020-01-01")
    press(page, "main .button--filled")
    refused = violations(page, axe)
    page.fill("#i-deadline", "")
    press(page, "main .button--filled")
    shown = violations(page, axe)
    press(page, "main .button--filled")
    saved = violations(page, axe)
    page.fill("#i-reason", "Nhầm cơ quan")
    press(page, "main .button--warn")

    assert (refused, shown, saved, violations(page, axe)) == ([], [], [], [])
    assert "Nhầm cơ quan" in (page.locator("main").text_content() or "")


def test_two_versions_stand_side_by_side(opening: Opening, axe: str) -> None:
    page = opening("/du-an/15-nq-tu.3.02/sua", 360)
    page.evaluate("document.querySelector('[name=was_title]').value = 'Một tên cũ hơn'")
    page.fill("#i-title", "Tên của tôi")
    press(page, "main .button--filled")

    assert page.locator(".versions q").all_text_contents()[0] == "Tên của tôi"
    assert violations(page, axe) == []
    assert fits(page)
