"""Hostile input is refused or finds nothing; it never breaks the service."""

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

COLLECTIONS = tuple(
    f"/api/v1/{noun}"
    for noun in (
        "resolutions", "programmes", "projects", "milestones", "organisations", "assignments", "indicators",
        "measurements", "documents", "clauses", "search", "money",
    )
)  # fmt: skip
PAGES = ("/du-an", "/von", "/moc", "/tim", "/co-quan", "/chi-tieu")
WORDS = {
    "NUL": "%00",
    "new lines": "%0a%0d",
    "other controls": "a%1b%07%7fb",
    "no UTF-8": "%ff%fe",
    "a lone surrogate": "%ed%a0%80",
    "half a character": "%e1%ba",
    "a broken escape": "%zz%",
    "right to left and nothing": "%e2%80%ae%e2%80%8b",
    "SQL": "'%3b+DROP+TABLE+project%3b--",
    "wildcards": "%25%25%5f%5f%5c",
    "ten kilobytes": "x" * 10_000,
    "an emoji": "%f0%9f%98%80",
    "a lone accent": "%cc%81",
    "a huge float": "-1e999",
    "a huge number": "9" * 400,
    "a number no column holds": "9" * 30,
    "digits of another script": "%d9%a3",
    "a template": "{{7*7}}",
    "a script": "<script>",
}
# What reaches the database as it was typed takes every word; the rest is refused before, so a few words tell.
FREE = ("q", "cursor", "lead", "programme")
TELLING = ("NUL", "a lone surrogate", "a huge float", "a huge number", "a number no column holds")
OF_PAGES = ("q", "cursor", "lead")
OF_PAGES_LONG = (*OF_PAGES, "limit", "sort", "due_from", "status", "programme", "ward", "valid_on")


@pytest.mark.parametrize("path", COLLECTIONS)
def test_no_value_breaks_a_collection(seeded_client: TestClient, path: str, *, long: bool) -> None:
    answers = {
        (name, word): _status(seeded_client, f"{path}?{name}={value}")
        for name in [*_declared(seeded_client, path), "unknown"]
        for word, value in WORDS.items()
        if long or name in FREE or word in TELLING
    }

    assert _broken(answers) == {}


@pytest.mark.parametrize("path", PAGES)
def test_no_value_breaks_a_page(seeded_client: TestClient, path: str, *, long: bool) -> None:
    answers = {
        (name, word): _status(seeded_client, f"{path}?{name}={value}")
        for name in (OF_PAGES_LONG if long else OF_PAGES)
        for word, value in WORDS.items()
    }

    assert _broken(answers) == {}


@pytest.mark.parametrize("path", COLLECTIONS)
def test_a_repeated_parameter_breaks_no_collection(seeded_client: TestClient, path: str) -> None:
    answers = {
        (name, "twice"): _status(seeded_client, f"{path}?{name}=1&{name}=b") for name in _declared(seeded_client, path)
    }

    assert _broken(answers) == {}


def _declared(client: TestClient, path: str) -> list[str]:
    """Return the parameters that the interface says the collection takes."""
    app = client.app
    assert isinstance(app, FastAPI)
    names = [parameter["name"] for parameter in app.openapi()["paths"][path]["get"]["parameters"]]
    assert {"limit", "cursor"} <= set(names)
    return names


def _status(client: TestClient, address: str) -> int:
    few = "" if "limit=" in address else "&limit=1"
    return client.get(f"{address}{few}").status_code


def _broken(answers: dict[tuple[str, str], int]) -> dict[tuple[str, str], int]:
    return {asked: status for asked, status in answers.items() if status not in {200, 400}}


def test_a_filter_repeated_very_often_is_answered(seeded_client: TestClient) -> None:
    many = "&".join(f"lead=co-quan-{number}" for number in range(2_000))

    assert seeded_client.get(f"/api/v1/projects?{many}").json()["total"] == 0


