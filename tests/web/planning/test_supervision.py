"""Obstacles, explanations and urging over REST and in pages, as people of several offices meet them."""

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app.models import Milestone
from tests.conftest import TODAY
from tests.factories import Make
from tests.web.planning.conftest import Headers
from tests.web.planning.test_pages import statements_of

OBSTACLE = {"cause": "site_clearance", "description": "Chưa có mặt bằng.", "proposal": ""}


def test_an_obstacle_is_named_listed_and_cleared(
    writer: TestClient, people: dict[str, Headers], milestone: Milestone
) -> None:
    address = f"/api/v1/milestones/{milestone.code}/obstacles"
    made = writer.post(address, json=OBSTACLE, headers=people["officer"])
    refused = writer.post(address, json={**OBSTACLE, "cause": "rain"}, headers=people["officer"])
    own, tag = made.headers["Location"], made.headers["ETag"]
    standing = writer.get("/api/v1/obstacles?cleared=false", headers=people["supervisor"]).json()
    blind = writer.post(f"{own}/clearing", json={"clearing": "Xong."}, headers=people["planner"])
    cleared = writer.post(f"{own}/clearing", json={"clearing": "Xong."}, headers={**people["planner"], "If-Match": tag})

    assert (made.status_code, own, refused.status_code) == (201, "/api/v1/obstacles/VM-1", 422)
    assert [each["code"] for each in standing["items"]] == ["VM-1"]
    assert (blind.status_code, cleared.status_code, cleared.json()["cleared_on"]) == (428, 200, str(TODAY))


def test_an_explanation_is_asked_in_a_form_and_answered_in_another(
    writer: TestClient, people: dict[str, Headers], milestone: Milestone
) -> None:
    ask = f"/moc/{milestone.code}/giai-trinh"
    typed = {"question": "Vì sao chậm?", "limit_days": "0", "limit_kind": "calendar"}
    refused = writer.post(ask, data=typed, headers=people["supervisor"])
    asked = writer.post(ask, data={**typed, "limit_days": "15"}, headers=people["supervisor"])
    inbox = writer.get("/", headers=people["officer"]).text
    page = writer.get("/giai-trinh/GT-1?lang=en", headers=people["officer"]).text
    silent = writer.post("/giai-trinh/GT-1", data={"version": "1", "answer": ""}, headers=people["officer"])
    answered = writer.post("/giai-trinh/GT-1", data={"version": "1", "answer": "Do mưa."}, headers=people["officer"])

    told = writer.get(f"/moc/{milestone.code}?lang=en", headers=people["monitor"]).text
    assert (refused.status_code, "Vì sao chậm?" in refused.text, asked.status_code) == (422, True, 303)
    assert ("/giai-trinh/GT-1" in inbox, "15 days left to answer" in page) == (True, True)
    assert (silent.status_code, answered.status_code, "answered in time" in told) == (422, 303, True)


def test_who_is_late_is_urged_from_one_page(
    writer: TestClient, people: dict[str, Headers], milestone: Milestone
) -> None:
    page = writer.get("/qua-han", headers=people["monitor"]).text
    bare = writer.post("/qua-han", data={"note": "Sớm nhé"}, headers=people["monitor"])
    urged = writer.post(
        "/qua-han", data={"note": "Đề nghị làm sớm.", "milestones": milestone.code}, headers=people["monitor"]
    )

    assert (milestone.code in page, "Sở A" in page or "so-a" in page) == (True, True)
    assert (bare.status_code, "Sớm nhé" in bare.text, urged.status_code) == (422, True, 303)
    assert "Đề nghị làm sớm." in writer.get("/", headers=people["officer"]).text
    assert writer.post("/qua-han", data={"note": "x"}, headers=people["supervisor"]).status_code in {403, 422}


LISTS = ("/vuong-mac", "/giai-trinh", "/qua-han", "/api/v1/obstacles", "/api/v1/explanations")


@pytest.mark.parametrize("address", LISTS)
def test_the_public_reads_nothing_of_it(writer: TestClient, people: dict[str, Headers], address: str) -> None:
    assert writer.get(address, headers=people["admin"]).status_code == 200
    assert writer.get(address).status_code == (401 if address.startswith("/api/") else 303)


def test_what_hangs_on_a_hidden_project_is_hidden_with_it(
    writer: TestClient, people: dict[str, Headers], milestone: Milestone, session: Session
) -> None:
    writer.post(f"/api/v1/milestones/{milestone.code}/obstacles", json=OBSTACLE, headers=people["officer"])
    session.get_one(Milestone, milestone.id, populate_existing=True)
    writer.post(
        f"/api/v1/milestones/{milestone.code}/explanations", json={"question": "Sao?"}, headers=people["planner"]
    )
    project = milestone.code.rpartition(".")[0]
    writer.post(f"/du-an/{project}/cong-bo", data={"published": "false"}, headers=people["planner"])

    seen = {
        who: [
            writer.get("/api/v1/obstacles", headers=people[who]).json()["total"],
            writer.get("/api/v1/explanations", headers=people[who]).json()["total"],
            writer.get("/api/v1/obstacles/VM-1", headers=people[who]).status_code,
            writer.get("/giai-trinh/GT-1", headers=people[who]).status_code,
        ]
        for who in ("officer", "planner", "supervisor", "agency")
    }

    assert seen == {
        "officer": [1, 1, 200, 200],
        "planner": [1, 1, 200, 200],
        "supervisor": [0, 0, 404, 404],
        "agency": [0, 0, 404, 404],
    }


def test_the_late_page_costs_the_same_for_one_and_for_many(
    writer: TestClient, people: dict[str, Headers], milestone: Milestone, make: Make, engine: Engine
) -> None:
    writer.get("/qua-han", headers=people["planner"])  # the first use of a token is written down
    few = statements_of(writer, engine, "/qua-han", people["planner"])
    for _ in range(10):
        project = make.project(published=True)
        make.assignment(project=project, organisation=make.organisation())
        make.milestone(project=project, deadline_on=milestone.deadline_on)

    assert statements_of(writer, engine, "/qua-han", people["planner"]) == few
