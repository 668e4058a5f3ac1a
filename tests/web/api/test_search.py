"""What a person types is found through the interface, whatever the keyboard made of it, on both databases."""

import unicodedata

import pytest
from fastapi.testclient import TestClient

from tests.web.api.reading import Item, every

ROAD, LINK, LAKE, LAKE_ROAD = "15-nq-tu.3.01", "15-nq-tu.3.04", "15-nq-tu.2.07", "15-nq-tu.3.02"


def hits(client: TestClient, q: str) -> list[Item]:
    response = client.get("/api/v1/search", params={"q": q, "limit": 200})
    assert response.status_code == 200, response.text
    found: list[Item] = response.json()["items"]
    return found


def projects(client: TestClient, q: str) -> list[str]:
    return [hit["code"] for hit in hits(client, q) if hit["kind"] == "project"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("mau than", [ROAD], id="without accents"),
        pytest.param("MẬU THÂN", [ROAD], id="capitals"),
        pytest.param("MAU THAN", [ROAD], id="capitals without accents"),
        pytest.param(unicodedata.normalize("NFD", "Mậu Thân"), [ROAD], id="decomposed"),
        pytest.param(unicodedata.normalize("NFKD", "MẬU THÂN"), [ROAD], id="decomposed capitals"),
        pytest.param("duong nguyen hien", [LINK], id="d for đ"),
        pytest.param("Đường Nguyễn Hiền", [LINK], id="đ"),
        pytest.param("bung xang", [LAKE, LAKE_ROAD], id="another name"),
        pytest.param("hồ Búng Xáng", [LAKE, LAKE_ROAD], id="another name with accents"),
        pytest.param("mau than zzz", [], id="nothing"),
    ],
)
def test_a_search_finds_the_projects_that_are_meant(seeded_client: TestClient, typed: str, meant: list[str]) -> None:
    assert sorted(projects(seeded_client, typed)) == meant


@pytest.mark.parametrize(
    "typed", ["%", "%%", "_", "__", "\\", "m_u", "ma%an", "'", '"', "''", '"mau than"', "' OR 1=1"]
)
def test_signs_are_never_wildcards(seeded_client: TestClient, typed: str) -> None:
    assert ROAD not in projects(seeded_client, typed)


def test_a_percent_sign_finds_percent_signs_alone(seeded_client: TestClient) -> None:
    said = [clause["path"] for clause in every(seeded_client, "clauses") if "%" in clause["text"]]

    assert said
    assert [clause["path"] for clause in every(seeded_client, "clauses", "q=%25")] == said


def test_exact_accents_come_before_words_that_only_look_alike(seeded_client: TestClient) -> None:
    titles = [unicodedata.normalize("NFC", hit["title"]).lower() for hit in hits(seeded_client, "đường")]
    exact = ["đường" in title for title in titles]

    assert True in exact
    assert exact == sorted(exact, reverse=True)


def test_a_search_counts_and_pages_what_it_finds(seeded_client: TestClient) -> None:
    whole = hits(seeded_client, "mau than")

    met: list[Item] = []
    address = "/api/v1/search?q=mau+than&limit=3"
    while address:
        body = seeded_client.get(address).json()
        met, address = met + body["items"], body["next"]

    assert met == whole
    assert body["total"] == len(whole) > 3


def test_a_search_needs_words(seeded_client: TestClient) -> None:
    for query in ("", "?q="):
        answer = seeded_client.get(f"/api/v1/search{query}")

        assert answer.status_code == 400
        assert [error["parameter"] for error in answer.json()["errors"]] == ["q"]
