"""Pages and REST as of a moment: nothing breaks, nothing shows what was recorded later, every link stays there."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from html import unescape
from urllib.parse import quote, urlencode

import pytest
from babel.messages.pofile import read_po
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import Response
from sqlalchemy import Engine, Enum, String, func, select

from app.db.base import Base
from app.db.engine import at, make_engine, writing
from app.db.memory.twins import has_twin, twin_of
from app.domain.access.sign_in import SignInWay
from app.domain.calendar import OFFICE_ZONE
from app.domain.history.moments import Moment, end_of
from app.main import create_app
from app.models import Installation, User
from app.services.access.demo_accounts import make_demo_accounts
from app.services.access.sign_ins import Client, begin
from app.settings import Settings
from app.web.templating.addresses import LEAVING
from app.web.templating.catalogues import catalogue_path
from app.web.templating.languages import Language
from tests.conftest import NOW, TODAY
from tests.web.office import Office
from tests.web.test_walk import address, routes

FIRST = date(2023, 3, 24)
GATE = (date(2023, 3, 23), date(2025, 6, 30))
READERS = ("nobody", "kehoach", "xaydung")
# What has no past, or is a form; everything else reads it.
NO_PAST = re.compile(
    r"/(dang-nhap|dang-xuat|mat-khau-moi|tai-khoan|quan-tri|theo-doi|moi$)|/du-an/moi$|/phan-cong(/giao)?$|/trao-doi(/|$)"
    r"|/chi-tieu/nhap-so-lieu$|/chi-tieu/[^/]+/nhap$"
    r"|/lich-su/|/co-quan/[^/]+/ke-thua$|/phan-cong/ke-thua/giao$|/giam-sat/ky-hop/[^/]+$"
    r"|/giam-sat/kien-nghi/(moi|[^/]+/sua)$"
    r"|/(du-an|moc)/[^/]+/(sua|them-moc|moc-moi|gia-han|bao-cao|chuyen/.*|du-kien|vuong-mac|giai-trinh|don-doc)$"
    r"|/du-an/[^/]+/(tong-muc|ke-hoach-von|giai-ngan)(/[^/]+)?$"
    r"|/api/v1/(users|news|follows|history/|templates/[^/]+/plan)"
)
# What is not of the portfolio, and knows no parameters.
MORE = {
    "/api/v1/comparison": {"since": "2023-03-20"},
    "/thay-doi.xlsx": {"since": "2023-03-20"},
    "/api/v1/search": {"q": "x"},
    "/api/v1/templates/1/plan": {"start": "2026-01-01"},
}
APART = {"/healthz", "/readyz", "/openapi.json", "/static"}
LISTS = (
    "/",
    "/tong-quan",
    "/chuong-trinh",
    "/du-an",
    "/moc?timeliness=overdue",
    "/co-quan",
    "/chi-tieu",
    "/tim?q=duong",
)
# What is other for them at the gate; under --long they see every page too.
OF_AGENCIES = ("/", "/qua-han", "/du-an/15-nq-tu.3.01", "/moc/15-nq-tu.3.01.M04")
TALK = ("/vuong-mac", "/giai-trinh", "/gia-han", "/qua-han", "/giam-sat/kien-nghi")
RECORDS = {
    "resolution": ("/nghi-quyet/{}", "/nghi-quyet/{}/do-phu"),
    "programme": ("/chuong-trinh/{}",),
    "project": ("/du-an/{}",),
    "milestone": ("/moc/{}",),
    "indicator": ("/chi-tieu/{}",),
    "organisation": ("/co-quan/{}",),
    "document": ("/van-ban/{}",),
    "obstacle": ("/vuong-mac/{}",),
    "explanation": ("/giai-trinh/{}",),
    "extension": ("/gia-han/{}",),
    "recommendation": ("/giam-sat/kien-nghi/{}",),
    "assignment_batch": ("/phan-cong/{}",),
}
LINK = re.compile(r'href="(/[^"]*)"')
WAY_BACK = re.compile(
    r'<a class="dateline__back"[^>]*>|<a class="button" href="[^"]*">(?:Mở như hiện tại|Open it as it is today)'
)
FORM = re.compile(r"<form.*?</form>", re.DOTALL)
UNSHOWN = {"search_text", "sort_key", "digest", "previous_digest", "sha256"}
SHORTEST = 12
# Values of closed sets, which forms name too.
NAME = re.compile(r"[a-z_]+")


@dataclass(frozen=True)
class Past:
    """A demonstration with its accounts, and a browser of each reader."""

    engine: Engine
    clients: dict[str, TestClient]
    texts: dict[str, datetime]

    def known(self, noun: str, moment: datetime) -> list[str]:
        """Return the codes of what was known at the moment, in order."""
        twin = twin_of(Base.metadata.tables[noun])
        known = (twin.c.known_from <= moment) & (twin.c.known_until > moment) & ~twin.c.gone
        with self.engine.connect() as connection:
            return list(connection.scalars(select(twin.c.code).where(known).order_by(twin.c.code)))


@pytest.fixture(scope="module")
def past(demonstration: Engine, loaded_database: Callable[..., str]) -> Iterator[Past]:
    url = loaded_database(demonstration.dialect.name, "past", demo=True)
    engine = make_engine(url)
    with writing(engine).begin() as session:
        make_demo_accounts(at(session, NOW), TODAY)
    app = create_app(Settings(database_url=url, public_reading=True), now=lambda: NOW)
    yield Past(engine, {login: client_of(app, engine, login) for login in READERS}, first_known(engine))
    app.state.engine.dispose()
    engine.dispose()


def client_of(app: FastAPI, engine: Engine, login: str) -> TestClient:
    client = TestClient(app, follow_redirects=False)
    if login != "nobody":
        with writing(engine).begin() as session:
            user = session.scalars(select(User).where(User.login == login)).one()
            secret = begin(at(session, NOW), user, SignInWay.PASSWORD, Client("testclient", "10.0.0.1"), NOW)
        client.cookies.set("trienkhai", secret)
    return client


def moments(past: Past, *, long: bool) -> list[Moment]:
    """Return days of the story, the one before it among them; under --long twenty, and instants too.

    At the gate one of them is looked at on either database.
    """
    if not long:
        return [end_of(day) for day in (GATE if past.engine.dialect.name == "sqlite" else GATE[-1:])]
    log = Base.metadata.tables["change"]
    with past.engine.connect() as connection:
        instants = sorted(connection.scalars(select(log.c.known_from).where(log.c.known_from <= NOW).distinct()))
    spread = [instants[len(instants) * place // 16] for place in range(16)]
    days = [end_of(instant.astimezone(OFFICE_ZONE).date()) for instant in spread[::2]]
    exact = [Moment(instant, instant.astimezone(OFFICE_ZONE).date()) for instant in spread[1::2]]
    return [*(end_of(day) for day in GATE), *days, *exact]


def pages(past: Past, moment: Moment, each: int) -> list[str]:
    """Return the addresses of lists, and of so many records of each kind as were known."""
    found = [*LISTS, *TALK]
    for noun, shapes in RECORDS.items():
        codes = past.known(noun, moment.instant)
        chosen = codes[:: max(1, len(codes) // each)][:each]
        found += [shape.format(quote(code)) for code in chosen for shape in shapes]
    return found


def told(past: Past, moment: Moment, *, long: bool) -> list[str]:
    """Return distinctive texts that were written down later only: all of them under --long, else some."""
    known = "\n".join([*(words for words, since in past.texts.items() if since <= moment.instant), *interface()])
    later = sorted(words for words, since in past.texts.items() if since > moment.instant)
    return [words for words in later[:: 1 if long else 5] if words not in known]


def first_known(engine: Engine) -> dict[str, datetime]:
    """Return since when each text of the portfolio is known."""
    since: dict[str, datetime] = {}
    with engine.connect() as connection:
        for table in filter(has_twin, Base.metadata.tables.values()):
            for column in table.columns:
                if isinstance(column.type, String) and not isinstance(column.type, Enum) and column.name not in UNSHOWN:
                    value, known_from = twin_of(table).c[column.name], twin_of(table).c.known_from
                    wanted = select(value, func.min(known_from)).where(value.is_not(None)).group_by(value)
                    for said, first in connection.execute(wanted):
                        words = squeezed(str(said))
                        since[words] = min(first, since.get(words, first))
    return {words: first for words, first in since.items() if len(words) >= SHORTEST and not NAME.fullmatch(words)}


def interface() -> list[str]:
    """Return what pages say of themselves."""
    with catalogue_path(Language.VIETNAMESE).open("rb") as source:
        return [str(message.string) for message in read_po(source)]


def squeezed(words: str) -> str:
    return " ".join(words.split())


def shown(page: str, later: list[str]) -> list[str]:
    """Return which texts the page shows."""
    words = squeezed(unescape(page))
    starts = {words[place : place + SHORTEST] for place in range(len(words))}
    return [each for each in later if each[:SHORTEST] in starts and each in words]


def test_every_page_of_the_past_renders_tells_nothing_of_later_and_stays_there(past: Past, *, long: bool) -> None:
    faults: list[tuple[str, str, str, object]] = []
    for moment in moments(past, long=long):
        later = told(past, moment, long=long)
        assert later
        for login, client in past.clients.items():
            for page in pages(past, moment, 6 if long else 1) if long or login != "xaydung" else OF_AGENCIES:
                answer = client.get(seen_from(page, moment) + ("&lang=en" if login == "nobody" else ""))
                # A refusal names what was asked for.
                found = faults_of(answer, login, [words for words in later if words not in page])
                faults += [(moment.text, login, page, fault) for fault in found]

    assert faults == []


def faults_of(answer: Response, login: str, later: list[str]) -> Iterator[object]:
    """Yield what is wrong with a page that was looked at from the past."""
    # The planner sees all; others may have to sign in, or have no say, or no record.
    if answer.status_code != 200 and (login == "kehoach" or answer.status_code not in {303, 403, 404}):
        yield answer.status_code
    yield from shown(answer.text, later)
    for link in LINK.findall(WAY_BACK.sub("", answer.text)):
        if not (leaves(link) or "as_of=" in link):
            yield f"leaves the past: {link}"
        elif "as_of=" in link and NO_PAST.search(unescape(link).partition("?")[0]):
            yield f"there is no past: {link}"
    for form in FORM.findall(answer.text):
        if 'method="post"' in form and "/dang-xuat" not in form:
            yield f"changes: {form[:100]}"
        elif 'method="get"' in form and 'name="as_of"' not in form:
            yield f"leaves the past: {form[:100]}"


def seen_from(page: str, moment: Moment) -> str:
    return f"{page}{'&' if '?' in page else '?'}{urlencode({'as_of': moment.text})}"


def leaves(link: str) -> bool:
    path = link.partition("?")[0]
    return any(path == way or path.startswith(f"{way}/") for way in (*LEAVING, "/static", "/openapi.json"))


def test_links_of_the_past_lead_somewhere(past: Past) -> None:
    client, found = past.clients["kehoach"], set()
    for page in ("/", "/du-an", "/du-an/15-nq-tu.3.01", "/co-quan/ubnd-tp"):
        found |= {unescape(link) for link in LINK.findall(client.get(f"{page}?as_of=2025-06-30").text)}
    kept = sorted({link.partition("#")[0] for link in found if "as_of=2025-06-30" in link and not leaves(link)})

    answers = {link: client.get(link).status_code for link in kept[::10]}

    assert len(answers) > 5
    assert set(answers.values()) == {200}, answers


def test_every_route_reads_the_past_or_says_that_it_has_none(office: Office) -> None:
    app = office.app()
    wanted = {address(path) for method, path in routes(app) if method == "GET" and path not in APART}
    with office.client(app) as client:
        answers = {path: client.get(path, params={**MORE.get(path, {}), "as_of": "2025-06-30"}) for path in wanted}

    refused = {path for path, answer in answers.items() if answer.status_code == 400}

    assert {path: answer.status_code for path, answer in answers.items() if answer.status_code >= 500} == {}
    assert refused == {path for path in wanted if NO_PAST.search(path)}


@pytest.mark.parametrize(
    "wrong", ["abc", "2025-02-30", "2999-01-01", "1899-12-31", "2025-06-30T10:00", "2025-06-30&as_of=2025-07-01"]
)
@pytest.mark.parametrize(("language", "words"), [("vi", "Mở như hiện tại"), ("en", "Open it as it is today")])
def test_a_moment_that_is_none_is_refused_with_the_way_back(
    office: Office, wrong: str, language: str, words: str
) -> None:
    with office.client() as client:
        page = client.get(f"/du-an?kind=policy&lang={language}&as_of={wrong}")

    assert page.status_code == 400
    assert "<code>as_of</code>" in page.text
    assert f'<a class="button" href="/du-an?kind=policy&amp;lang={language}">{words}</a>' in page.text


def test_the_band_leads_back_to_the_same_page(office: Office) -> None:
    with office.client() as client:
        page = client.get("/du-an?kind=policy&as_of=2025-06-30").text
        exact = client.get("/du-an?as_of=2025-06-30T03:00:00Z").text
        lost = client.get("/du-an/khong-co?as_of=2025-06-30")

    assert "Đang xem như ngày" in page
    assert "<title>Nhiệm vụ, dự án · như ngày 30/06/2025 · Triển Khai</title>" in page
    assert '<a class="dateline__back" href="/du-an?kind=policy">Về hiện tại</a>' in page
    assert "Đang xem như lúc" in exact
    assert "10:00\xa030/06/2025" in exact
    assert lost.status_code == 404
    assert '<a class="button" href="/du-an/khong-co">Mở như hiện tại</a>' in lost.text


def test_an_empty_moment_is_the_present(office: Office) -> None:
    with office.client() as client:
        page = client.get("/du-an?as_of=").text

    assert "Số liệu đến ngày" in page
    assert "as_of=&" not in page


@pytest.mark.parametrize("path", ["/moc/x/khong-thay-doi", "/du-an/x/sua", "/phan-cong/giao", "/tai-khoan/mat-khau"])
def test_a_form_sent_from_the_past_changes_nothing(office: Office, path: str) -> None:
    with office.signed_in("planner") as client, office.changing() as session:
        before = session.scalar(select(Installation.change_number))
        answer = client.post(f"{path}?as_of=2025-06-30", data={"title": "x"})

        assert answer.status_code == 400
        assert "Mở như hiện tại" in answer.text
        assert session.scalar(select(Installation.change_number)) == before


def test_an_answer_of_the_past_is_never_taken_for_one_of_the_present(office: Office) -> None:
    with office.client() as client:
        tag = client.get("/api/v1/projects").headers["ETag"]
        past = client.get("/api/v1/projects?as_of=2025-06-30", headers={"If-None-Match": tag})
        again = client.get("/api/v1/projects?as_of=2025-06-30", headers={"If-None-Match": past.headers["ETag"]})

    assert (past.status_code, again.status_code) == (200, 304)
