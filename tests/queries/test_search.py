"""Search finds what people mean, however they type it, and takes every sign as itself, on both databases."""

import unicodedata
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app.db.engine import reading
from app.queries.portfolio.projects import project_page
from app.queries.search import search_page
from app.schemas.parameters import ProjectParameters, SearchParameters
from app.schemas.search import HitKind, HitRead
from tests.conftest import TODAY
from tests.factories import Make

ROAD, EXTENSION, LAKE_ROAD, LAKE = "15-nq-tu.3.01", "15-nq-tu.3.04", "15-nq-tu.3.02", "15-nq-tu.2.07"


@pytest.fixture
def shipped(seeded: Engine) -> Iterator[Session]:
    with reading(seeded)() as session:
        yield session


def found(session: Session, q: str) -> list[str]:
    return [row.code for row in project_page(session, ProjectParameters(q=q), TODAY).rows]


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        pytest.param("mau than", [ROAD], id="without accents"),
        pytest.param("Mậu Thân", [ROAD], id="with accents"),
        pytest.param("MẬU THÂN", [ROAD], id="capitals"),
        pytest.param(unicodedata.normalize("NFD", "Mậu Thân"), [ROAD], id="decomposed"),
        pytest.param("  thân   mậu ", [ROAD], id="in another order"),
        pytest.param("mậu\u200b thân", [ROAD], id="with an invisible space"),
        pytest.param("duong nguyen hien", [EXTENSION], id="đ as d"),
        pytest.param("ðường nguyễn hiền", [EXTENSION], id="the eth of old fonts"),
        pytest.param("bung xang", [LAKE, LAKE_ROAD], id="another spelling of the lake"),
        pytest.param("Búng Xáng", [LAKE, LAKE_ROAD], id="another spelling with accents"),
        pytest.param(unicodedata.normalize("NFD", "búng xáng"), [LAKE, LAKE_ROAD], id="another spelling, decomposed"),
        pytest.param("3.01", [ROAD], id="a code"),
        pytest.param("mau than khong co", [], id="a word too many"),
    ],
)
def test_a_list_finds_what_is_meant(shipped: Session, typed: str, codes: list[str]) -> None:
    assert found(shipped, typed) == codes


@pytest.mark.parametrize("typed", ["mau than", "MẬU THÂN", unicodedata.normalize("NFD", "Mậu Thân")])
def test_pages_and_the_interface_find_the_same(seeded_client: TestClient, typed: str) -> None:
    listed = seeded_client.get("/api/v1/projects", params={"q": typed}).json()
    hits = seeded_client.get("/api/v1/search", params={"q": typed}).json()

    assert [item["code"] for item in listed["items"]] == [ROAD]
    assert hits["items"][0] == {**hits["items"][0], "kind": "project", "code": ROAD}
    for address in ("/du-an", "/tim"):
        assert f"/du-an/{ROAD}" in seeded_client.get(address, params={"q": typed}).text


@pytest.mark.parametrize("typed", ["%", "_", "__", "%%", "\\", "'", '"', "''", "mau%than", "mau_than", "' OR 1=1 --"])
def test_signs_of_sql_stand_for_themselves(shipped: Session, typed: str) -> None:
    total = project_page(shipped, ProjectParameters(), TODAY).total

    assert len(found(shipped, typed)) < total
    assert ROAD not in found(shipped, typed)


def test_a_sign_is_found_where_it_stands(session: Session, make: Make) -> None:
    for code, text in (("percent", "dat 100% ho dan"), ("words", "dat 1000 ho dan"), ("under", "a_b"), ("wild", "axb")):
        make.project(code=code, search_text=text)

    assert found(session, "100%") == ["percent"]
    assert found(session, "a_b") == ["under"]


@pytest.mark.parametrize("typed", ["", "   ", "\u200b"])
def test_no_words_let_a_list_through_and_find_nothing_in_a_search(shipped: Session, typed: str) -> None:
    assert len(found(shipped, typed)) == 50
    if typed:
        assert search_page(shipped, SearchParameters(q=typed)).total == 0


def test_a_search_looks_through_everything_that_has_words(shipped: Session) -> None:
    kinds = {hit.kind for q in ("ninh kieu", "nuoc sach", "ket cau ha tang") for hit in all_hits(shipped, q)}

    assert kinds == set(HitKind)


def test_hits_come_by_exactness_then_kind_and_every_page_continues(shipped: Session) -> None:
    hits = all_hits(shipped, "quận Ninh Kiều")
    order = list(HitKind)

    whole = search_page(shipped, SearchParameters(q="quận Ninh Kiều", limit=200)).rows
    ranks = [("quận ninh kiều" not in hit.title.lower(), order.index(hit.kind)) for hit in hits]

    assert hits[: len(whole)] == whole
    assert ranks == sorted(ranks)


def test_a_milestone_names_its_project(shipped: Session) -> None:
    hits = [hit for hit in all_hits(shipped, "mau than") if hit.kind is HitKind.MILESTONE]

    assert {hit.within for hit in hits} == {ROAD}


def all_hits(session: Session, q: str) -> list[HitRead]:
    hits, cursor = [], None
    while True:
        page = search_page(session, SearchParameters(q=q, limit=17, cursor=cursor))
        hits += page.rows
        cursor = page.next
        if cursor is None:
            return hits
