"""What an administrator automates: accounts, what they hold, and the calendar."""

from datetime import date, timedelta

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.access.actor import Role
from app.domain.access.sign_in import TokenScope, digest
from app.models import Holiday, Membership, User
from tests.conftest import TODAY
from tests.factories import Make
from tests.web.planning.conftest import Headers, SignIn

USERS, HOLIDAYS = "/api/v1/users", "/api/v1/holidays"
TET = {"day": "2027-02-08", "name": "Tết Âm lịch", "kind": "holiday", "source": "Thông báo số 1"}


def test_an_account_is_opened_given_an_office_and_closed(writer: TestClient, admin: Headers, make: Make) -> None:
    organisation = make.organisation(code="so-xay-dung", name="Sở Xây dựng")
    make.session.flush()

    made = writer.post(USERS, json={"login": "Nguyen.Van.A", "name": "Nguyễn Văn A"}, headers=admin)
    address = made.headers["Location"]
    office = {"organisation": organisation.code, "role": "agency", "from_on": "2026-11-01"}
    given = writer.post(f"{address}/memberships", json=office, headers=admin)
    (membership,) = given.json()["memberships"]
    ended = writer.delete(f"{address}/memberships/{membership['id']}", headers=admin)
    tag = {"If-Match": ended.headers["ETag"]}
    closed = writer.patch(address, json={"active": False}, headers={**admin, **tag})

    assert (made.status_code, address) == (201, f"{USERS}/nguyen.van.a")
    assert (given.status_code, given.json()["offices"][0]["role"]) == (201, "agency")
    assert (ended.status_code, ended.json()["offices"]) == (200, [])
    assert ended.json()["memberships"][0]["to_on"] == TODAY.isoformat()
    assert (closed.status_code, closed.json()["active"], closed.json()["name"]) == (200, False, "Nguyễn Văn A")


def test_accounts_are_found_by_login_and_name_without_accents(writer: TestClient, admin: Headers, make: Make) -> None:
    make.membership(Role.AGENCY, user=make.user(login="duc", name="Trần Đức Thắng"))
    make.user(login="hoa", name="Lê Hoa", active=False)

    def found(query: str) -> list[str]:
        return [each["login"] for each in writer.get(f"{USERS}?{query}", headers=admin).json()["items"]]

    assert (found("q=tran+thang"), found("q=DUC"), found("q=khong+co")) == (["duc"], ["duc"], [])
    assert (found("active=false"), found("role=agency")) == (["hoa"], ["duc"])
    assert found("sort=-login&q=a")[:1] == ["hoa"]


def test_pages_follow_each_other(writer: TestClient, admin: Headers, make: Make) -> None:
    for number in range(4):
        make.user(login=f"z{number}")

    first = writer.get(f"{USERS}?limit=2&q=z", headers=admin).json()
    second = writer.get(first["next"], headers=admin).json()

    assert [each["login"] for each in first["items"] + second["items"]] == ["z0", "z1", "z2", "z3"]


def test_a_change_names_the_version_that_was_read(writer: TestClient, admin: Headers, make: Make) -> None:
    address = f"{USERS}/{make.user(name='Tên').login}"
    tag = writer.get(address, headers=admin).headers["ETag"]

    without = writer.patch(address, json={"name": "Một"}, headers=admin)
    first = writer.patch(address, json={"name": "Hai"}, headers={**admin, "If-Match": tag})
    stale = writer.patch(address, json={"name": "Ba"}, headers={**admin, "If-Match": tag})

    assert [each.status_code for each in (without, first, stale)] == [428, 200, 412]
    assert writer.get(address, headers=admin).json()["name"] == "Hai"


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMIN])
def test_nobody_else_reads_or_changes_accounts(
    writer: TestClient, sign_in: SignIn, make: Make, session: Session, role: Role
) -> None:
    theirs, other = sign_in(role), make.membership(Role.AGENCY)
    address, tag = f"{USERS}/{other.user.login}", {"If-Match": '"v1"'}
    before = session.scalar(select(func.count()).select_from(User))

    answers = [
        writer.get(USERS, headers=theirs),
        writer.get(address, headers=theirs),
        writer.get(f"{USERS}/khong-co", headers=theirs),
        writer.post(USERS, json={"login": "moi", "name": "Mới"}, headers=theirs),
        writer.patch(address, json={"active": False}, headers={**theirs, **tag}),
        writer.post(f"{address}/memberships", json={"organisation": "x", "role": "admin"}, headers=theirs),
        writer.delete(f"{address}/memberships/{other.id}", headers=theirs),
        writer.post(HOLIDAYS, json=TET, headers=theirs),
        writer.delete(f"{HOLIDAYS}/2027-02-08", headers=theirs),
    ]

    assert {each.status_code for each in answers} == {403}
    assert session.scalar(select(func.count()).select_from(User)) == before


