"""The log over REST: to everybody what they may know, from any number on, for as long as they ask."""

from collections.abc import Iterator
from datetime import date
from itertools import count
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from app.models import LogState, Organisation, Project
from tests.conftest import DIALECTS
from tests.factories import Make
from tests.web.office import NewDatabase, Office, cleared, opened

Item = dict[str, Any]
EVERYBODY = ("planner", "agency", "second", "supervisor", "monitor", "admin", "account", "nobody")
OFFICE = {"planner", "agency", "second", "supervisor", "monitor", "admin"}
SHOWN, HIDDEN = "nq.1.01", "nq.1.02"
NUMBERS = count(1)


@pytest.fixture(scope="module", params=DIALECTS)
def office(request: pytest.FixtureRequest, new_database: NewDatabase) -> Iterator[Office]:
    office = cleared(opened(new_database(request.param, "changes")))
    with office.changing() as session:
        make = Make(session, NUMBERS)
        agency = session.scalars(select(Organisation).where(Organisation.code == "co-quan-agency")).one()
        programme = make.programme(code="nq.1", clause=make.clause(resolution=make.resolution(code="nq")))
        for code, published in ((SHOWN, True), (HIDDEN, False)):
            project = make.project(programme=programme, code=code, published=published)
            step = make.milestone(project=project, code=f"{code}.M1", deadline_on=date(2026, 6, 30))
            make.assignment(project=project, organisation=agency)
            make.assignment_change(project=project, after_id=agency.id)
            for hanging in (make.status_change, make.comment, make.obstacle, make.explanation, make.forecast):
                hanging(milestone=step)
        for code, published in (("VB-SHOWN", True), ("VB-HIDDEN", False)):
            make.document(code=code, published=published)
    yield office
    office.engine.dispose()


def headers_of(office: Office, login: str) -> dict[str, str]:
    return {} if login == "nobody" else office.token(login)


def read(client: TestClient, path: str = "changes?limit=200", who: dict[str, str] | None = None) -> list[Item]:
    """Return what a follower gets until there is no more."""
    found: list[Item] = []
    address, more = f"/api/v1/{path}", True
    while more:
        body = client.get(address, headers=who).json()
        found, address, more = found + body["items"], body["next"], body["more"]
    return found


@pytest.mark.parametrize("login", EVERYBODY)
def test_everybody_gets_what_they_may_see_and_nothing_else(office: Office, login: str) -> None:
    with office.client() as client:
        found = read(client, who=headers_of(office, login))
    nouns = {item["noun"] for item in found}
    codes = {item["code"] for item in found}

    assert {item["project"] for item in found} - {None} == {SHOWN} | ({HIDDEN} & sees_hidden(login))
    assert nouns.isdisjoint({"comment", "obstacle", "explanation", "forecast"}) is (login not in OFFICE)
    assert ({"assignment_batch", "assignment_change"} <= nouns) is (login == "planner")
    assert nouns.isdisjoint({"assignment_batch", "assignment_change"}) is (login != "planner")
    assert ("membership" in nouns) is (login == "admin")
    assert ("VB-SHOWN" in codes, "VB-HIDDEN" in codes) == (True, login == "planner")


def sees_hidden(login: str) -> set[str]:
    return {HIDDEN} if login in {"planner", "agency"} else set()


@pytest.mark.parametrize("login", EVERYBODY)
def test_names_and_logins_are_for_those_whose_they_are_to_know(office: Office, login: str) -> None:
    with office.signed_in("planner") as client:
        assert client.post(f"/du-an/{SHOWN}/cong-bo", data={"published": "true"}).status_code == 303
        moved = {"to": "in_progress", "effective_on": "2026-11-20"}
        office.clock.pass_by(seconds=1)
        current = client.get(f"/api/v1/milestones/{SHOWN}.M1").headers["ETag"]
        client.post(f"/api/v1/milestones/{SHOWN}.M1/moves", json=moved, headers={"If-Match": current})
    with office.client() as client:
        found = read(client, who=headers_of(office, login))
    fields = {(item["noun"], field["name"]) for item in found for field in item["fields"]}

    assert {item["actor"] for item in found} - {None} <= ({"planner"} if login in OFFICE else set())
    assert {name for _, name in fields} & {"id", "version", "search_text", "sort_key", "created_at"} == set()
    assert (("membership", "user") in fields) is (login == "admin")
    assert (("comment", "author") in fields) is (login == "admin")
    assert not any(name.endswith("_id") for _, name in fields)


