"""Signing in: what a guesser learns, how long they wait, and what the cookie is worth to anybody else."""

import re
from collections.abc import Iterator

import pytest
from sqlalchemy import update
from starlette.testclient import TestClient

from app.domain.access.sign_in import SESSION_LASTS, WRONG_BY_ADDRESS, WRONG_BY_LOGIN
from app.models import SignIn
from app.services.access import sign_ins
from app.services.access.secrets import matches
from tests.web.office import PASSWORD, Office, sign_in

OWN_PAGE = "/api/v1/projects"


@pytest.fixture
def client(office: Office) -> Iterator[TestClient]:
    """Somebody at a browser, where nothing may be read without an account."""
    with office.client(office.app(public_reading=False)) as client:
        yield client


def reads(client: TestClient) -> bool:
    return client.get(OWN_PAGE).status_code == 200


def test_a_right_password_lets_in(client: TestClient) -> None:
    before = reads(client)

    answer = sign_in(client, "planner")

    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert (before, reads(client)) == (False, True)


def test_a_login_is_the_same_in_capitals(client: TestClient) -> None:
    assert sign_in(client, "  PLANNER ").status_code == 303


@pytest.mark.parametrize("login", ["planner", "nobody-of-that-name", "agency"], ids=["wrong", "unknown", "closed"])
def test_a_guesser_cannot_tell_why_and_costs_the_same_work(
    office: Office, client: TestClient, monkeypatch: pytest.MonkeyPatch, login: str
) -> None:
    office.close_account("agency")
    verified: list[str] = []

    def counting(password_hash: str | None, password: str) -> bool:
        verified.append(password)
        return matches(password_hash, password)

    monkeypatch.setattr(sign_ins, "matches", counting)

    answer = sign_in(client, login, PASSWORD if login == "agency" else "không phải mật khẩu")

    page = re.sub(r'value="[^"]*"', "", answer.text)
    assert (answer.status_code, "set-cookie" in answer.headers, len(verified)) == (422, False, 1)
    assert page == re.sub(r'value="[^"]*"', "", sign_in(client, "another", "không phải mật khẩu").text)
    assert not reads(client)


def test_the_password_typed_is_never_sent_back(client: TestClient) -> None:
    assert "không phải mật khẩu" not in sign_in(client, "planner", "không phải mật khẩu").text


def test_who_guesses_too_often_waits_even_with_the_right_password(office: Office, client: TestClient) -> None:
    wrong = [sign_in(client, "planner", "sai").status_code for _ in range(WRONG_BY_LOGIN)]

    refused = sign_in(client, "planner")
    other = sign_in(client, "monitor").status_code

    assert wrong == [422] * WRONG_BY_LOGIN
    assert (refused.status_code, other) == (429, 303)
    assert "15" in re.findall(r"\d+", refused.text)
    assert office.attempts() == ["refused"] * WRONG_BY_LOGIN + ["throttled", "signed_in"]


def test_the_wait_grows_shorter_and_ends(office: Office, client: TestClient) -> None:
    for _ in range(WRONG_BY_LOGIN):
        sign_in(client, "planner", "sai")
        office.clock.pass_by(seconds=1)
    answers = []

    for minutes in (10, 4, 1):
        office.clock.pass_by(minutes=minutes)
        answers.append(sign_in(client, "planner").status_code)

    assert answers == [429, 429, 303]


def test_waiting_for_a_login_is_counted_from_its_own_attempts(office: Office, client: TestClient) -> None:
    sign_in(client, "somebody-else", "sai")
    office.clock.pass_by(minutes=14)
    for _ in range(WRONG_BY_LOGIN):
        sign_in(client, "planner", "sai")

    refused = sign_in(client, "planner")

    assert re.findall(r"(\d+) (?:phút|minutes)", refused.text)[0] == "15"


def test_an_address_that_guesses_many_logins_waits_and_others_do_not(office: Office, client: TestClient) -> None:
    with office.changing() as session:
        for number in range(WRONG_BY_ADDRESS):
            sign_ins._note(  # noqa: SLF001 (sixty Argon2 hashes would take half a minute)
                session,
                f"guess-{number}",
                sign_ins.Client("", "10.0.0.1"),
                office.clock.now,
                "refused",  # type: ignore[arg-type]
            )

    refused = sign_in(client, "planner").status_code
    with office.client(address="10.0.0.2") as elsewhere:
        welcome = sign_in(elsewhere, "planner").status_code

    assert (refused, welcome) == (429, 303)


