"""Comments, forecasts and following over REST and in pages."""

from fastapi.testclient import TestClient

from app.models import Milestone
from tests.web.planning.conftest import Headers

People = dict[str, Headers]


def test_a_comment_is_written_and_edited_and_both_are_read(
    writer: TestClient, people: People, milestone: Milestone
) -> None:
    address = f"/moc/{milestone.code}/trao-doi"
    empty = writer.post(address, data={"body": " "}, headers=people["officer"])
    said = writer.post(address, data={"body": "Đã họp.\nSẽ làm."}, headers=people["officer"])
    edited = writer.post("/trao-doi/TD-1", data={"version": "1", "body": "Đã họp xong."}, headers=people["officer"])
    stale = writer.post("/trao-doi/TD-1", data={"version": "1", "body": "Của tôi."}, headers=people["officer"])
    stranger = writer.post("/trao-doi/TD-1", data={"version": "2", "body": "Khác."}, headers=people["planner"])

    told = writer.get(f"/moc/{milestone.code}?lang=en", headers=people["supervisor"]).text
    (read,) = writer.get(f"/api/v1/milestones/{milestone.code}/conversation", headers=people["monitor"]).json()[
        "comments"
    ]
    assert [each.status_code for each in (empty, said, edited, stale, stranger)] == [422, 303, 303, 412, 403]
    assert ("Của tôi." in stale.text, "Đã họp xong." in stale.text) == (True, True)
    assert ("Đã họp xong." in told, "edited 1 time" in told) == (True, True)
    assert (read["body"], [each["body"] for each in read["earlier"]]) == ("Đã họp xong.", ["Đã họp.\nSẽ làm."])


def test_two_voices_expect_a_day_beside_the_deadline(writer: TestClient, people: People, milestone: Milestone) -> None:
    address = f"/moc/{milestone.code}/du-kien"
    typed = {"expected_on": "2026-12-01", "confidence": "0.7", "note": "Chờ mặt bằng."}
    refused = writer.post(address, data={**typed, "expected_on": "2020-01-01"}, headers=people["officer"])
    lead = writer.post(address, data=typed, headers=people["officer"])
    monitor = writer.post(address, data={**typed, "expected_on": "2027-01-01"}, headers=people["monitor"])
    planner = writer.post(address, data=typed, headers=people["planner"])

    read = writer.get(f"/api/v1/milestones/{milestone.code}/conversation", headers=people["planner"]).json()
    assert [each.status_code for each in (refused, lead, monitor, planner)] == [422, 303, 303, 403]
    assert "Chờ mặt bằng." in refused.text
    assert [(each["voice"], each["days_after_deadline"]) for each in read["forecasts"]] == [
        ("lead", 30),
        ("monitor", 61),
    ]


def test_somebody_follows_and_stops(writer: TestClient, people: People, milestone: Milestone) -> None:
    mine = people["supervisor"]
    for _ in range(2):
        writer.post(f"/moc/{milestone.code}/theo-doi", data={"follow": "true"}, headers=mine)
    bare = writer.post(f"/moc/{milestone.code}/theo-doi", headers=mine)
    followed = writer.get("/api/v1/follows", headers=mine).json()
    page = writer.get("/theo-doi", headers=mine).text
    stopped = writer.delete(f"/api/v1/milestones/{milestone.code}/follow", headers=mine)

    assert [each["subject"]["code"] for each in followed] == [milestone.code]
    assert (bare.status_code, milestone.code in page, stopped.status_code) == (422, True, 204)
    assert writer.get("/api/v1/follows", headers=mine).json() == []


def test_the_public_hears_nothing_of_it(writer: TestClient, people: People, milestone: Milestone) -> None:
    writer.post(f"/moc/{milestone.code}/trao-doi", data={"body": "Chuyện trong nhà."}, headers=people["officer"])

    page = writer.get(f"/moc/{milestone.code}")
    rest = writer.get(f"/api/v1/milestones/{milestone.code}/conversation")

    assert (page.status_code, "Chuyện trong nhà." in page.text, rest.status_code) == (200, False, 401)


def test_what_is_said_about_a_hidden_project_is_hidden_with_it(
    writer: TestClient, people: People, milestone: Milestone
) -> None:
    project = milestone.code.rpartition(".")[0]
    writer.post(f"/moc/{milestone.code}/trao-doi", data={"body": "Ý kiến."}, headers=people["officer"])
    writer.put(f"/api/v1/milestones/{milestone.code}/follow", headers=people["supervisor"])
    writer.post(f"/du-an/{project}/cong-bo", data={"published": "false"}, headers=people["planner"])

    seen = {
        who: (
            writer.get("/api/v1/comments/TD-1", headers=people[who]).status_code,
            len(writer.get("/api/v1/follows", headers=people[who]).json()),
        )
        for who in ("officer", "supervisor")
    }

    assert seen == {"officer": (200, 0), "supervisor": (404, 0)}