@pytest.mark.parametrize(
    "folder",
    [
        "/api/v1/projects",
        "/api/v1/milestones",
        "/api/v1/programmes",
        "/api/v1/indicators",
        "/api/v1/organisations",
        "/api/v1/resolutions",
        "/du-an",
        "/moc",
        "/co-quan",
        "/nghi-quyet",
    ],
)
def test_no_code_breaks_a_record(seeded_client: TestClient, folder: str) -> None:
    words = {**WORDS, "a path": "..%2f..%2fetc%2fpasswd"}

    answers = {name: seeded_client.get(f"{folder}/{word}").status_code for name, word in words.items()}

    assert answers == dict.fromkeys(words, 404)


@pytest.mark.parametrize("below", ["milestones", "history"])
def test_no_code_breaks_what_belongs_to_a_project(seeded_client: TestClient, below: str) -> None:
    answers = {name: seeded_client.get(f"/api/v1/projects/{WORDS[name]}/{below}").status_code for name in WORDS}

    assert answers == dict.fromkeys(WORDS, 404)


@pytest.mark.parametrize("path", ["/", "/du-an", "/moc", "/tim", "/api/v1/programmes", "/healthz", "/static/base.css"])
def test_no_method_breaks_an_address(seeded_client: TestClient, path: str) -> None:
    changing = ("OPTIONS", "PUT", "PATCH", "DELETE", "POST", "TRACE", "BREW")

    answers = {method: seeded_client.request(method, path).status_code for method in ("HEAD", *changing)}

    assert answers == {"HEAD": 200, **dict.fromkeys(changing, 405)}


@pytest.mark.parametrize(
    "path",
    [
        "../main.py",
        "%2e%2e/main.py",
        "..%2fmain.py",
        "..%5cmain.py",
        "%252e%252e%252fmain.py",
        "vendor/../../main.py",
        "/etc/passwd",
        "%2fetc%2fpasswd",
        "%00",
        "base.css%00.png",
        "%ff",
        "x" * 5_000,
        "",
        "vendor",
    ],
)
def test_static_files_stay_in_their_folder(seeded_client: TestClient, path: str) -> None:
    assert seeded_client.get(f"/static/{path}").status_code == 404


@pytest.mark.parametrize(
    "headers",
    [
        {"Accept-Language": "x" * 5000},
        {"Accept-Language": "vi;q=nan,en;q=-1,*;q=inf"},
        {"Accept-Language": ";;;,=,q=,en;q="},
        {"If-None-Match": '"' * 500},
        {"If-None-Match": "W/,,,"},
        {"Cookie": "=;=;=" * 100},
        {"Host": "<script>"},
        {"Host": "["},
        {"Host": "a:99999999"},
        {"Accept-Encoding": "gzip;q=x,,br"},
        {"Range": "bytes=9-1,a"},
    ],
    ids=lambda headers: next(iter(headers)),
)
def test_no_header_breaks_an_answer(seeded_client: TestClient, headers: dict[str, str]) -> None:
    paths = ("/du-an?limit=1", "/api/v1/projects?limit=1", "/api/v1/projects/15-nq-tu.3.01", "/tim?q=a&limit=1")

    assert [seeded_client.get(path, headers=headers).status_code for path in paths] == [200] * 4


@pytest.mark.parametrize("name", ["Accept-Language", "If-None-Match", "Host", "Cookie", "User-Agent"])
def test_no_bytes_in_a_header_break_an_answer(seeded_client: TestClient, name: str) -> None:
    headers = [(name.encode(), b"\xff\xfe\xed\xa0\x80")]

    paths = ("/du-an?limit=1", "/api/v1/projects?limit=1")

    assert [seeded_client.get(path, headers=headers).status_code for path in paths] == [200, 200]


def test_words_of_a_reader_are_shown_as_words(seeded_client: TestClient) -> None:
    for path in ("/tim", "/du-an", "/moc"):
        page = seeded_client.get(path, params={"q": '"><script>alert(1)</script>'}).text

        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page


def test_the_past_is_not_pretended(seeded_client: TestClient) -> None:
    answers = [
        seeded_client.get(f"/du-an?as_of={said}").status_code
        for said in ("2030-01-01", "hom-qua", "0001-01-01T00:00:00Z")
    ]

    assert answers == [400, 400, 400]


def test_additions_of_mail_programs_do_no_harm(seeded_client: TestClient) -> None:
    assert seeded_client.get("/du-an?fbclid=abc&utm_source=x").status_code == 200
