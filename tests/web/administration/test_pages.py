"""The administrator's pages: lists, forms, what was typed when they refuse, and who may not see them."""

import re

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from app.domain.access.actor import Role
from app.domain.access.sign_in import AttemptOutcome, digest
from app.models import Holiday, IdempotencyRecord, Membership, OneTimeLink, Organisation, User
from tests.factories import Make
from tests.web.planning.conftest import Headers, SignIn
from tests.web.planning.test_pages import form_of, statements_of

PAGES = (
    "/quan-tri/tai-khoan",
    "/quan-tri/tai-khoan-moi",
    "/quan-tri/tai-khoan/nguoi-khac",
    "/quan-tri/dang-nhap",
    "/quan-tri/ngay-nghi",
    "/quan-tri/cai-dat",
    "/quan-tri/xoa-noi-dung",
    "/quan-tri/co-quan",
    "/quan-tri/co-quan-moi",
    "/quan-tri/co-quan/so",
)
POSTS = (
    "/quan-tri/tai-khoan-moi",
    "/quan-tri/tai-khoan/nguoi-khac",
    "/quan-tri/tai-khoan/nguoi-khac/chuc-vu",
    "/quan-tri/tai-khoan/nguoi-khac/chuc-vu/1/thoi",
    "/quan-tri/tai-khoan/nguoi-khac/lien-ket",
    "/quan-tri/ngay-nghi",
    "/quan-tri/ngay-nghi/2027-02-08/bo",
    "/quan-tri/co-quan-moi",
    "/quan-tri/co-quan/so",
    "/quan-tri/xoa-noi-dung",
    "/quan-tri/xoa-noi-dung/XN-1/duyet",
)


@pytest.fixture(autouse=True)
def _others(make: Make) -> None:
    make.user(login="nguoi-khac", name="Người Khác")
    make.organisation(code="so", name="Sở Ấy")


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_for_administrators(writer: TestClient, admin: Headers, sign_in: SignIn, path: str) -> None:
    others = [writer.get(path, headers=sign_in(role)) for role in Role if role is not Role.ADMIN]
    nobody = writer.get(path)

    assert writer.get(path, headers=admin).status_code == 200
    assert {each.status_code for each in others} == {403}
    assert (nobody.status_code, nobody.headers["location"].partition("=")[0]) == (303, "/dang-nhap?next")


@pytest.mark.parametrize("path", POSTS)
def test_nobody_else_changes_anything_by_a_form(writer: TestClient, sign_in: SignIn, path: str) -> None:
    others = [writer.post(path, headers=sign_in(role)) for role in Role if role is not Role.ADMIN]

    assert {each.status_code for each in others} == {403}
    assert writer.post(path).status_code == 401
    assert [each for each in others if "Người Khác" in each.text or "Sở Ấy" in each.text] == []


def test_only_administrators_are_led_there(writer: TestClient, admin: Headers, sign_in: SignIn) -> None:
    leads = [
        'href="/quan-tri"' in writer.get("/tong-quan", headers=who).text for who in (admin, sign_in(Role.PLANNER), {})
    ]

    assert leads == [True, False, False]
    assert writer.get("/quan-tri", headers=admin).headers["location"] == "/quan-tri/tai-khoan"


def test_a_new_account_shows_its_link_once(writer: TestClient, admin: Headers, session: Session) -> None:
    typed = {"login": "tran.duc", "name": "Trần Đức"}

    made = writer.post("/quan-tri/tai-khoan-moi", data=typed, headers=admin)
    again = writer.post("/quan-tri/tai-khoan-moi", data=typed, headers=admin)
    secret = re.search(r"http://testserver(/mat-khau-moi/([\w-]+))", made.text)

    assert secret
    assert (made.status_code, made.headers["Cache-Control"]) == (200, "no-store")
    assert session.scalars(select(OneTimeLink.secret_digest)).all() == [digest(secret[2])]
    assert writer.get(secret[1]).status_code == 200
    assert (again.status_code, form_of(again.text)["name"], secret[2] in again.text) == (422, "Trần Đức", False)


@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("/quan-tri/tai-khoan-moi", {"login": "tran.duc", "name": "Trần Đức"}),
        ("/quan-tri/tai-khoan/nguoi-khac/lien-ket", {}),
        ("/tai-khoan/ma-truy-cap", {"name": "Bảng tính", "days": "3", "scope": "read"}),
    ],
)
def test_a_repeated_request_shows_no_secret_again_and_none_is_kept(
    writer: TestClient, admin: Headers, session: Session, path: str, typed: dict[str, str]
) -> None:
    headers = {**admin, "Idempotency-Key": "một lần".encode().hex()}

    first = writer.post(path, data=typed, headers=headers)
    again = writer.post(path, data=typed, headers=headers)

    assert (first.status_code, "secret" in first.text) == (200, True)
    assert (again.status_code, again.content, again.headers["Idempotency-Replayed"]) == (200, b"", "true")
    assert session.scalars(select(IdempotencyRecord.body)).all() == [b""]


