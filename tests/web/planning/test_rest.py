"""Planning over REST: what is made has an address, what is changed a version, what is wrong a pointer."""

from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy.orm import Session

from app.domain.access.actor import Role
from app.models import Project
from tests.factories import Make
from tests.web.planning.conftest import Headers, SignIn

BASIS = {"number": "12/QĐ-UBND", "issued_on": "2026-11-20", "issuer": "UBND thành phố", "title": "Phân công"}


def project_wish(make: Make) -> dict[str, Any]:
    clause = make.clause(text="Làm việc ấy.")
    return {
        "resolution": clause.resolution.code,
        "title": "Mở rộng đường",
        "kind": "construction",
        "summary": "Mở rộng đường.",
        "quotations": [{"clause": clause.path, "words": "Làm việc"}],
    }


def pointers(answer: dict[str, Any]) -> list[str]:
    return [each["pointer"] for each in answer["errors"]]


def test_a_project_is_made_published_and_read_by_all(writer: TestClient, planner: Headers, make: Make) -> None:
    made = writer.post("/api/v1/projects", json=project_wish(make), headers=planner)
    address = made.headers["Location"]
    before = writer.get(address)

    shown = writer.post(f"{address}/publication", json={"published": True}, headers=planner)

    assert (made.status_code, before.status_code, shown.status_code) == (201, 404, 200)
    assert writer.get(address).json()["code"] == made.json()["code"]


def test_wrong_words_are_named_by_their_place(writer: TestClient, planner: Headers, make: Make) -> None:
    wish = project_wish(make)
    wish["quotations"][0]["words"] = "không có"

    answer = writer.post("/api/v1/projects", json=wish, headers=planner)

    assert (answer.status_code, pointers(answer.json())) == (422, ["/quotations/0/words"])


def test_an_edit_names_the_version_it_was_decided_on(writer: TestClient, planner: Headers, make: Make) -> None:
    project = make.project()
    address = f"/api/v1/projects/{project.code}"
    tag = writer.get(address).headers["ETag"]

    unnamed = writer.patch(address, json={"title": "Một"}, headers=planner)
    first = writer.patch(address, json={"title": "Hai"}, headers={**planner, "If-Match": tag})
    lost = writer.patch(address, json={"title": "Ba"}, headers={**planner, "If-Match": tag})
    again = writer.patch(address, json={"place": "Bến"}, headers={**planner, "If-Match": first.headers["ETag"]})

    assert [each.status_code for each in (unnamed, first, lost, again)] == [428, 200, 412, 200]
    assert (again.json()["title"], again.json()["place"]) == ("Hai", "Bến")


@pytest.mark.parametrize("wrong", [{"title": None}, {"title": " "}, {"nonsense": 1}, {"deadline": {"date": "mai"}}])
def test_a_patch_that_cannot_be_used_is_refused(
    writer: TestClient, planner: Headers, make: Make, wrong: dict[str, object]
) -> None:
    address = f"/api/v1/projects/{make.project().code}"

    answer = writer.patch(address, json=wrong, headers={**planner, "If-Match": '"v1"'})

    assert answer.status_code == 422


def test_milestones_are_made_by_hand_and_from_a_plan(writer: TestClient, planner: Headers, make: Make) -> None:
    project, template = make.project(), make.template(steps=[{"days": 5}, {"days": 3, "after": (1,)}])
    address = f"/api/v1/projects/{project.code}"
    shown = writer.get(f"/api/v1/templates/{template.code}/plan?start=2026-11-30").json()
    steps = [
        {key: step[key] for key in ("number", "planned_start")} | {"deadline": {"date": step["deadline"]}}
        for step in shown["steps"]
    ]

    planned = writer.post(f"{address}/plan", json={"template": template.code, "steps": steps}, headers=planner)
    added = writer.post(f"{address}/milestones", json={"title": "Bàn giao"}, headers=planner)

    saved = planned.json()["milestone_list"]
    assert [(each["planned_start"], each["deadline"]["date"]) for each in saved] == [
        ("2026-11-30", "2026-12-04"),
        ("2026-12-07", "2026-12-09"),
    ]
    assert (planned.status_code, added.status_code) == (201, 201)
    assert writer.get(added.headers["Location"]).json()["code"] == f"{project.code}.M03"


