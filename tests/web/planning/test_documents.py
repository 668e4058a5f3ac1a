"""A document's page, and showing it to the public."""

from fastapi.testclient import TestClient

from app.models import Document, Milestone
from tests.factories import Make
from tests.web.planning.conftest import Headers

People = dict[str, Headers]


def paper_of(make: Make, milestone: Milestone) -> Document:
    paper = make.document(published=False, number="12/QĐ-UBND", title="Quyết định phê duyệt")
    make.status_change(milestone=milestone, documents=[paper])
    make.session.flush()
    return paper


def test_a_planner_shows_a_document_and_hides_it_again(
    writer: TestClient, make: Make, people: People, milestone: Milestone
) -> None:
    address = f"/van-ban/{paper_of(make, milestone).code}"
    page = writer.get(address, headers=people["planner"]).text
    hidden = (writer.get(address).status_code, "12/QĐ-UBND" in writer.get(f"/moc/{milestone.code}").text)
    pressed = writer.post(f"{address}/cong-bo", data={"published": "true"}, headers=people["planner"])
    shown = writer.get(address)
    linked = f'href="{address}"' in writer.get(f"/moc/{milestone.code}").text
    writer.post(f"{address}/cong-bo", data={"published": "false"}, headers=people["planner"])

    assert hidden == (404, False)
    assert (f'action="{address}/cong-bo"' in page, milestone.title in page) == (True, True)
    assert (pressed.status_code, shown.status_code, linked) == (303, 200, True)
    assert f"{address}/cong-bo" not in shown.text
    assert writer.get(address).status_code == 404


def test_over_rest_the_version_must_be_named(
    writer: TestClient, make: Make, people: People, milestone: Milestone
) -> None:
    address = f"/api/v1/documents/{paper_of(make, milestone).code}"
    mine, said = people["planner"], {"published": True}
    tag = writer.get(address, headers=mine).headers["etag"]

    blind = writer.patch(address, json=said, headers=mine)
    first = writer.patch(address, json=said, headers={**mine, "If-Match": tag})
    stale = writer.patch(address, json={"published": False}, headers={**mine, "If-Match": tag})

    assert [each.status_code for each in (blind, first, stale)] == [428, 200, 412]
    assert (first.json()["published"], writer.get(address).status_code) == (True, 200)


def test_nobody_but_a_planner_publishes(writer: TestClient, make: Make, people: People, milestone: Milestone) -> None:
    code = paper_of(make, milestone).code
    answers = {
        who: (
            writer.post(f"/van-ban/{code}/cong-bo", data={"published": "true"}, headers=headers).status_code,
            writer.patch(
                f"/api/v1/documents/{code}", json={"published": True}, headers={**headers, "If-Match": "v1"}
            ).status_code,
        )
        for who, headers in people.items()
        if who != "planner"
    }

    assert set(answers.values()) == {(403, 403)}


def test_the_work_that_rests_on_it_is_named_as_far_as_one_may_see_it(
    writer: TestClient, make: Make, people: People, milestone: Milestone
) -> None:
    paper, hidden = make.document(), make.project(published=False, title="Việc kín")
    make.status_change(milestone=milestone, documents=[paper])
    make.assignment(project=hidden, basis_document=paper)
    make.session.flush()

    seen = {who: writer.get(f"/van-ban/{paper.code}", headers=people[who]).text for who in ("planner", "supervisor")}

    assert {who: (milestone.title in text, "Việc kín" in text) for who, text in seen.items()} == {
        "planner": (True, True),
        "supervisor": (True, False),
    }
