"""Hostile input is refused or finds nothing; it never breaks the service."""

import pytest
from fastapi.testclient import TestClient

LISTS = ("/api/v1/projects", "/api/v1/milestones", "/api/v1/search", "/api/v1/organisations", "/du-an", "/moc", "/tim")
WORDS = (
    "%00",
    "%0a%0d",
    "%ff%fe",
    "%ed%a0%80",
    "%e2%80%ae%e2%80%8b",
    "'%3b+DROP+TABLE+project%3b--",
    "%25%25%5f%5f%5c",
    "x" * 10_000,
    "%f0%9f%98%80",
    "%cc%81",
    "-1e999",
    "{{7*7}}",
    "<script>",
)
PARAMETERS = ("q", "limit", "cursor", "sort", "due_from", "status", "lead", "demo", "programme", "ward")


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("word", WORDS, ids=lambda word: word[:20])
def test_no_parameter_breaks_a_list(demonstration_client: TestClient, path: str, word: str) -> None:
    statuses = {demonstration_client.get(f"{path}?{name}={word}").status_code for name in PARAMETERS}

    assert statuses <= {200, 400}


@pytest.mark.parametrize(
    "folder", ["/api/v1/projects", "/api/v1/milestones", "/du-an", "/moc", "/co-quan", "/nghi-quyet"]
)
@pytest.mark.parametrize("word", [*WORDS, "..%2f..%2fetc%2fpasswd"], ids=lambda word: word[:20])
def test_no_code_breaks_a_record(seeded_client: TestClient, folder: str, word: str) -> None:
    assert seeded_client.get(f"{folder}/{word}").status_code == 404


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "POST", "TRACE"])
@pytest.mark.parametrize("path", ["/", "/du-an", "/api/v1/projects", "/healthz", "/static/base.css"])
def test_no_method_breaks_an_address(seeded_client: TestClient, method: str, path: str) -> None:
    assert seeded_client.request(method, path).status_code in {200, 404, 405}


@pytest.mark.parametrize("path", ["../main.py", "%2e%2e/main.py", "..%2fmain.py", "vendor/../../main.py", "%00"])
def test_static_files_stay_in_their_folder(seeded_client: TestClient, path: str) -> None:
    assert seeded_client.get(f"/static/{path}").status_code == 404


@pytest.mark.parametrize(
    "headers",
    [
        {"Accept-Language": "x" * 5000},
        {"Accept-Language": "vi;q=nan,en;q=-1,*;q=inf"},
        {"If-None-Match": '"' * 500},
        {"If-None-Match": "W/,,,"},
        {"Cookie": "=;=;=" * 100},
        {"Host": "<script>"},
        {"Host": "["},
        {"Host": "a:99999999"},
    ],
    ids=lambda headers: next(iter(headers)),
)
def test_no_header_breaks_an_answer(seeded_client: TestClient, headers: dict[str, str]) -> None:
    answers = [seeded_client.get(path, headers=headers).status_code for path in ("/du-an", "/api/v1/projects")]

    assert answers == [200, 200]


def test_words_of_a_reader_are_shown_as_words(seeded_client: TestClient) -> None:
    page = seeded_client.get("/tim?q=<script>alert(1)</script>").text

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_the_past_is_not_pretended(seeded_client: TestClient) -> None:
    answers = [
        seeded_client.get(f"{path}?as_of=2025-01-01").status_code for path in ("/", "/du-an", "/nghi-quyet/15-nq-tu")
    ]

    assert answers == [400, 400, 400]


def test_additions_of_mail_programs_do_no_harm(seeded_client: TestClient) -> None:
    assert seeded_client.get("/du-an?fbclid=abc&utm_source=x").status_code == 200