def test_a_sign_in_ends_by_itself(office: Office, client: TestClient) -> None:
    sign_in(client, "planner")
    seen = []

    for seconds in (SESSION_LASTS.total_seconds() - 1, 1):
        office.clock.pass_by(seconds=seconds)
        seen.append(reads(client))

    assert seen == [True, False]


def test_a_sign_in_that_was_ended_elsewhere_is_worth_nothing(office: Office, client: TestClient) -> None:
    sign_in(client, "planner")
    with office.changing() as session:
        session.execute(update(SignIn).values(ended_at=office.clock.now))

    assert not reads(client)


def test_closing_an_account_shuts_its_owner_out_at_once(office: Office, client: TestClient) -> None:
    sign_in(client, "planner")

    office.close_account("planner")

    assert not reads(client)


def test_signing_out_ends_the_session_itself_not_only_the_cookie(client: TestClient) -> None:
    sign_in(client, "planner")
    stolen = dict(client.cookies)

    answer = client.post("/dang-xuat")

    assert (answer.status_code, dict(client.cookies)) == (303, {})
    assert answer.headers["clear-site-data"] == '"cache"'
    client.cookies.update(stolen)
    assert not reads(client)


def test_a_planted_cookie_is_replaced_at_sign_in(client: TestClient) -> None:
    client.cookies.set("trienkhai", "planted", domain="testserver.local", path="/")

    sign_in(client, "planner")
    first = client.cookies["trienkhai"]
    client.post("/dang-xuat")
    sign_in(client, "planner")

    assert len({"planted", first, client.cookies["trienkhai"]}) == 3


ALWAYS = {"HttpOnly", "SameSite=lax", "Path=/", "Max-Age=43200"}


@pytest.mark.parametrize(
    ("base", "production", "expected"),
    [
        pytest.param("http://testserver", False, {"trienkhai", *ALWAYS}, id="http"),
        pytest.param("https://office.example", False, {"__Host-trienkhai", "Secure", *ALWAYS}, id="https"),
        pytest.param("http://behind-proxy", True, {"__Host-trienkhai", "Secure", *ALWAYS}, id="production"),
    ],
)
def test_the_cookie_goes_to_this_host_alone(office: Office, base: str, expected: set[str], *, production: bool) -> None:
    with office.client(office.app(production=production), base=base) as client:
        cookie = sign_in(client, "planner").headers["set-cookie"]

    name, *attributes = [part.strip() for part in cookie.split(";")]
    assert {name.partition("=")[0], *attributes} == expected


def test_over_https_a_cookie_without_the_prefix_counts_for_nothing(office: Office) -> None:
    with office.client(office.app(public_reading=False, production=True), base="https://office.example") as client:
        sign_in(client, "planner")
        secret = client.cookies["__Host-trienkhai"]
        answers = [
            client.get(OWN_PAGE, headers={"Cookie": f"{name}={secret}"}).status_code
            for name in ("__Host-trienkhai", "trienkhai")
        ]

    assert answers == [200, 401]


@pytest.mark.parametrize(
    ("wanted", "taken"),
    [
        ("/du-an?status=completed", "/du-an?status=completed"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("/\t/evil.example", "/"),
        ("\\\\evil.example", "/"),
        ("http://evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("evil.example", "/"),
        ("/du-an\r\nSet-Cookie: a=b", "/"),
        ("/du-an\x00", "/"),
        ("", "/"),
        (" /du-an", "/"),
    ],
)
def test_signing_in_leads_nowhere_but_to_this_site(client: TestClient, wanted: str, taken: str) -> None:
    answer = sign_in(client, "planner", next=wanted)
    again = client.get("/dang-nhap", params={"next": wanted})

    assert (answer.status_code, answer.headers["location"]) == (303, taken)
    assert (again.status_code, again.headers["location"]) == (303, taken)


def test_a_page_that_needs_an_account_comes_after_signing_in(client: TestClient) -> None:
    asked = client.get("/du-an?status=completed&q=a%20b")
    entered = client.post(asked.headers["location"], data={"login": "planner", "password": PASSWORD})

    assert (asked.status_code, asked.headers["cache-control"]) == (303, "no-store")
    assert entered.headers["location"] == "/du-an?status=completed&q=a%20b"
    assert client.get(entered.headers["location"]).status_code == 200
