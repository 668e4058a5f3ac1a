"""Every route of the application, walked as everybody: nothing breaks, and nothing is shown or done by default."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from sqlalchemy import select
from starlette.testclient import TestClient

from app.domain.organisations.roles import AssignmentRole
from app.models import Organisation
from tests.conftest import DIALECTS
from tests.factories import Make
from tests.web.office import NewDatabase, Office, cleared, opened

SAFE = {"GET", "HEAD", "OPTIONS"}
# What answers to anybody, also where nothing may be read without an account; everything else asks who is there.
OPEN = {
    "/dang-nhap",
    "/dang-nhap/oidc",
    "/dang-nhap/oidc/ve",
    "/dang-xuat",
    "/mat-khau-moi/{secret}",
    "/healthz",
    "/readyz",
    "/openapi.json",
    "/static",
}
# Presses, which say all by their address, and forms in which an unsent field is one that nobody changed.
BODILESS = {
    "/moc/nq.1.01.M1/khong-thay-doi",
    "/tai-khoan/thiet-bi-khac",
    "/tai-khoan/thiet-bi/1",
    "/du-an/nq.1.01/sua",
    "/moc/nq.1.01.M1/sua",
    "/chi-tieu/chi-tieu/so-lieu/1",
    "/lich-su/kiem-chung",
    "/api/v1/history/checks",
}
HIDDEN = "Việc chưa công bố"
EVERYBODY = ("planner", "agency", "second", "supervisor", "monitor", "admin", "account", "nobody")
# Who walks everywhere on either database at the gate; the others on one, and where the other decides what they see.
EVERYWHERE = ("planner", "nobody")
PROJECTS = ("nq.1.01", "nq.1.02")
SEES_HIDDEN = {"planner", "agency"}
RECORDS = {
    "/du-an/nq.1.02",
    "/moc/nq.1.02.M1",
    "/api/v1/projects/nq.1.02",
    "/api/v1/projects/nq.1.02/milestones",
    "/api/v1/projects/nq.1.02/history",
    "/api/v1/projects/nq.1.02/changes",
    "/api/v1/milestones/nq.1.02.M1",
    "/api/v1/milestones/nq.1.02.M1/changes",
}
SEARCHES = {"/tim?q=cong+bo", "/api/v1/search?q=cong+bo"}
Route = tuple[str, str]


@pytest.fixture(scope="module", params=DIALECTS)
def office(request: pytest.FixtureRequest, new_database: NewDatabase) -> Iterator[Office]:
    office = cleared(opened(new_database(request.param, "walk")))
    with office.changing() as session:
        agency = session.scalars(select(Organisation).where(Organisation.code == "co-quan-agency")).one()
        populate(Make(session), agency)
    yield office
    office.engine.dispose()


def populate(make: Make, agency: Organisation) -> None:
    """Add one record of each kind, with the codes that the walk puts into addresses, and one project that is hidden."""
    resolution = make.resolution(code="nq")
    programme = make.programme(code="nq.1", clause=make.clause(resolution=resolution, path="II.1"))
    make.measurement(indicator=make.indicator(resolution=resolution, code="chi-tieu"))
    make.document(code="VB")
    for code, published, title in (("nq.1.01", True, "Việc đã công bố"), ("nq.1.02", False, HIDDEN)):
        project = make.project(programme=programme, code=code, published=published, title=title)
        step = make.milestone(project=project, code=f"{code}.M1", title=title, deadline_on=date(2026, 12, 1))
        make.assignment(project=project, organisation=agency, responsible=title)
        make.assignment(milestone=step, organisation=agency, role=AssignmentRole.COORDINATE, responsible=title)
        make.status_change(milestone=step, reason=title)
        make.status_change(project=project, reason=title)


def routes(app: FastAPI) -> list[Route]:
    """Return every method and path template, those of mounted and included routers too."""
    found = {
        (method, str(context.path))
        for context in iter_route_contexts(app.routes)
        for method in (context.methods or {"GET"})
        if context.path
    }
    assert len(found) > 30
    return sorted(found)


def address(template: str, project: str = "nq.1.01") -> str:
    """Return an address of the template about something that is there."""
    known = {"projects": project, "du-an": project, "milestones": f"{project}.M1", "moc": f"{project}.M1"}
    known |= {"programmes": "nq.1", "chuong-trinh": "nq.1", "resolutions": "nq", "nghi-quyet": "nq"}
    known |= {"organisations": "co-quan-agency", "co-quan": "co-quan-agency", "indicators": "chi-tieu"}
    known |= {"chi-tieu": "chi-tieu", "problems": "not-found", "documents": "VB", "van-ban": "VB"}
    folder = template.removeprefix("/api/v1").split("/")[1]
    return re.sub(r"\{[^}]*\}", "1", re.sub(r"\{[^}]*\}", known.get(folder, "1"), template, count=1))


@dataclass(frozen=True)
class Answer:
    status: int
    tells_hidden: bool


def walk(client: TestClient, wanted: Iterable[Route], who: dict[str, str]) -> dict[Route, Answer]:
    """Ask for each method and address once."""
    answers = {}
    for method, asked in sorted(wanted):
        answer = client.request(method, asked, headers=who)
        answers[method, asked] = Answer(answer.status_code, HIDDEN in answer.text)
    return answers


def headers_of(office: Office, login: str) -> dict[str, str]:
    return {} if login == "nobody" else office.token(login)


@pytest.fixture(scope="module", params=EVERYBODY)
def walked(office: Office, request: pytest.FixtureRequest, *, long: bool) -> tuple[str, dict[Route, Answer]]:
    """Somebody, and what every route answered them about the project that is published and the one that is not."""
    app, login = office.app(), str(request.param)
    wanted = {(method, address(path, project)) for method, path in routes(app) for project in PROJECTS}
    if office.engine.dialect.name == "postgresql" and not (long or login in EVERYWHERE):
        wanted = {("GET", record) for record in RECORDS}
    with office.client(app) as client:
        return login, walk(client, wanted | {("GET", search) for search in SEARCHES}, headers_of(office, login))


def test_no_route_breaks_for_anybody(walked: tuple[str, dict[Route, Answer]]) -> None:
    _, answers = walked

    assert {route: answer for route, answer in answers.items() if answer.status >= 500} == {}


def test_an_unpublished_project_is_seen_by_who_may_and_nowhere_by_others(
    walked: tuple[str, dict[Route, Answer]],
) -> None:
    login, answers = walked
    sees = login in SEES_HIDDEN

    records = {asked: answers["GET", asked].status for asked in RECORDS}
    telling = {asked for (_, asked), answer in answers.items() if answer.tells_hidden}

    assert records == dict.fromkeys(RECORDS, 200 if sees else 404)
    assert (telling >= RECORDS | SEARCHES) if sees else (telling == set())


def unsafe(app: FastAPI) -> set[Route]:
    return {(method, address(path)) for method, path in routes(app) if method not in SAFE and path not in OPEN}


@pytest.mark.parametrize(
    "who",
    [{}, {"Authorization": "Bearer tk_made-up"}, {"Cookie": "trienkhai=made-up"}, {"Cookie": "__Host-trienkhai=x"}],
)
def test_nobody_changes_anything_and_neither_does_a_made_up_session(office: Office, who: dict[str, str]) -> None:
    app = office.app()
    with office.client(app) as client:
        answers = walk(client, unsafe(app), who)

    assert {route: answer for route, answer in answers.items() if answer.status not in {401, 422}} == {}


@pytest.mark.parametrize(
    ("said", "statuses"),
    [
        ({"Origin": "https://evil.example"}, {403}),
        ({"Sec-Fetch-Site": "cross-site"}, {403}),
        ({"Content-Length": str(2**20 + 1)}, {413}),
        ({"Content-Type": "multipart/form-data; boundary=x", "Content-Length": str(10**9)}, {413}),
        ({"Content-Type": "application/json"}, {400, 403, 404, 409, 412, 422, 428}),
        ({"Content-Type": "multipart/form-data; boundary=x"}, {400, 403, 404, 409, 412, 422, 428}),
    ],
)
def test_every_change_refuses_other_sites_and_bodies_it_cannot_use(
    office: Office, said: dict[str, str], statuses: set[int]
) -> None:
    app, broken = office.app(), b'{"\x00\xff'
    with office.signed_in("planner", app) as client:
        answers = {
            (method, asked): client.request(method, asked, headers=said, content=broken).status_code
            for method, asked in sorted(unsafe(app))
            if statuses < {403, 413} or not (asked in BODILESS or method in {"PUT", "DELETE"})
        }

    assert {route: status for route, status in answers.items() if status not in statuses} == {}


def test_where_reading_needs_an_account_nobody_reads_anything(office: Office) -> None:
    app = office.app(public_reading=False)
    closed = {(method, address(path)) for method, path in routes(app) if method == "GET" and path not in OPEN}
    with office.client(app) as client:
        answers = {route: answer.status for route, answer in walk(client, closed, {}).items()}

    assert answers == {route: 401 if route[1].startswith("/api/") else 303 for route in closed}


def test_where_reading_needs_an_account_the_way_in_stays_open(office: Office) -> None:
    ways = ("/dang-nhap", "/healthz", "/readyz", "/openapi.json", "/static/base.css")
    with office.client(office.app(public_reading=False)) as client:
        assert [client.get(way).status_code for way in ways] == [200] * len(ways)


def test_signed_out_people_are_sent_to_sign_in_and_come_back(office: Office) -> None:
    with office.client(office.app(public_reading=False)) as client:
        answer = client.get("/du-an/nq.1.01?lang=en")

    assert answer.headers["location"] == "/dang-nhap?next=%2Fdu-an%2Fnq.1.01%3Flang%3Den"