def test_without_an_account_nothing_is_read_or_changed(writer: TestClient, make: Make) -> None:
    login = make.user().login

    answers = [
        writer.get(USERS),
        writer.get(f"{USERS}/{login}"),
        writer.post(USERS, json={"login": "moi", "name": "Mới"}),
        writer.post(HOLIDAYS, json=TET),
    ]

    assert [each.status_code for each in answers] == [401, 401, 401, 401]


def test_a_token_for_reading_reads_accounts_and_changes_none(writer: TestClient, make: Make) -> None:
    user = make.membership(Role.ADMIN).user
    make.token(user=user, secret_digest=digest("chi-doc"), scope=TokenScope.READ)
    reading = {"Authorization": "Bearer chi-doc"}

    assert writer.get(USERS, headers=reading).status_code == 200
    assert writer.post(USERS, json={"login": "moi", "name": "Mới"}, headers=reading).status_code == 403


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"login": "có dấu cách", "name": "A"}, "/login"),
        ({"login": "a/b", "name": "A"}, "/login"),
        ({"login": "..", "name": "A"}, "/login"),
        ({"login": "moi", "name": " "}, "/name"),
        ({"login": "moi", "name": "A", "active": True}, "/active"),
    ],
)
def test_what_cannot_be_an_account_is_refused_by_field(
    writer: TestClient, admin: Headers, body: dict[str, object], pointer: str
) -> None:
    refused = writer.post(USERS, json=body, headers=admin)

    assert (refused.status_code, [each["pointer"] for each in refused.json()["errors"]]) == (422, [pointer])


def test_the_last_administrator_stays(writer: TestClient, admin: Headers, session: Session) -> None:
    held = session.scalars(select(Membership).where(Membership.role == Role.ADMIN)).one()
    login = session.get_one(User, held.user_id).login
    tag = {"If-Match": '"v1"'}

    closed = writer.patch(f"{USERS}/{login}", json={"active": False}, headers={**admin, **tag})
    ended = writer.delete(f"{USERS}/{login}/memberships/{held.id}", headers=admin)

    assert (closed.status_code, ended.status_code) == (409, 409)
    assert writer.get(USERS, headers=admin).status_code == 200


def test_the_calendar_is_read_by_year_and_kept(writer: TestClient, admin: Headers, session: Session) -> None:
    added = writer.post(HOLIDAYS, json=TET, headers=admin)
    twice = writer.post(HOLIDAYS, json=TET, headers=admin)
    listed = [writer.get(f"{HOLIDAYS}?year={year}").json()["items"] for year in (2026, 2027)]
    removed = writer.delete(f"{HOLIDAYS}/2027-02-08", headers=admin)
    again = writer.delete(f"{HOLIDAYS}/2027-02-08", headers=admin)

    assert [each.status_code for each in (added, twice, removed, again)] == [201, 422, 204, 404]
    assert listed == [[], [added.json()]]
    assert session.scalars(select(Holiday.day)).all() == []


def test_the_calendar_is_paged_in_order(writer: TestClient, make: Make) -> None:
    days = [date(2027, 1, 1) + timedelta(days=number) for number in range(5)]
    for day in reversed(days):
        make.holiday(day=day)

    first = writer.get(f"{HOLIDAYS}?limit=3").json()
    second = writer.get(first["next"]).json()
    back = writer.get(second["previous"]).json()

    assert [each["day"] for each in first["items"] + second["items"]] == [day.isoformat() for day in days]
    assert back["items"] == first["items"]


def test_an_organisation_is_entered_and_ended(writer: TestClient, admin: Headers) -> None:
    wish = {"name": "Phường Mới", "short_name": "P. Mới", "kind": "other", "valid_from": "2026-07-01"}

    made = writer.post("/api/v1/organisations", json=wish, headers=admin)
    again = writer.post("/api/v1/organisations", json=wish, headers=admin)
    address, tag = made.headers["Location"], {"If-Match": made.headers["ETag"]}
    unversioned = writer.patch(address, json={"valid_to": "2027-01-01"}, headers=admin)
    ended = writer.patch(address, json={"valid_to": "2027-01-01"}, headers={**admin, **tag})
    stale = writer.patch(address, json={"name": "Khác"}, headers={**admin, **tag})

    assert (made.status_code, address, again.status_code) == (201, "/api/v1/organisations/p-moi", 422)
    assert (unversioned.status_code, ended.status_code, stale.status_code) == (428, 200, 412)
    assert (ended.json()["name"], ended.json()["valid_to"]) == ("Phường Mới", "2027-01-01")
