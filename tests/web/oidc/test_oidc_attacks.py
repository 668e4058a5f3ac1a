"""Attacks on signing in through the identity provider, and what is not set up well: refused in words, never a crash."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import httpx2
import pytest
from starlette.testclient import TestClient

from app.domain.access.sign_in import WRONG_BY_ADDRESS
from app.models import SignInAttempt
from tests.web.identity_provider import (
    IdentityProvider,
    is_signed_in,
    leave,
    refusal_on,
    said_in,
    with_query,
)
from tests.web.office import NewDatabase, Office, opened, sign_in

BACK = "/dang-nhap/oidc/ve"
JOURNEY = "trienkhai-oidc"


@pytest.fixture(scope="module")
def kept(new_database: NewDatabase) -> Iterator[Office]:
    office = opened(new_database("sqlite", "oidc_attacks"))
    yield office
    office.engine.dispose()


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ("https://ac-y.example/", "/"),
        ("//ac-y.example/", "/"),
        ("/\\ac-y.example/", "/"),
        ("/" + "a" * 3000, "/"),
        ("/moc?q=dự án", "/moc?q=dự án"),
    ],
)
def test_nobody_is_sent_elsewhere_afterwards(
    provider: IdentityProvider, browser: TestClient, wanted: str, expected: str
) -> None:
    provider.person("sau")

    answer = provider.round_trip(browser, next=wanted)

    assert httpx2.URL(answer.headers["location"]) == httpx2.URL(expected)


def test_the_journey_is_kept_where_no_script_and_no_other_site_sees_it(
    provider: IdentityProvider, browser: TestClient
) -> None:
    provider.person("bay")
    leaving = browser.get("/dang-nhap/oidc")

    back = browser.get(provider.returned(leaving.headers["location"]))

    name, *attributes = leaving.headers["set-cookie"].split("; ")
    assert name.partition("=")[0] == JOURNEY
    assert set(attributes) == {"HttpOnly", "Max-Age=600", "Path=/", "SameSite=lax"}
    assert [answer.headers["cache-control"] for answer in (leaving, back)] == ["no-store"] * 2
    assert back.headers["referrer-policy"] == "no-referrer"
    assert list(browser.cookies) == ["trienkhai"]


def test_over_https_the_journey_is_kept_for_this_very_host(office: Office, provider: IdentityProvider) -> None:
    with office.client(provider.app(office), base="https://testserver") as browser:
        cookie = browser.get("/dang-nhap/oidc").headers["set-cookie"]

    assert cookie.startswith(f"__Host-{JOURNEY}=")
    assert "; Secure" in cookie


ATTACKS: dict[str, tuple[dict[str, str], int]] = {
    "no state": ({"state": ""}, 400),
    "another state": ({"state": "khac"}, 400),
    "a state that is no ASCII": ({"state": "khác"}, 400),
    "no code": ({"code": ""}, 502),
    "another issuer": ({"iss": "https://ac-y.example"}, 502),
    "turned down": ({"error": "access_denied"}, 403),
    "an error": ({"error": "<script>alert(1)</script>", "error_description": "<b>xem</b>"}, 502),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_return_that_is_not_as_it_left_lets_nobody_in(
    office: Office, provider: IdentityProvider, browser: TestClient, attack: str
) -> None:
    provider.person("tam")
    changed, status = ATTACKS[attack]

    answer = browser.get(with_query(provider.returned(leave(browser)), **changed))

    assert refusal_on(answer) == (status, True)
    assert re.findall(r"<script>|<b>xem|access_denied", answer.text) == []
    assert (is_signed_in(browser), office.attempts()) == (False, ["refused"])


def test_a_code_is_worth_something_once(provider: IdentityProvider, browser: TestClient) -> None:
    provider.person("chin")
    back = provider.returned(leave(browser))
    journey = browser.cookies[JOURNEY]
    first = browser.get(back).status_code
    browser.cookies.clear()

    again = browser.get(back)
    browser.cookies.set(JOURNEY, journey)
    with_the_journey = browser.get(back)

    assert (first, refusal_on(again), refusal_on(with_the_journey)) == (303, (400, True), (400, True))
    assert not is_signed_in(browser)


def test_a_stranger_s_return_signs_nobody_in_as_the_stranger(
    office: Office, provider: IdentityProvider, browser: TestClient
) -> None:
    provider.person("muoi")
    with provider.browser(office) as stranger:
        theirs = provider.returned(leave(stranger))
        stolen = said_in(theirs)["code"]
    own = said_in(leave(browser))["state"]

    assert refusal_on(browser.get(theirs)) == (400, True)
    browser.cookies.clear()
    own = said_in(leave(browser))["state"]
    assert refusal_on(browser.get(f"{BACK}?{urlencode({'state': own, 'code': stolen})}")) == (400, True)
    assert not is_signed_in(browser)


@pytest.mark.parametrize(("changed", "status"), [("nonce", 502), ("code_challenge", 400)])
def test_an_answer_to_another_question_is_not_believed(
    provider: IdentityProvider, browser: TestClient, changed: str, status: int
) -> None:
    provider.person("muoi-mot")
    there = leave(browser)

    answer = browser.get(provider.returned(with_query(there, **{changed: "x" * 43})))

    assert refusal_on(answer) == (status, True)
    assert not is_signed_in(browser)


@pytest.mark.parametrize("kept_as", ["", "x", "eyJzdGF0ZSI6IiJ9.x", "../", "\u00e9"])
def test_a_journey_that_we_did_not_seal_is_none(browser: TestClient, kept_as: str) -> None:
    answer = browser.get(f"{BACK}?state=&code=1", headers={b"Cookie": f"{JOURNEY}={kept_as}".encode()})

    assert refusal_on(answer) == (400, True)


def test_a_journey_sealed_by_another_secret_is_none(
    office: Office, provider: IdentityProvider, browser: TestClient
) -> None:
    provider.person("muoi-hai")
    with provider.browser(office, oidc_cookie_secret="x" * 40) as elsewhere:
        back = provider.returned(leave(elsewhere))
        browser.cookies.set(JOURNEY, elsewhere.cookies[JOURNEY])

    assert refusal_on(browser.get(back)) == (400, True)


def test_a_journey_ends_after_ten_minutes(office: Office, provider: IdentityProvider, browser: TestClient) -> None:
    provider.person("muoi-ba")
    back = provider.returned(leave(browser))

    office.clock.pass_by(minutes=10)

    assert refusal_on(browser.get(back)) == (400, True)


def test_coming_back_in_vain_makes_nobody_wait_who_types_a_password(office: Office, browser: TestClient) -> None:
    with office.changing() as session:
        moment = {"at": office.clock.now, "address": "10.0.0.1", "login": "planner"}
        for _ in range(WRONG_BY_ADDRESS):
            session.add(SignInAttempt(**moment, way="provider", outcome="refused"))

    assert sign_in(browser, "planner").status_code == 303


def test_a_wrong_client_secret_is_for_the_operator_to_mend(office: Office, provider: IdentityProvider) -> None:
    provider.person("muoi-bon")
    with provider.browser(office, oidc_client_secret="sai") as browser:  # noqa: S106 (wrong on purpose)
        answer = provider.round_trip(browser)

    assert refusal_on(answer) == (503, True)
    assert "TRIENKHAI_OIDC_CLIENT_ID" in answer.text


def test_an_organisation_that_is_none_is_for_the_operator_to_mend(office: Office, provider: IdentityProvider) -> None:
    provider.person("muoi-lam")
    with provider.browser(office, oidc_memberships={"quy-hoach": "planner@khong-co"}) as browser:
        answer = provider.round_trip(browser)

    assert (*refusal_on(answer), "khong-co" in answer.text) == (503, True, True)


@pytest.mark.parametrize(("language", "words"), [("vi", "Phiên đăng nhập"), ("en", "This sign-in has lapsed")])
def test_a_refusal_is_in_the_reader_s_language_and_leads_on(browser: TestClient, language: str, words: str) -> None:
    page = browser.get(f"{BACK}?code=1&state=2&lang={language}").text

    assert words in page
    assert "code=1" not in page


def test_the_button_says_what_the_operator_wants_and_nothing_more(office: Office, provider: IdentityProvider) -> None:
    pages: list[Any] = []
    for label in ("", "Tài khoản <b>Cần Thơ</b>"):
        with provider.browser(office, oidc_label=label) as browser:
            pages.append(
                re.findall(r'href="(/dang-nhap/oidc[^"]*)">([^\n]*)</a>', browser.get("/dang-nhap?next=/moc").text)
            )

    assert pages == [
        [("/dang-nhap/oidc?next=%2Fmoc", "Đăng nhập bằng tài khoản cơ quan")],
        [("/dang-nhap/oidc?next=%2Fmoc", "Tài khoản &lt;b&gt;Cần Thơ&lt;/b&gt;")],
    ]


def test_without_a_provider_there_is_no_button_and_its_addresses_lead_to_the_form(office: Office) -> None:
    with office.client() as browser:
        page = browser.get("/dang-nhap").text
        ways = [browser.get(path).headers["location"] for path in ("/dang-nhap/oidc?next=/moc", BACK)]

    assert ("oidc" in page, ways) == (False, ["/dang-nhap?next=%2Fmoc", "/dang-nhap"])
