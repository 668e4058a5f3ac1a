"""REST as its readers meet it, on the shipped seed with and without its story, on both databases."""

import base64
import json

import pytest
from fastapi.testclient import TestClient

from tests.web.api.reading import every, get, items

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
PROMISED = {
    "programmes": {"code", "number", "title", "clause"},
    "projects": {
        "code", "title", "kind", "status", "timeliness", "programme", "lead", "quotations", "milestones", "demo",
    },
    "milestones": {
        "code", "title", "project", "deadline", "original_deadline", "status", "timeliness", "share_done", "product",
    },
    "indicators": {"code", "title", "period", "unit", "target", "latest", "achievement"},
    "organisations": {"code", "name", "kind", "valid_from", "valid_to"},
}  # fmt: skip


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
    back = demonstration_client.get(second["previous"]).json()

    assert (back["items"], back["next"], back["previous"]) == (first["items"], first["next"], None)


def test_walking_back_from_the_end_meets_each_record_once(demonstration_client: TestClient) -> None:
    address, last = "/api/v1/projects?limit=50&sort=deadline", ""
    while address:
        last, address = address, demonstration_client.get(address).json()["next"]

    met: list[str] = []
    while last:
        body = demonstration_client.get(last).json()
        met, last = [item["code"] for item in body["items"]] + met, body["previous"]

    assert met == [item["code"] for item in every(demonstration_client, "projects", "sort=deadline")]


@pytest.mark.parametrize("path", [*COLLECTIONS, *RECORDS])
def test_an_unchanged_answer_is_not_sent_again(demonstration_client: TestClient, path: str) -> None:
    tag = demonstration_client.get(f"/api/v1/{path}").headers["ETag"]

    again = demonstration_client.get(f"/api/v1/{path}", headers={"If-None-Match": f'"other", W/{tag}'})

    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)


@pytest.mark.parametrize("path", [*COLLECTIONS, *RECORDS])
def test_an_unknown_parameter_is_refused(seeded_client: TestClient, path: str) -> None:
    for name in ("sinse", "limt"):
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

    assert (response.status_code, response.headers["content-type"]) == (400, "application/problem+json")
    assert [error["parameter"] for error in response.json()["errors"]] == [query.partition("=")[0]]


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("milestones", "status=proposed"),
        ("milestones", "due_to=2026-13-01"),
        ("organisations", "valid_on=today"),
        ("assignments", "role=boss"),
        ("indicators", "period=2021"),
        ("indicators", "achievement=perfect"),
        ("measurements", "year=12"),
        ("measurements", "year=99999999999999999999"),
        ("clauses", "kind=verse"),
        ("clauses", "resolution="),
        ("projects/15-nq-tu.3.01/milestones", "sort=title"),
    ],
)
def test_other_collections_refuse_what_they_cannot_use(seeded_client: TestClient, path: str, query: str) -> None:
    response = seeded_client.get(f"/api/v1/{path}?{query}")

    assert (response.status_code, response.headers["content-type"]) == (400, "application/problem+json")
    assert [error["parameter"] for error in response.json()["errors"]] == [query.partition("=")[0]]


@pytest.mark.parametrize("path", COLLECTIONS)
def test_a_page_holds_one_to_two_hundred_and_never_more_than_asked(demonstration_client: TestClient, path: str) -> None:
    statuses = [demonstration_client.get(f"/api/v1/{path}?limit={limit}").status_code for limit in (0, 1, 200, 201)]
    page = get(demonstration_client, f"{path}?limit=1")

    assert statuses == [400, 200, 200, 400]
    assert len(page["items"]) == min(1, page["total"])


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


def test_a_tag_speaks_of_one_query_and_one_language(seeded_client: TestClient) -> None:
    asked = [("limit=1", "vi"), ("limit=2", "vi"), ("limit=1", "en")]

    tags = {
        seeded_client.get(f"/api/v1/projects?{query}", headers={"Accept-Language": language}).headers["ETag"]
        for query, language in asked
    }

    assert len(tags) == 3


@pytest.mark.parametrize("given", ["", "garbage", '"', "W/", '"l.0000000000000000"', "*x"])
def test_a_tag_of_something_else_brings_the_answer(seeded_client: TestClient, given: str) -> None:
    assert seeded_client.get("/api/v1/programmes", headers={"If-None-Match": given}).status_code == 200


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

    assert (response.status_code, response.headers["content-type"]) == (404, "application/problem+json")
    assert (response.json()["type"], response.json()["instance"]) == ("/problems/not-found", f"/api/v1/{path}")


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_what_the_text_fixes_cannot_be_changed(seeded_client: TestClient, method: str) -> None:
    response = seeded_client.request(method, "/api/v1/programmes")

    assert (response.status_code, response.headers["content-type"]) == (405, "application/problem+json")
    assert (response.json()["type"], response.headers["Allow"]) == ("/problems/method-not-allowed", "GET")


@pytest.mark.parametrize(("noun", "keys"), PROMISED.items())
def test_every_record_carries_what_the_interface_promises(
    demonstration_client: TestClient, noun: str, keys: set[str]
) -> None:
    found = every(demonstration_client, noun)

    assert found
    assert [item["code"] for item in found if not item.keys() >= keys] == []


def test_what_a_project_refers_to_carries_what_the_interface_promises(demonstration_client: TestClient) -> None:
    for project in every(demonstration_client, "projects"):
        assert project["programme"] is None or project["programme"].keys() >= {"code", "number", "title"}
        assert project["lead"] is None or project["lead"].keys() >= {"code", "name"}
        assert project["quotations"]
        assert all(quotation.keys() >= {"clause", "quote"} for quotation in project["quotations"])
        assert project["milestones"].keys() >= {"total", "completed", "overdue"}


@pytest.mark.parametrize("noun", ["programmes", "projects", "milestones", "organisations", "indicators"])
def test_a_record_says_of_itself_what_its_list_says(demonstration_client: TestClient, noun: str) -> None:
    for listed in items(demonstration_client, f"{noun}?limit=5"):
        record = get(demonstration_client, f"{noun}/{listed['code']}")

        assert {name: record[name] for name in listed} == listed


def test_neighbours_stand_in_the_link_header(seeded_client: TestClient) -> None:
    first = seeded_client.get("/api/v1/projects?limit=2")

    second = seeded_client.get(first.json()["next"])

    assert first.headers["Link"] == f'<{first.json()["next"]}>; rel="next"'
    assert second.headers["Link"].count("rel=") == 2


@pytest.mark.parametrize("path", COLLECTIONS)
def test_illustrative_data_is_said_to_be(demonstration_client: TestClient, path: str) -> None:
    answer = demonstration_client.get(f"/api/v1/{path}?limit=1")

    assert (answer.json()["demo"], answer.headers["Trienkhai-Data"]) == (True, "illustrative")


@pytest.mark.parametrize("path", RECORDS)
def test_illustrative_data_is_said_to_be_of_a_record_too(demonstration_client: TestClient, path: str) -> None:
    assert demonstration_client.get(f"/api/v1/{path}").headers["Trienkhai-Data"] == "illustrative"


def test_the_bare_seed_is_not_called_illustrative(seeded_client: TestClient) -> None:
    answer = seeded_client.get("/api/v1/projects?limit=1")

    assert (answer.json()["demo"], "Trienkhai-Data" in answer.headers) == (False, False)
