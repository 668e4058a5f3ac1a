"""Signing in through the office's identity provider, end to end against one on loopback."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from app.models import Membership, User
from app.services.access.provider_sign_ins import tie_user
from tests.conftest import DIALECTS
from tests.web.identity_provider import OURS, IdentityProvider, is_signed_in, leave, refusal_on, said_in
from tests.web.office import NewDatabase, Office, opened

BACK = "/dang-nhap/oidc/ve"


@pytest.fixture(scope="module", params=DIALECTS)
def kept(request: pytest.FixtureRequest, new_database: NewDatabase) -> Iterator[Office]:
    office = opened(new_database(request.param, "oidc"))
    yield office
    office.engine.dispose()


def test_a_new_person_comes_in_with_their_name_and_the_offices_of_their_groups(
    office: Office, provider: IdentityProvider, browser: TestClient
) -> None:
    provider.person("huong", "Nguyễn Thị Hường", ("giam-sat",))

    answer = provider.round_trip(browser, next="/du-an?q=cau")

    assert (answer.status_code, answer.headers["location"]) == (303, "/du-an?q=cau")
    assert "Nguyễn Thị Hường" in browser.get("/tai-khoan").text
    assert office.attempts() == ["signed_in"]
    with office.changing() as session:
        rows = session.scalars(select(Membership).join(Membership.user).where(User.login == "huong")).all()
        assert sorted((row.role, row.from_provider) for row in rows) == [("agency", True), ("supervisor", True)]


def test_the_way_there_names_what_only_this_browser_can_prove(provider: IdentityProvider, browser: TestClient) -> None:
    first, second = (said_in(leave(browser)) for _ in range(2))

    assert {name: first[name] for name in ("response_type", "code_challenge_method", "redirect_uri", "scope")} == {
        "response_type": "code",
        "code_challenge_method": "S256",
        "redirect_uri": f"{OURS}{BACK}",
        "scope": "openid profile email groups",
    }
    assert [len(first[name]) for name in ("state", "nonce", "code_challenge")] == [43, 43, 43]
    assert {name for name in first if first[name] == second[name]} == {
        "response_type", "client_id", "redirect_uri", "scope", "code_challenge_method",
    }  # fmt: skip
    assert provider.client.client_secret not in str(first)


def test_the_second_time_is_the_same_account(office: Office, provider: IdentityProvider, browser: TestClient) -> None:
    provider.person("hai", "Trần Văn Hai")
    provider.round_trip(browser)
    browser.post("/dang-xuat")

    provider.round_trip(browser)

    assert is_signed_in(browser)
    with office.changing() as session:
        assert len(session.scalars(select(User).where(User.login == "hai")).all()) == 1


def test_offices_follow_the_groups_and_who_has_none_left_is_told(
    office: Office, provider: IdentityProvider, browser: TestClient
) -> None:
    person = provider.person("ba", groups=("quy-hoach",))
    provider.round_trip(browser)
    browser.post("/dang-xuat")

    provider.put_into(person, "mot-nhom-khac")

    assert refusal_on(provider.round_trip(browser)) == (403, True)
    assert not is_signed_in(browser)
    with office.changing() as session:
        left = session.scalars(select(Membership).join(Membership.user).where(User.login == "ba")).all()
        assert left == []


def test_nobody_without_a_mapped_group_gets_an_account(
    office: Office, provider: IdentityProvider, browser: TestClient
) -> None:
    provider.person("tu", groups=())

    assert refusal_on(provider.round_trip(browser)) == (403, True)
    with office.changing() as session:
        assert session.scalars(select(User.id).where(User.login == "tu")).all() == []


def test_a_closed_account_stays_closed(office: Office, provider: IdentityProvider, browser: TestClient) -> None:
    provider.person("nam")
    provider.round_trip(browser)

    office.close_account("nam")

    assert refusal_on(provider.round_trip(browser)) == (403, True)
    assert not is_signed_in(browser)


def test_a_login_that_is_taken_opens_only_for_whom_an_administrator_has_tied(
    office: Office, provider: IdentityProvider, browser: TestClient
) -> None:
    provider.person("admin", groups=("quy-hoach",))

    refused = provider.round_trip(browser)
    with office.changing() as session:
        tie_user(session, "admin", f"{provider.issuer} admin")
    let_in = provider.round_trip(browser)

    assert refusal_on(refused) == (409, True)
    assert "trienkhai tie-user admin admin" in refused.text
    assert (let_in.status_code, browser.get("/quan-tri/tai-khoan").status_code) == (303, 200)
