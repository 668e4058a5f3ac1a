"""Bodies too large, of the wrong kind, broken or poisoned, and posts from other sites: refused, never a crash."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from sqlalchemy import select
from starlette.testclient import TestClient

from app.models import SignInAttempt
from app.web.body_limit import LONGEST_BODY, MARGIN
from tests.web.office import PASSWORD, Office

NAMES = "/api/v1/names"
LIMIT = 25 * 2**20
JSON = {"Content-Type": "application/json"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture
def client(office: Office, naming_app: FastAPI) -> Iterator[TestClient]:
    with office.client(naming_app) as client:
        client.headers.update(office.token("admin"))
        yield client


@pytest.mark.parametrize(
    ("path", "headers"), [(NAMES, JSON), ("/dang-nhap", FORM), ("/dang-xuat", FORM), ("/nowhere", JSON)]
)
def test_a_body_larger_than_any_in_earnest_is_refused_before_it_is_read(
    client: TestClient, path: str, headers: dict[str, str]
) -> None:
    answer = client.post(path, content=b"x" * (LONGEST_BODY + 1), headers=headers)

    assert answer.status_code == 413


@pytest.mark.parametrize(("path", "headers"), [(NAMES, JSON), ("/dang-nhap", FORM)])
def test_a_body_that_does_not_say_its_length_is_counted(client: TestClient, path: str, headers: dict[str, str]) -> None:
    def drip() -> Iterator[bytes]:
        yield from [b"x" * 2**16] * 17

    assert client.post(path, content=drip(), headers=headers).status_code == 413


def test_a_refusal_for_length_is_a_problem_in_the_readers_language(client: TestClient) -> None:
    answer = client.post(NAMES, content=b"x" * (LONGEST_BODY + 1), headers={**JSON, "Accept-Language": "vi"})

    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["title"] == "Yêu cầu gửi lên quá lớn"


@pytest.mark.parametrize(("length", "status"), [(2**21, 200), (LIMIT + MARGIN, 413)])
def test_a_form_with_a_file_may_be_as_long_as_files_may(client: TestClient, length: int, status: int) -> None:
    answer = client.post(f"{NAMES}/files", files={"file": ("a.pdf", b"x" * length)})

    assert answer.status_code == status


@pytest.mark.parametrize("length", ["9" * 5000, "99999999999", "-1", "x", ""])
def test_a_nonsensical_length_breaks_nothing(client: TestClient, length: str) -> None:
    answer = client.post(NAMES, content=b"{}", headers={**JSON, "Content-Length": length})

    assert answer.status_code in {413, 422}


@pytest.mark.parametrize(
    ("headers", "content", "status"),
    [
        pytest.param({"Content-Type": "text/plain"}, b'{"name": "x"}', 422, id="text"),
        pytest.param({"Content-Type": "text/html"}, b'{"name": "x"}', 422, id="HTML"),
        pytest.param(FORM, b"name=x", 422, id="a form"),
        pytest.param({"Content-Type": "x" * 5000}, b'{"name": "x"}', 422, id="a long type"),
        pytest.param({"Content-Type": ""}, b'{"name": "x"}', 422, id="no type"),
        pytest.param(JSON, b"", 422, id="nothing"),
        pytest.param(JSON, b"{", 422, id="half an object"),
        pytest.param(JSON, b"[]", 422, id="a list"),
        pytest.param(JSON, b"null", 422, id="null"),
        pytest.param(JSON, b'{"name": NaN}', 422, id="no number"),
        pytest.param(JSON, b'{"name": ' + b"9" * 5000 + b"}", 400, id="a number too long to read"),
        pytest.param(JSON, b"[" * 100_000, 400, id="very deep"),
        pytest.param(JSON, b'{"name": ' + b"[" * 900 + b"]" * 900 + b"}", 422, id="deep"),
        pytest.param(JSON, b'\xff\xfe{"name": "x"}', 400, id="no UTF-8"),
        pytest.param(JSON, b'{"name": "a\\u0000b"}', 422, id="NUL"),
        pytest.param(JSON, b'{"name": "a\\u001bb"}', 422, id="a control"),
        pytest.param(JSON, b'{"name": "\\ud800"}', 422, id="half a character"),
        pytest.param(JSON, b'{"name": "x", "\\ud800": 1}', 422, id="half a character in a key"),
        pytest.param(JSON, b'{"name": "x", "id": 1}', 422, id="an unknown field"),
        pytest.param(JSON, b'{"name": {"$ne": ""}}', 422, id="an object for a text"),
        pytest.param(JSON, b'{"name": "' + b"x" * 201 + b'"}', 422, id="too long"),
    ],
)
def test_a_body_that_cannot_be_used_is_refused_clearly(
    client: TestClient, headers: dict[str, str], content: bytes, status: int
) -> None:
    answer = client.post(NAMES, content=content, headers={**headers, "Accept-Language": "vi"})

    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert answer.json()["title"] in {"Có nội dung nhập không dùng được", "Không đọc được yêu cầu"}


@pytest.mark.parametrize("field", ["login", "password", "unknown", "next"])
@pytest.mark.parametrize("word", ["%00", "a%1bb", "%ff%fe", "%ed%a0%80", "%zz", "x" * 300, "%F0%9F%98%80", "%e2%80%ae"])
def test_no_word_breaks_signing_in(client: TestClient, field: str, word: str) -> None:
    fields = {"login": "planner", "password": "sai", field: word}
    content = "&".join(f"{name}={value}" for name, value in fields.items())

    assert client.post("/dang-nhap", content=content, headers=FORM).status_code == 422


@pytest.mark.parametrize("charset", ["unicode_escape", "idna", "punycode", "utf-16", "utf-7", "base64", "nonsense"])
def test_no_charset_breaks_a_form(client: TestClient, charset: str) -> None:
    part = b'--b\r\nContent-Disposition: form-data; name="login"\r\n\r\n\\ud800' + b".x" * 40 + b"\xff\r\n"
    headers = {"Content-Type": f"multipart/form-data; charset={charset}; boundary=b"}

    assert client.post("/dang-nhap", content=part + b"--b--\r\n", headers=headers).status_code in {400, 422}


@pytest.mark.parametrize(
    ("headers", "content"),
    [
        ({"Content-Type": "multipart/form-data"}, b"x"),
        ({"Content-Type": "multipart/form-data; boundary=b"}, b"x"),
        ({"Content-Type": "multipart/form-data; boundary=b"}, b"--b\r\n\r\nx\r\n--b--"),
        ({"Content-Type": "application/json"}, b'{"login": "planner"}'),
        (FORM, b"&".join([b"a=b"] * 5000)),
        (FORM, b""),
    ],
    ids=["no boundary", "no part", "no name", "JSON", "many fields", "nothing"],
)
def test_a_broken_form_is_refused(client: TestClient, headers: dict[str, str], content: bytes) -> None:
    assert client.post("/dang-nhap", content=content, headers=headers).status_code in {400, 422}


@pytest.mark.parametrize(
    ("headers", "is_own"),
    [
        ({}, True),
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "none"}, True),
        ({"Origin": "http://testserver"}, True),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Sec-Fetch-Site": ""}, False),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"}, False),
        ({"Origin": "null"}, False),
        ({"Origin": ""}, False),
        ({"Origin": "http://evil.example"}, False),
        ({"Origin": "http://testserver.evil.example"}, False),
        ({"Origin": "http://testserver:8080"}, False),
    ],
)
def test_only_this_site_may_make_a_browser_post(
    office: Office, client: TestClient, headers: dict[str, str], *, is_own: bool
) -> None:
    fields = {"login": "planner", "password": PASSWORD}
    answers = [
        client.post("/dang-nhap", data=fields, headers=headers).status_code,
        client.post(NAMES, json={"name": "x"}, headers=headers).status_code,
    ]

    assert answers == ([303, 201] if is_own else [403, 403])
    with office.changing() as session:
        assert (session.scalars(select(SignInAttempt)).first() is not None) is is_own
