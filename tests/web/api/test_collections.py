"""REST as its readers meet it, on the shipped seed with and without its story, on both databases."""

import base64
import json
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

COLLECTIONS = (
    "resolutions",
    "clauses",
    "programmes",
    "projects",
    "milestones",
    "organisations",
    "assignments",
    "indicators",
    "measurements",
    "documents",
    "projects/15-nq-tu.3.01/milestones",
    "projects/15-nq-tu.3.01/history",
)
RECORDS = (
    "resolutions/15-nq-tu",
    "resolutions/15-nq-tu/coverage",
    "programmes/15-nq-tu.3",
    "projects/15-nq-tu.3.01",
    "milestones/15-nq-tu.3.01.M04",
    "organisations/ubnd-tp",
    "indicators/15-nq-tu.CT.02",
)
PROJECT_KEYS = {
    "code", "title", "kind", "status", "timeliness", "programme", "lead", "quotations", "milestones", "demo",
}  # fmt: skip
MILESTONE_KEYS = {
    "code", "title", "project", "deadline", "original_deadline", "status", "timeliness", "share_done", "product",
}  # fmt: skip
INDICATOR_KEYS = {"code", "title", "period", "unit", "target", "latest", "achievement"}


def get(client: TestClient, path: str) -> dict[str, object]:
    response = client.get(f"/api/v1/{path}")
    assert response.status_code == 200, response.text
    body: dict[str, object] = response.json()
    return body


def items(client: TestClient, path: str) -> list[dict[str, object]]:
    found = get(client, path)["items"]
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize("path", COLLECTIONS)
def test_walking_a_collection_meets_each_record_once(demonstration_client: TestClient, path: str) -> None:
    at_once = get(demonstration_client, f"{path}?limit=200")
    total = at_once["total"]

    met: list[object] = []
    address = f"/api/v1/{path}?limit=97"
    while address:
        body = demonstration_client.get(address).json()
        met, address = met + body["items"], body["next"]

    assert len(met) == total
    assert met[:200] == at_once["items"]


@pytest.mark.parametrize("path", COLLECTIONS)
def test_the_previous_page_is_the_one_before(demonstration_client: TestClient, path: str) -> None:
    first = get(demonstration_client, f"{path}?limit=1")
    if first["next"] is None:
        assert first["total"] in {0, 1}
        return

    second = demonstration_client.get(str(first["next"])).json()

    assert demonstration_client.get(second["previous"]).json()["items"] == first["items"]


@pytest.mark.parametrize("path", [*COLLECTIONS, *RECORDS])
def test_an_unchanged_answer_is_not_sent_again(demonstration_client: TestClient, path: str) -> None:
    tag = demonstration_client.get(f"/api/v1/{path}").headers["ETag"]

    again = demonstration_client.get(f"/api/v1/{path}", headers={"If-None-Match": f'"other", W/{tag}'})

    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)


@pytest.mark.parametrize("path", [*COLLECTIONS, *RECORDS])
def test_an_unknown_parameter_is_refused(seeded_client: TestClient, path: str) -> None:
    for name in ("as_of", "since", "limt"):
        response = seeded_client.get(f"/api/v1/{path}?{name}=2025-01-01")

        assert response.status_code == 400
        assert response.headers["content-type"] == "application/problem+json"
        assert [error["parameter"] for error in response.json()["errors"]] == [name]


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=201",
        "limit=ten",
        "sort=size",
        "status=done",
        "due_from=2025-02-30",
        "due_from=0",
        "due_to=20250101",
        "demo=perhaps",
        "cursor=abc",
        "cursor=",
        "limit=1&limit=2",
        "sort=code&sort=title",
        "q=a&q=b",
        "cursor=W10",
        "q=" + "x" * 201,
    ],
)
def test_an_unusable_value_is_refused_with_its_parameter(seeded_client: TestClient, query: str) -> None:
    response = seeded_client.get(f"/api/v1/projects?{query}")

    assert response.status_code == 400
    assert [error["parameter"] for error in response.json()["errors"]] == [query.partition("=")[0]]


@pytest.mark.parametrize("path", COLLECTIONS[1:-1])
def test_a_row_that_no_column_can_count_to_is_refused(demonstration_client: TestClient, path: str) -> None:
    given = str(get(demonstration_client, f"{path}?limit=1")["next"]).partition("cursor=")[2]
    content = json.loads(base64.urlsafe_b64decode(given + "=" * (-len(given) % 4)))
    content[2] = 2**32
    forged = base64.urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")

    answers = [
        demonstration_client.get(f"/api/v1/{path}?limit=1&cursor={cursor}").status_code for cursor in (given, forged)
    ]

    assert answers == [200, 400]


def test_pages_of_a_repeated_filter_keep_all_its_values(seeded_client: TestClient) -> None:
    query = "projects?kind=planning&kind=landscape&limit=1"

    second = seeded_client.get(str(get(seeded_client, query)["next"])).json()

    assert get(seeded_client, query)["total"] == second["total"]
    assert str(second["next"]).count("kind=") == 2


def test_the_tag_of_one_record_does_not_answer_for_another(seeded_client: TestClient) -> None:
    tag = seeded_client.get("/api/v1/projects/15-nq-tu.3.01/milestones").headers["ETag"]

    answer = seeded_client.get("/api/v1/projects/no/milestones", headers={"If-None-Match": tag})

    assert answer.status_code == 404


@pytest.mark.parametrize("path", ["/", "/du-an", "/api/v1/projects", "/api/v1/projects/no", "/healthz"])
def test_head_answers_as_get_does_without_the_body(seeded_client: TestClient, path: str) -> None:
    whole, head = seeded_client.get(path), seeded_client.head(path)

    assert (head.status_code, head.content) == (whole.status_code, b"")
    assert dict(head.headers) == dict(whole.headers)


