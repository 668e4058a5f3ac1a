"""What is new since one last looked, over REST and in pages."""

import pytest
from fastapi.testclient import TestClient

from app.models import Milestone
from tests.web.planning.conftest import Headers

People = dict[str, Headers]


def say(writer: TestClient, people: People, milestone: Milestone, words: str = "Đã họp.") -> None:
    said = writer.post(f"/moc/{milestone.code}/trao-doi", data={"body": words}, headers=people["planner"])
    assert said.status_code == 303


def test_what_is_new_is_read_and_seen(writer: TestClient, people: People, milestone: Milestone) -> None:
    mine = people["officer"]
    say(writer, people, milestone)
    inbox, page = (writer.get(address, headers=mine).text for address in ("/", "/moi"))
    (item,) = (read := writer.get("/api/v1/news", headers=mine).json())["items"]
    seen = writer.post("/moi", data={"until": read["until"]}, headers=mine)

    assert ("Đã họp." in inbox, "Đã họp." in page) == (True, True)
    assert (item["kind"], item["subject"]["code"], item["is_milestone"]) == ("commented", milestone.code, True)
    assert (seen.status_code, seen.headers["location"]) == (303, "/moi")
    assert writer.get("/api/v1/news", headers=mine).json()["items"] == []
    assert "Không có gì mới" in writer.get("/moi", headers=mine).text


def test_over_rest_it_is_seen_once_and_again(writer: TestClient, people: People, milestone: Milestone) -> None:
    say(writer, people, milestone)
    until = writer.get("/api/v1/news", headers=people["officer"]).json()["until"]
    answers = [
        writer.post("/api/v1/news/seen", json={"until": until}, headers=people["officer"]).status_code for _ in range(2)
    ]

    assert answers == [204, 204]
    assert writer.get("/api/v1/news", headers=people["officer"]).json()["items"] == []


@pytest.mark.parametrize(
    "until",
    [
        "",
        "hôm qua",
        "2026-11-20",
        "2026-11-20T10:00:00",
        "2026-11-23T02:00:01Z",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
        "1",
        "1e400",
    ],
)
def test_an_instant_that_is_none_is_refused(writer: TestClient, people: People, until: str) -> None:
    pressed = writer.post("/moi", data={"until": until}, headers=people["officer"])
    sent = writer.post("/api/v1/news/seen", json={"until": until}, headers=people["officer"])

    assert (pressed.status_code, sent.status_code) == (422, 422)
    assert [error["pointer"] for error in sent.json()["errors"]] == ["/until"]


def test_what_is_new_about_hidden_work_is_hidden_with_it(
    writer: TestClient, people: People, milestone: Milestone
) -> None:
    project = milestone.code.rpartition(".")[0]
    writer.put(f"/api/v1/projects/{project}/follow", headers=people["supervisor"])
    say(writer, people, milestone)
    before = len(writer.get("/api/v1/news", headers=people["supervisor"]).json()["items"])
    writer.post(f"/du-an/{project}/cong-bo", data={"published": "false"}, headers=people["planner"])

    after = [len(writer.get("/api/v1/news", headers=people[who]).json()["items"]) for who in ("supervisor", "officer")]
    assert (before, after) == (1, [0, 1])


def test_the_public_has_no_news(writer: TestClient) -> None:
    assert (writer.get("/moi").status_code, writer.get("/api/v1/news").status_code) == (303, 401)
