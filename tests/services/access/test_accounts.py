"""Accounts and offices: who may change them, and what is refused."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.access.actor import Actor, Office, Role
from app.domain.errors import ConflictError, InvalidInputError, NotFoundError, NotPermittedError, StaleEditError
from app.models import Membership, User
from app.schemas.access import AccountChange, NewAccount, NewMembership
from app.services.access.accounts import change_account, end_office, give_office, make_link, open_account
from app.services.unit_of_work import UnitOfWork
from tests.conftest import NOW, TODAY
from tests.factories import Make

CLOSED = AccountChange(active=False)


@pytest.fixture
def admin(make: Make) -> Membership:
    return make.membership(Role.ADMIN)


@pytest.fixture
def work(session: Session, admin: Membership) -> UnitOfWork:
    office = Office(Role.ADMIN, admin.organisation_id)
    return UnitOfWork(session, Actor(admin.user_id, "Quản trị", frozenset({office})), NOW, TODAY)


def faults(error: InvalidInputError) -> list[str | None]:
    return [each.pointer for each in error.errors]


def test_only_an_administrator_manages_accounts(work: UnitOfWork, make: Make) -> None:
    login = make.user().login
    others = [Actor(1, "", frozenset({Office(role, 1)})) for role in Role if role is not Role.ADMIN]

    for actor in others:
        theirs = replace(work, actor=actor)
        with pytest.raises(NotPermittedError):
            open_account(theirs, NewAccount(login="moi", name="Mới"))
        with pytest.raises(NotPermittedError):
            change_account(theirs, login, CLOSED)
        with pytest.raises(NotPermittedError):
            make_link(theirs, login)


def test_a_login_is_given_once_whatever_its_case(work: UnitOfWork) -> None:
    open_account(work, NewAccount(login="Nguyen.Van.A", name="Nguyễn Văn A"))

    with pytest.raises(InvalidInputError) as refused:
        open_account(work, NewAccount(login="nguyen.van.a", name="Người khác"))

    assert faults(refused.value) == ["/login"]


def test_what_was_not_sent_stays(work: UnitOfWork, make: Make) -> None:
    user = make.user(name="Tên cũ", active=False)

    change_account(work, user.login, AccountChange(name="Đặng Mới"))

    assert (user.name, user.active, user.search_text) == ("Đặng Mới", False, f"{user.login} dang moi")


def test_closing_an_account_ends_its_sign_ins(work: UnitOfWork, make: Make, session: Session) -> None:
    signed_in = make.sign_in()

    change_account(work, signed_in.user.login, CLOSED)

    session.refresh(signed_in)
    assert signed_in.ended_at == NOW


def test_a_stale_edit_is_refused(work: UnitOfWork, make: Make) -> None:
    user = make.user(name="Tên")

    with pytest.raises(StaleEditError):
        change_account(replace(work, version=user.version + 1), user.login, AccountChange(name="Khác"))

    assert user.name == "Tên"


def test_the_last_administrator_is_neither_closed_nor_relieved(work: UnitOfWork, admin: Membership) -> None:
    login = admin.user.login

    with pytest.raises(ConflictError):
        change_account(work, login, CLOSED)
    with pytest.raises(ConflictError):
        end_office(work, login, admin.id)

    assert (admin.user.active, admin.to_on) == (True, None)


def test_an_administrator_whose_account_is_closed_does_not_count(
    work: UnitOfWork, admin: Membership, make: Make
) -> None:
    make.membership(Role.ADMIN, user=make.user(active=False))
    make.membership(Role.ADMIN, from_on=TODAY + timedelta(days=1))

    with pytest.raises(ConflictError):
        end_office(work, admin.user.login, admin.id)


def test_one_of_two_administrators_may_go(work: UnitOfWork, admin: Membership, make: Make) -> None:
    make.membership(Role.ADMIN)

    end_office(work, admin.user.login, admin.id)

    assert admin.to_on == TODAY


def test_an_office_is_held_from_today_unless_another_day_is_said(work: UnitOfWork, make: Make) -> None:
    user, organisation = make.user(), make.organisation()

    held = give_office(work, user.login, NewMembership(organisation=organisation.code, role=Role.AGENCY))

    assert (held.from_on, held.to_on, held.from_provider) == (TODAY, None, False)


@pytest.mark.parametrize("from_on", [None, date(2020, 1, 1), date(2030, 1, 1)])
def test_an_office_is_not_held_twice_at_a_time(work: UnitOfWork, make: Make, from_on: date | None) -> None:
    held = make.membership(Role.AGENCY)
    again = NewMembership(organisation=held.organisation.code, role=Role.AGENCY, from_on=from_on)

    with pytest.raises(InvalidInputError) as refused:
        give_office(work, held.user.login, again)

    assert faults(refused.value) == ["/role"]


def test_an_office_that_has_ended_may_be_held_again(work: UnitOfWork, make: Make) -> None:
    held = make.membership(Role.AGENCY, to_on=TODAY)

    again = give_office(work, held.user.login, NewMembership(organisation=held.organisation.code, role=Role.AGENCY))

    assert again.from_on == TODAY


@pytest.mark.parametrize("said", [{"valid_to": TODAY}, {"valid_from": TODAY + timedelta(days=1)}])
def test_no_office_is_held_where_the_organisation_does_not_exist(
    work: UnitOfWork, make: Make, said: dict[str, date]
) -> None:
    user, organisation = make.user(), make.organisation(**said)

    with pytest.raises(InvalidInputError) as refused:
        give_office(work, user.login, NewMembership(organisation=organisation.code, role=Role.AGENCY))

    assert faults(refused.value) == ["/organisation"]


def test_an_office_that_has_not_begun_is_taken_back(work: UnitOfWork, make: Make, session: Session) -> None:
    held = make.membership(Role.AGENCY, from_on=TODAY + timedelta(days=5))

    end_office(work, held.user.login, held.id)

    assert session.scalars(select(Membership).where(Membership.id == held.id)).all() == []


def test_nobody_loses_the_office_of_somebody_else(work: UnitOfWork, make: Make) -> None:
    mine, theirs = make.membership(Role.AGENCY), make.membership(Role.AGENCY)

    with pytest.raises(NotFoundError):
        end_office(work, mine.user.login, theirs.id)

    assert theirs.to_on is None


def test_the_search_text_follows_the_login_and_the_name() -> None:
    user = User(name="Trần Đức", login="tran.duc")

    assert user.search_text == "tran.duc tran duc"