def test_what_is_hidden_later_is_hidden_with_its_past(office: Office) -> None:
    with office.changing() as session:
        make = Make(session, NUMBERS)
        key, code = (project := make.project(code="nq.1.77")).id, project.code
    with office.client() as client:
        before = read(client, f"changes?noun=project&project={code}")
        with office.changing() as session:
            session.get_one(Project, key).published = False
        after = read(client, f"changes?noun=project&project={code}")
        asked = [client.get(f"/api/v1/projects/{code}/changes").status_code]
        theirs = read(client, f"changes?noun=project&project={code}", office.token("planner"))

    assert ([item["kind"] for item in before], after, asked) == (["created"], [], [404])
    assert [item["fields"] for item in theirs[1:]] == [[{"name": "published", "old": True, "new": False}]]


def test_a_follower_who_asks_again_gets_what_is_new_alone(office: Office) -> None:
    with office.client() as client:
        start = client.get("/api/v1/changes?limit=200&after=0&noun=holiday").json()
        same = client.get(start["next"])
        unchanged = client.get(start["next"], headers={"If-None-Match": same.headers["ETag"]})
        with office.changing() as session:
            Make(session, NUMBERS).holiday(name="Giỗ Tổ")
        new = client.get(start["next"], headers={"If-None-Match": same.headers["ETag"]})

    assert (same.json()["items"], same.json()["next"], unchanged.status_code) == ([], start["next"], 304)
    assert same.headers["Link"] == f'<{start["next"]}>; rel="next"'
    assert [item["noun"] for item in new.json()["items"]] == ["holiday"]


def test_filters_let_through_what_they_name(office: Office) -> None:
    with office.client() as client:
        of_noun = read(client, "changes?noun=milestone&noun=organisation&limit=2")
        of_project = read(client, f"changes?project={SHOWN}")
        nested = read(client, f"projects/{SHOWN}/changes?limit=1")
        step = read(client, f"milestones/{SHOWN}.M1/changes")
        of_agency = read(client, "changes?organisation=co-quan-agency")
        of_nobody = read(client, "changes?organisation=khong-co")

    assert {item["noun"] for item in of_noun} == {"milestone", "organisation"}
    assert of_project == nested
    assert {item["project"] for item in of_project} == {SHOWN}
    assert [item for item in of_project if item["noun"] == "milestone"] == step
    assert [item for item in of_agency if item["project"] == SHOWN] == of_project
    assert [item["code"] for item in of_agency if item["noun"] == "organisation"] == ["co-quan-agency"]
    assert of_nobody == []


@pytest.mark.parametrize(
    "query",
    [
        "after=-1",
        "after=x",
        "after=1.5",
        "after=9223372036854775808",
        f"after={'9' * 400}",
        "after=1&after=2",
        "limit=0",
        "limit=201",
        "noun=user_account",
        "noun=log_state",
        "noun=",
        "project=%00",
        "organisation=%01",
        "cursor=x",
        "as_off=2026-01-01",
    ],
)
def test_what_cannot_be_used_is_refused(office: Office, query: str) -> None:
    with office.client() as client:
        refused = client.get(f"/api/v1/changes?{query}")

    assert (refused.status_code, refused.headers["content-type"]) == (400, "application/problem+json")


def test_the_largest_number_is_a_number(office: Office) -> None:
    with office.client() as client:
        answer = client.get("/api/v1/changes?after=9223372036854775807").json()

    assert (answer["items"], answer["next"]) == ([], "/api/v1/changes?after=9223372036854775807")


def test_what_is_written_past_the_requests_is_read_anew(office: Office) -> None:
    with office.client() as client:
        tag = client.get("/api/v1/organisations").headers["ETag"]
        with office.changing() as session:
            Make(session, NUMBERS).organisation(name="Mới lập")
        again = client.get("/api/v1/organisations?", headers={"If-None-Match": tag})

    assert again.status_code == 200


def test_numbers_have_no_gap_for_whoever_may_read_all_of_them(office: Office) -> None:
    with office.client() as client:
        met = {item["number"] for login in ("planner", "admin") for item in read(client, who=office.token(login))}
    with office.changing() as session:
        head = session.scalars(select(LogState.changes)).one()

    assert met == set(range(1, head + 1))