def test_a_cursor_serves_its_own_list_alone(seeded_client: TestClient) -> None:
    cursor = str(get(seeded_client, "projects?limit=2")["next"]).partition("cursor=")[2]

    answers = [
        seeded_client.get(f"/api/v1/{path}cursor={cursor}").status_code
        for path in ("projects?limit=5&", "projects?kind=planning&", "projects?sort=title&")
    ]

    assert answers == [200, 400, 400]


def test_refusals_speak_the_readers_language(seeded_client: TestClient) -> None:
    english = seeded_client.get("/api/v1/projects?limit=0", headers={"Accept-Language": "en"}).json()
    vietnamese = seeded_client.get("/api/v1/projects?limit=0", headers={"Accept-Language": "vi-VN,en;q=0.5"}).json()

    assert english["errors"][0]["detail"] == "Give at least 1."
    assert vietnamese["errors"][0]["detail"] == "Nhập ít nhất 1."


@pytest.mark.parametrize(
    "path", ["projects/no", "milestones/no", "programmes/no", "indicators/no", "no", "projects/no/history"]
)
def test_what_is_not_there_is_a_problem(seeded_client: TestClient, path: str) -> None:
    response = seeded_client.get(f"/api/v1/{path}")

    assert response.status_code == 404
    assert response.json()["type"] == "/problems/not-found"


def test_nothing_can_be_changed_yet(seeded_client: TestClient) -> None:
    answers = [seeded_client.request(method, "/api/v1/projects").status_code for method in ("POST", "PUT", "DELETE")]

    assert answers == [405, 405, 405]


def test_records_carry_what_the_interface_promises(demonstration_client: TestClient) -> None:
    project = items(demonstration_client, "projects?limit=1")[0]
    milestone = items(demonstration_client, "milestones?limit=1")[0]
    indicator = items(demonstration_client, "indicators?limit=1")[0]
    organisation = items(demonstration_client, "organisations?limit=1")[0]

    assert project.keys() >= PROJECT_KEYS
    assert milestone.keys() >= MILESTONE_KEYS
    assert indicator.keys() >= INDICATOR_KEYS
    assert organisation.keys() >= {"code", "name", "kind", "valid_from", "valid_to"}


def test_neighbours_stand_in_the_link_header(seeded_client: TestClient) -> None:
    first = seeded_client.get("/api/v1/projects?limit=2")

    second = seeded_client.get(first.json()["next"])

    assert first.headers["Link"] == f'<{first.json()["next"]}>; rel="next"'
    assert second.headers["Link"].count("rel=") == 2


def test_illustrative_data_is_said_to_be(demonstration_client: TestClient, seeded_client: TestClient) -> None:
    assert get(demonstration_client, "projects?limit=1")["demo"] is True
    assert get(seeded_client, "projects?limit=1")["demo"] is False
    assert demonstration_client.get("/api/v1/projects/15-nq-tu.3.01").headers["Trienkhai-Data"] == "illustrative"


@pytest.mark.parametrize(
    ("query", "total"),
    [
        ("programme=15-nq-tu.3", 29),
        ("programme=3", 29),
        ("programme=none", 21),
        ("programme=1&programme=2", 28),
        ("kind=landscape", 6),
        ("ward=cu-hung-loi&kind=construction", 1),
        ("q=duong+nguyen+hien", 1),
        ("q=" + quote("MẬU THÂN"), 1),
        ("q=" + quote("Mậu Thân"), 1),
        ("q=bung+xang", 2),
        ("q=100%25", 0),
        ("q=_", 0),
        ("lead=none", 138),
        ("demo=true", 0),
        ("lacking=false", 0),
        ("due_from=2023-01-01", 0),
    ],
)
def test_a_filter_lets_its_projects_through(seeded_client: TestClient, query: str, total: int) -> None:
    assert get(seeded_client, f"projects?{query}")["total"] == total


@pytest.mark.parametrize(
    "timeliness", ["overdue", "due_soon", "on_track", "not_yet_due", "no_deadline", "completed_late"]
)
@pytest.mark.parametrize("noun", ["projects", "milestones"])
def test_the_filter_by_timeliness_agrees_with_what_items_say(
    demonstration_client: TestClient, noun: str, timeliness: str
) -> None:
    chosen = items(demonstration_client, f"{noun}?timeliness={timeliness}&limit=200")

    assert {item["timeliness"] for item in chosen} <= {timeliness}
    every = [item for item in _all(demonstration_client, noun) if item["timeliness"] == timeliness]
    assert get(demonstration_client, f"{noun}?timeliness={timeliness}")["total"] == len(every)


def test_deadlines_sort_with_the_undecided_last(demonstration_client: TestClient) -> None:
    deadlines = [item["deadline"] for item in _all(demonstration_client, "milestones", "sort=deadline")]
    dates = [deadline["date"] for deadline in deadlines if isinstance(deadline, dict)]

    assert dates == sorted(dates)
    assert all(deadline is None for deadline in deadlines[len(dates) :])


def test_exact_accents_come_first(seeded_client: TestClient) -> None:
    found = items(seeded_client, "search?q=" + quote("Hồ Bún Xáng"))

    assert [hit["kind"] for hit in found][:3] == ["project", "project", "clause"]


def _all(client: TestClient, noun: str, query: str = "") -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    address = f"/api/v1/{noun}?limit=200&{query}"
    while address:
        body = client.get(address).json()
        found, address = found + body["items"], body["next"]
    return found