def test_a_refused_account_leaves_no_link(writer: TestClient, admin: Headers, session: Session) -> None:
    refused = writer.post("/quan-tri/tai-khoan-moi", data={"login": "a b", "name": "Tên"}, headers=admin)

    assert (refused.status_code, 'id="e-login"' in refused.text, 'value="a b"' in refused.text) == (422, True, True)
    assert session.scalars(select(OneTimeLink)).all() == []


def test_an_account_is_renamed_and_closed(writer: TestClient, admin: Headers, session: Session) -> None:
    address = "/quan-tri/tai-khoan/nguoi-khac"
    typed = {"version": "1", "name": "Tên Mới", "active": "false"}

    saved = writer.post(address, data=typed, headers=admin)

    user = session.scalars(select(User).where(User.login == "nguoi-khac")).one()
    assert (saved.status_code, saved.headers["location"]) == (303, address)
    assert (user.name, user.active) == ("Tên Mới", False)


@pytest.mark.parametrize("version", ["9", "", "x", "9" * 40])
def test_a_stale_form_keeps_what_was_typed_and_shows_what_is_saved(
    writer: TestClient, admin: Headers, session: Session, version: str
) -> None:
    typed = {"version": version, "name": "Tôi gõ", "active": "true"}

    stale = writer.post("/quan-tri/tai-khoan/nguoi-khac?lang=en", data=typed, headers=admin)

    assert (stale.status_code, "Saved now: Người Khác" in stale.text) == (412, True)
    assert (form_of(stale.text)["name"], form_of(stale.text)["version"]) == ("Tôi gõ", "1")
    assert session.scalars(select(User.name).where(User.login == "nguoi-khac")).one() == "Người Khác"


def test_an_account_needs_a_name(writer: TestClient, admin: Headers) -> None:
    typed = {"version": "1", "name": "  ", "active": "true"}

    refused = writer.post("/quan-tri/tai-khoan/nguoi-khac", data=typed, headers=admin)

    assert (refused.status_code, 'id="e-name"' in refused.text) == (422, True)


def test_an_office_is_given_and_ended(writer: TestClient, admin: Headers, session: Session) -> None:
    address = "/quan-tri/tai-khoan/nguoi-khac"
    typed = {"organisation": "so", "role": "agency", "from_on": "2026-11-01"}

    given = writer.post(f"{address}/chuc-vu", data=typed, headers=admin)
    again = writer.post(f"{address}/chuc-vu", data=typed, headers=admin)
    (end,) = re.findall(rf'action="({address}/chuc-vu/\d+/thoi)"', writer.get(address, headers=admin).text)
    ended = writer.post(end, headers=admin)
    missing = writer.post(f"{address}/chuc-vu/999999/thoi", headers=admin)

    assert [each.status_code for each in (given, again, ended, missing)] == [303, 422, 303, 404]
    assert 'id="e-role"' in again.text
    organisation = session.scalars(select(Organisation.id).where(Organisation.code == "so")).one()
    held = session.scalars(select(Membership).where(Membership.organisation_id == organisation)).one()
    assert str(held.to_on) == "2026-11-23"


def test_a_new_link_is_made_for_an_account(writer: TestClient, admin: Headers) -> None:
    made = writer.post("/quan-tri/tai-khoan/nguoi-khac/lien-ket", headers=admin)
    missing = writer.post("/quan-tri/tai-khoan/khong-co/lien-ket", headers=admin)

    assert (made.status_code, made.headers["Cache-Control"]) == (200, "no-store")
    assert missing.status_code == 404


def test_the_log_is_read_newest_first_by_login_and_outcome(writer: TestClient, admin: Headers, make: Make) -> None:
    for login, outcome in (("an", "refused"), ("an", "signed_in"), ("binh", "throttled")):
        make.attempt(login=login, outcome=AttemptOutcome(outcome))

    def logins(query: str) -> list[str]:
        page = writer.get(f"/quan-tri/dang-nhap?{query}", headers=admin).text
        return re.findall(r'data-label="Tên đăng nhập"><span>(\w+)<', page)

    assert (logins(""), logins("login=AN"), logins("outcome=refused")) == (["binh", "an", "an"], ["an", "an"], ["an"])
    assert logins("limit=1&login=_") == []


def test_the_log_is_paged(writer: TestClient, admin: Headers, make: Make) -> None:
    for number in range(3):
        make.attempt(login=f"ai{number}")

    first = writer.get("/quan-tri/dang-nhap?limit=2", headers=admin).text
    (address,) = re.findall(r'rel="next" href="([^"]*)"', first)
    second = writer.get(address.replace("&amp;", "&"), headers=admin).text

    assert [name for name in ("ai2", "ai1", "ai0") if f">{name}<" in first] == ["ai2", "ai1"]
    assert [name for name in ("ai2", "ai1", "ai0") if f">{name}<" in second] == ["ai0"]


