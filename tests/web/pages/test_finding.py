"""Pages that lead on: search, and what a refused address offers."""

import re

import pytest
from fastapi.testclient import TestClient


def hrefs(page: str) -> list[str]:
    return [href.replace("&amp;", "&") for href in re.findall(r'href="([^"]*)"', page)]


def test_words_of_the_resolution_lead_to_their_place_in_the_living_text(seeded_client: TestClient) -> None:
    page = seeded_client.get("/tim?q=mau+than").text

    assert "/nghi-quyet/15-nq-tu#II.3.d1.s2" in hrefs(page)
    assert "<mark>Mậu Thân</mark>" in page


def test_a_milestone_that_is_found_names_its_project(seeded_client: TestClient) -> None:
    hits = seeded_client.get("/api/v1/search?q=mau+than&limit=200").json()["items"]

    assert {hit["within_title"] for hit in hits if hit["kind"] == "milestone"} == {"Mở rộng, nâng cấp đường Mậu Thân"}
    assert {hit["within_title"] for hit in hits if hit["kind"] == "project"} == {None}


def test_a_refused_address_offers_itself_without_all_that_was_wrong(seeded_client: TestClient) -> None:
    page = seeded_client.get("/du-an?timeliness=never&kind=none&q=cau&lang=en")

    assert page.status_code == 400
    assert "/du-an?q=cau&lang=en" in hrefs(page.text)


@pytest.mark.parametrize(
    ("address", "listed"), [("/du-an/x", "/du-an"), ("/co-quan/x", "/co-quan"), ("/moc/x", "/moc")]
)
def test_a_record_that_is_not_there_offers_the_list_and_a_search(
    seeded_client: TestClient, address: str, listed: str
) -> None:
    page = seeded_client.get(address)

    assert page.status_code == 404
    assert listed in re.sub(r"(?s)<header>.*?</header>", "", page.text, count=1).split('class="ways"')[1]
    assert page.text.count('action="/tim"') == 2


def test_no_organisation_yet_is_told_apart_from_filters_that_none_answers_to(client: TestClient) -> None:
    queries = ("", "?sort=-name", "?q=khong", "?kind=ward", "?valid_on=2026-11-23")
    pages = {query: client.get(f"/co-quan{query}") for query in queries}
    said = {
        query: re.findall(r"Chưa có nghị quyết nào|Không có kết quả nào", page.text) for query, page in pages.items()
    }

    empty, none_answers = ["Chưa có nghị quyết nào"], ["Không có kết quả nào"]
    assert said == {query: empty if query in {"", "?sort=-name"} else none_answers for query in queries}


def test_every_indicator_is_on_the_page_of_indicators_once(seeded_client: TestClient) -> None:
    links = [href for href in hrefs(seeded_client.get("/chi-tieu").text) if href.startswith("/chi-tieu/")]

    assert sorted(links) == [f"/chi-tieu/15-nq-tu.CT.{number:02d}" for number in range(1, 16)]


def test_levels_behind_a_target_of_growth_bear_their_own_unit(demonstration_client: TestClient) -> None:
    page = demonstration_client.get("/chi-tieu/15-nq-tu.CT.09").text

    assert "18.960\N{NO-BREAK SPACE}tỷ đồng/năm" in page
    assert "18.960%" not in page
