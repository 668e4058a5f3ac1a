"""One-time links and tokens: good once or for a while, for what they are meant for, and for open accounts alone."""

from collections.abc import Iterator

import pytest
from sqlalchemy import func, select, update
from starlette.testclient import TestClient

from app.domain.access.sign_in import LinkPurpose, TokenScope
from app.models import ApiToken, Installation, OneTimeLink
from tests.web.office import Office, sign_in

NEW = "mười hai con trâu"
READ = "/api/v1/projects"


@pytest.fixture
def client(office: Office) -> Iterator[TestClient]:
    with office.client(office.app(public_reading=False)) as client:
        yield client


def choose(client: TestClient, link: str, password: str = NEW) -> int:
    return client.post(link, data={"new_password": password}).status_code


@pytest.mark.parametrize("purpose", LinkPurpose)
def test_a_link_sets_a_password_once(office: Office, client: TestClient, purpose: LinkPurpose) -> None:
    link = office.link("planner", purpose)

    answers = [client.get(link).status_code, choose(client, link), choose(client, link, NEW + " nữa")]

    assert answers == [200, 303, 410]
    assert client.get(link).status_code == 410
    assert [sign_in(client, "planner", word).status_code for word in (NEW + " nữa", NEW)] == [422, 303]


def test_using_a_link_ends_the_sign_ins_of_its_owner(office: Office, client: TestClient) -> None:
    sign_in(client, "planner")

    choose(client, office.link("planner"))

    assert client.get(READ).status_code == 401


def test_a_link_is_good_for_a_day(office: Office, client: TestClient) -> None:
    link = office.link("planner")
    office.clock.pass_by(hours=23, minutes=59)
    shown = client.get(link).status_code
    office.clock.pass_by(minutes=1)

    assert (shown, client.get(link).status_code, choose(client, link)) == (200, 410, 410)


def test_a_link_of_a_closed_account_is_worth_nothing(office: Office, client: TestClient) -> None:
    link = office.link("planner")

    office.close_account("planner")

    assert (client.get(link).status_code, choose(client, link)) == (410, 410)


@pytest.mark.parametrize("secret", ["x", "x" * 5000, "%00", "%ff", "%ed%a0%80", "'--", "..%2fdang-nhap"])
def test_a_made_up_link_is_worth_nothing(client: TestClient, secret: str) -> None:
    assert client.get(f"/mat-khau-moi/{secret}").status_code in {404, 410}
    assert choose(client, f"/mat-khau-moi/{secret}") in {404, 405, 410}


def test_a_poor_password_leaves_the_link_good(office: Office, client: TestClient) -> None:
    link = office.link("planner")

    assert (choose(client, link, "ngắn"), choose(client, link, "planner planner"), choose(client, link)) == (
        422,
        422,
        303,
    )


def test_looking_at_a_link_changes_nothing_and_leaves_no_trace(office: Office, client: TestClient) -> None:
    link = office.link("planner")
    before = state(office)

    answer = client.get(link)

    assert state(office) == before
    assert (answer.headers["referrer-policy"], answer.headers["cache-control"]) == ("no-referrer", "no-store")


def state(office: Office) -> tuple[int | None, int | None]:
    with office.changing() as session:
        unused = select(func.count()).select_from(OneTimeLink).where(OneTimeLink.used_at.is_(None))
        return session.scalar(select(func.max(Installation.change_number))), session.scalar(unused)


def test_a_token_reads_until_it_expires(office: Office, client: TestClient) -> None:
    token = office.token("agency", TokenScope.READ, days=2)
    seen = [client.get(READ, headers=token).status_code]

    office.clock.pass_by(days=2)

    assert [*seen, client.get(READ, headers=token).status_code] == [200, 401]


def test_a_revoked_token_and_one_of_a_closed_account_are_worth_nothing(office: Office, client: TestClient) -> None:
    revoked, closed = office.token("agency"), office.token("second")
    before = [client.get(READ, headers=token).status_code for token in (revoked, closed)]

    with office.changing() as session:
        mine = ApiToken.user_id == office.people["agency"]
        session.execute(update(ApiToken).where(mine).values(revoked_at=office.clock.now))
    office.close_account("second")

    assert before == [200, 200]
    assert [client.get(READ, headers=token).status_code for token in (revoked, closed)] == [401, 401]


@pytest.mark.parametrize(
    "given", ["Bearer", "Bearer ", "Bearer x", "bearer  tk_x", "Bearer \xff\xfe", "Bearer " + "x" * 9000]
)
def test_a_token_that_is_none_is_refused_rather_than_taken_for_the_public(office: Office, given: str) -> None:
    with office.client() as client:
        answer = client.get(READ, headers={b"Authorization": given.encode("latin-1")})

    assert (answer.status_code, answer.json()["type"]) == (401, "/problems/sign-in-required")


def test_another_scheme_of_authorization_is_nobody(office: Office) -> None:
    with office.client() as client:
        assert client.get(READ, headers={"Authorization": "Basic cGxhbm5lcjp4"}).status_code == 200


def test_a_bad_token_is_not_mended_by_a_good_cookie(client: TestClient) -> None:
    sign_in(client, "planner")

    assert client.get(READ, headers={"Authorization": "Bearer x"}).status_code == 401


def test_a_token_shows_when_it_was_last_used(office: Office, client: TestClient) -> None:
    token = office.token("agency", days=30)
    used = []

    for minutes in (0, 1, 5):
        office.clock.pass_by(minutes=minutes)
        client.get(READ, headers=token)
        with office.changing() as session:
            used.append(session.scalars(select(ApiToken.last_used_at)).one())

    first, second, third = used
    assert first == second
    assert third == office.clock.now