def test_a_holiday_is_entered_and_removed(writer: TestClient, admin: Headers, session: Session) -> None:
    typed = {"day": "2027-02-08", "name": "Tết", "kind": "holiday", "source": "Thông báo"}

    added = writer.post("/quan-tri/ngay-nghi", data=typed, headers=admin)
    shown = writer.get(added.headers["location"], headers=admin).text
    removed = writer.post("/quan-tri/ngay-nghi/2027-02-08/bo", headers=admin)
    missing = writer.post("/quan-tri/ngay-nghi/2027-02-08/bo", headers=admin)

    assert (added.headers["location"], "08/02/2027" in shown) == ("/quan-tri/ngay-nghi?year=2027", True)
    assert (removed.status_code, missing.status_code) == (303, 404)
    assert session.scalars(select(Holiday)).all() == []


@pytest.mark.parametrize(
    ("said", "field"),
    [({"day": "hôm qua"}, "day"), ({"kind": "compensation", "day": "2027-02-07"}, "kind"), ({"source": ""}, "source")],
)
def test_a_day_that_makes_no_sense_comes_back(
    writer: TestClient, admin: Headers, said: dict[str, str], field: str
) -> None:
    typed = {"day": "2027-02-08", "name": "Giữ lại", "kind": "holiday", "source": "Thông báo", **said}

    refused = writer.post("/quan-tri/ngay-nghi", data=typed, headers=admin)

    assert (refused.status_code, f'id="e-{field}"' in refused.text) == (422, True)
    assert form_of(refused.text)["name"] == "Giữ lại"


@pytest.mark.parametrize("path", ["/quan-tri/ngay-nghi?year=abc", "/quan-tri/ngay-nghi?year=1"])
def test_a_year_that_is_none_is_refused(writer: TestClient, admin: Headers, path: str) -> None:
    assert writer.get(path, headers=admin).status_code == 400


def test_an_organisation_is_edited_and_emptied(writer: TestClient, admin: Headers, session: Session) -> None:
    address = "/quan-tri/co-quan/so"
    typed = {**form_of(writer.get(address, headers=admin).text), "name": "Sở Mới", "valid_from": "2025-07-01"}

    saved = writer.post(address, data=typed, headers=admin)
    emptied = writer.post(
        address, data={**form_of(writer.get(address, headers=admin).text), "valid_from": ""}, headers=admin
    )

    row = session.scalars(select(Organisation).where(Organisation.code == "so")).one()
    assert (saved.status_code, emptied.status_code) == (303, 303)
    assert (row.name, row.valid_from, row.short_name) == ("Sở Mới", None, "Sở Ấy")


def test_an_organisation_is_entered_on_a_form_that_keeps_what_was_typed(writer: TestClient, admin: Headers) -> None:
    typed = {"name": "Ban Mới", "short_name": "Ban Mới", "code": "Ban Mới", "kind": "other"}

    refused = writer.post("/quan-tri/co-quan-moi?lang=en", data=typed, headers=admin)
    made = writer.post("/quan-tri/co-quan-moi", data={**typed, "code": ""}, headers=admin)

    assert (refused.status_code, 'value="Ban Mới"' in refused.text, "such as so-xay-dung" in refused.text) == (
        422,
        True,
        True,
    )
    assert (made.status_code, made.headers["location"]) == (303, "/quan-tri/co-quan/ban-moi")


def test_a_stale_organisation_keeps_what_was_typed(writer: TestClient, admin: Headers, session: Session) -> None:
    address = "/quan-tri/co-quan/so"
    typed = form_of(writer.get(address, headers=admin).text)
    writer.post(address, data={**typed, "name": "Của họ"}, headers=admin)

    stale = writer.post(f"{address}?lang=en", data={**typed, "name": "Của tôi"}, headers=admin)

    assert (stale.status_code, "Saved now: Của họ" in stale.text) == (412, True)
    assert form_of(stale.text)["name"] == "Của tôi"
    assert session.scalars(select(Organisation.name).where(Organisation.code == "so")).one() == "Của họ"


def test_a_faulty_organisation_is_not_half_saved(writer: TestClient, admin: Headers, session: Session) -> None:
    address = "/quan-tri/co-quan/so"
    typed = {**form_of(writer.get(address, headers=admin).text), "name": "Nửa vời"}

    refused = writer.post(address, data={**typed, "valid_from": "2025-07-01", "valid_to": "2025-01-01"}, headers=admin)

    assert (refused.status_code, 'id="e-valid_to"' in refused.text) == (422, True)
    assert session.scalars(select(Organisation.name).where(Organisation.code == "so")).one() == "Sở Ấy"


@pytest.mark.parametrize(
    "address", ["/quan-tri/tai-khoan?limit=200", "/quan-tri/dang-nhap?limit=200", "/quan-tri/co-quan?limit=200"]
)
def test_a_long_list_takes_no_more_statements_than_a_short_one(
    writer: TestClient, admin: Headers, make: Make, engine: Engine, address: str
) -> None:
    writer.get(address, headers=admin)  # the first use of a token is written down
    few = statements_of(writer, engine, address, admin)
    for _ in range(30):
        make.membership(Role.AGENCY)
        make.sign_in()
        make.attempt()

    assert statements_of(writer, engine, address, admin) == few