def test_templates_are_listed_and_read(writer: TestClient, make: Make) -> None:
    template = make.template(steps=[{"days": 5}])

    assert [each["code"] for each in writer.get("/api/v1/templates").json()["items"]] == [template.code]
    assert writer.get(f"/api/v1/templates/{template.code}").json()["steps"][0]["days"] == 5
    assert writer.get(f"/api/v1/templates/{template.code}/plan").status_code == 400


def test_an_assignment_is_made_and_taken_back(writer: TestClient, planner: Headers, make: Make) -> None:
    project, lead = make.project(), make.organisation()
    wish = {"organisation": lead.code, "role": "lead", "basis": BASIS}

    made = writer.post(f"/api/v1/projects/{project.code}/assignments", json=wish, headers=planner)
    address = made.headers["Location"]
    undone = writer.post(f"{address}/undo", json={"reason": "Nhầm"}, headers=planner)

    assert (made.status_code, undone.status_code) == (201, 201)
    assert writer.get(address, headers=planner).json()["undone_by"] == undone.json()["code"]
    assert writer.get(address).status_code == 401


def test_a_batch_is_all_or_nothing(writer: TestClient, planner: Headers, make: Make, session: Session) -> None:
    project, lead = make.project(), make.organisation()
    wish = {"projects": [project.code, "khong-co"], "lead": {"organisation": lead.code}, "basis": BASIS}

    refused = writer.post("/api/v1/assignments:batch", json=wish, headers=planner)
    before = writer.get(f"/api/v1/projects/{project.code}").json()["lead"]
    made = writer.post("/api/v1/assignments:batch", json={**wish, "projects": [project.code]}, headers=planner)

    assert (refused.status_code, pointers(refused.json()), before) == (422, ["/projects/1"], None)
    assert made.status_code == 201
    assert writer.get(f"/api/v1/projects/{project.code}").json()["lead"]["code"] == lead.code
    assert session.get(Project, project.id) is not None


@pytest.mark.parametrize("role", [Role.AGENCY, Role.SUPERVISOR, Role.MONITOR, Role.ADMIN])
def test_others_plan_nothing(writer: TestClient, sign_in: SignIn, make: Make, role: Role) -> None:
    headers, project = sign_in(role), make.project()
    address = f"/api/v1/projects/{project.code}"
    lead = {"organisation": make.organisation().code, "role": "lead", "basis": BASIS}

    statuses = [
        writer.post("/api/v1/projects", json=project_wish(make), headers=headers).status_code,
        writer.patch(address, json={"title": "Khác"}, headers={**headers, "If-Match": '"v1"'}).status_code,
        writer.post(f"{address}/publication", json={"published": False}, headers=headers).status_code,
        writer.post(f"{address}/milestones", json={"title": "Khác"}, headers=headers).status_code,
        writer.post(f"{address}/assignments", json=lead, headers=headers).status_code,
    ]

    assert statuses == [403] * 5


def test_missing_and_published_are_filters(writer: TestClient, planner: Headers, make: Make) -> None:
    shown = make.project(product="Đường")
    hidden = make.project(published=False)
    address = "/api/v1/projects"

    def codes(query: str) -> list[str]:
        return [each["code"] for each in writer.get(f"{address}?{query}", headers=planner).json()["items"]]

    assert codes("missing=product") == [hidden.code]
    assert sorted(codes("missing=time")) == sorted([shown.code, hidden.code])
    assert codes("published=false") == [hidden.code]
    assert codes("published=true") == [shown.code]
