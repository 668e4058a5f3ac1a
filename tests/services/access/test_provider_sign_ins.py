"""Coming back from the identity provider: which account it opens, and how its offices follow the claims."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from app.db.engine import writing
from app.domain.access.actor import Role
from app.domain.access.provider import (
    AccountClosedError,
    ClaimedOffice,
    LoginTakenError,
    NoOfficeError,
    Person,
    ProviderAnswerError,
    ProviderSetUpError,
)
from app.domain.access.sign_in import SignInWay
from app.domain.errors import ConflictError, DomainError, NotFoundError
from app.models import Membership, SignIn, SignInAttempt, User
from app.services.access.provider_sign_ins import Arrival, require_organisations, sign_in_by_provider, tie_user
from app.services.access.sign_ins import Client
from tests.conftest import NOW, TODAY
from tests.factories import Make
from tests.web.office import opened

ARRIVAL = Arrival(NOW, TODAY, Client("Firefox", "10.0.0.1"))
HUONG = Person("https://dang-nhap.example a1", ("Huong", "huong@example.vn", "a1"), "Nguyễn Thị Hường")
PLANNER = ClaimedOffice(Role.PLANNER, "q-ninh-kieu")
AGENCY = ClaimedOffice(Role.AGENCY, "q-ninh-kieu")
Held = list[tuple[Role, date, date | None, bool]]


@pytest.fixture(autouse=True)
def district(make: Make) -> None:
    make.organisation(code="q-ninh-kieu")


@pytest.fixture
def arrive(session: Session) -> Callable[..., DomainError | None]:
    """Return a function that signs a person in with the offices they claim, and returns the refusal."""

    def act(*claimed: ClaimedOffice, person: Person = HUONG, days: int = 0) -> DomainError | None:
        arrival = replace(ARRIVAL, today=TODAY + timedelta(days=days))
        secret, refusal = sign_in_by_provider(session, person, frozenset(claimed), arrival)
        assert (secret is None) is (refusal is not None)
        return refusal

    return act


Arrive = Callable[..., DomainError | None]


def held_by(session: Session, login: str = "huong") -> Held:
    rows = session.scalars(select(Membership).join(Membership.user).where(User.login == login).order_by(Membership.id))
    return [(row.role, row.from_on, row.to_on, row.from_provider) for row in rows]


def test_the_first_time_makes_an_account_without_a_password(session: Session, arrive: Arrive) -> None:
    refusal = arrive(PLANNER)

    user = session.scalars(select(User)).one()
    assert (refusal, user.login, user.name, user.password_hash) == (None, "huong", "Nguyễn Thị Hường", None)
    assert held_by(session) == [(Role.PLANNER, TODAY, None, True)]
    assert session.scalars(select(SignIn.way)).all() == [SignInWay.PROVIDER]


def test_the_next_time_is_the_same_account_whatever_they_are_called_by_then(session: Session, arrive: Arrive) -> None:
    arrive(PLANNER)

    arrive(PLANNER, person=replace(HUONG, logins=("khac",), name="Tên khác"), days=1)

    assert [(user.login, user.name) for user in session.scalars(select(User))] == [("huong", "Nguyễn Thị Hường")]
    assert held_by(session) == [(Role.PLANNER, TODAY, None, True)]


def test_offices_follow_the_claims_from_day_to_day(session: Session, arrive: Arrive) -> None:
    for day, claimed in enumerate([PLANNER, AGENCY, PLANNER]):
        arrive(claimed, days=day)

    days = [TODAY + timedelta(days=day) for day in range(3)]
    assert held_by(session) == [
        (Role.PLANNER, days[0], days[1], True),
        (Role.AGENCY, days[1], days[2], True),
        (Role.PLANNER, days[2], None, True),
    ]


def test_an_office_that_is_taken_back_on_its_first_day_never_was(session: Session, arrive: Arrive) -> None:
    arrive(PLANNER, AGENCY)

    arrive(AGENCY)

    assert held_by(session) == [(Role.AGENCY, TODAY, None, True)]


def test_what_an_administrator_gave_by_hand_stays_and_is_not_given_twice(
    session: Session, make: Make, arrive: Arrive
) -> None:
    user = make.user(login="huong", subject=HUONG.identity)
    given = make.membership(Role.PLANNER, user=user, organisation=make.organisation(code="ubnd-tp"))

    without, again = arrive(), arrive(ClaimedOffice(Role.PLANNER, "ubnd-tp"))

    assert (without, again) == (None, None)
    assert held_by(session) == [(Role.PLANNER, given.from_on, None, False)]


def test_nobody_without_an_office_gets_an_account(session: Session, arrive: Arrive) -> None:
    refusal = arrive()

    assert isinstance(refusal, NoOfficeError)
    assert session.scalars(select(User.login)).all() == []
    assert session.execute(select(SignInAttempt.login, SignInAttempt.way, SignInAttempt.outcome)).all() == [
        ("huong", "provider", "refused")
    ]


def test_who_loses_their_last_office_loses_it_today_and_is_turned_away(session: Session, arrive: Arrive) -> None:
    arrive(PLANNER)

    refusal = arrive(days=1)

    assert isinstance(refusal, NoOfficeError)
    assert held_by(session) == [(Role.PLANNER, TODAY, TODAY + timedelta(days=1), True)]


def test_a_closed_account_stays_closed_and_its_offices_as_they_were(
    session: Session, make: Make, arrive: Arrive
) -> None:
    make.user(login="huong", subject=HUONG.identity, active=False)

    assert isinstance(arrive(PLANNER), AccountClosedError)
    assert held_by(session) == []


def test_the_same_login_is_no_proof_of_being_the_same_person(session: Session, make: Make, arrive: Arrive) -> None:
    make.membership(Role.ADMIN, user=make.user(login="huong"))

    refusal = arrive(PLANNER)

    assert isinstance(refusal, LoginTakenError)
    assert [user.subject for user in session.scalars(select(User))] == [None]


def test_an_administrator_ties_an_account_to_its_owner(session: Session, make: Make, arrive: Arrive) -> None:
    user = make.user(login="huong")
    tie_user(session, "HUONG", HUONG.identity)

    refusal = arrive(PLANNER)

    assert (refusal, session.scalars(select(SignIn.user_id)).one()) == (None, user.id)


def test_an_identity_opens_one_account_alone(session: Session, make: Make) -> None:
    make.user(login="huong", subject=HUONG.identity)
    make.user(login="khac")

    with pytest.raises(ConflictError, match="huong"):
        tie_user(session, "khac", HUONG.identity)
    with pytest.raises(NotFoundError):
        tie_user(session, "chua-co", HUONG.identity)


@pytest.mark.parametrize(
    ("logins", "expected"),
    [
        pytest.param(("Nguyễn Thị Hường", "huong@example.vn", "a1"), "huong@example.vn", id="a name with spaces"),
        pytest.param(("a/b?c", "a1"), "a1", id="what no address holds"),
        pytest.param(("x" * 201, "a1"), "a1", id="too long"),
        pytest.param(("a\x00b", "a1"), "a1", id="a control character"),
    ],
)
def test_a_login_is_the_first_name_that_can_be_one(
    session: Session, arrive: Arrive, logins: tuple[str, ...], expected: str
) -> None:
    assert arrive(PLANNER, person=replace(HUONG, logins=logins)) is None
    assert session.scalars(select(User.login)).all() == [expected]


def test_a_name_that_no_page_could_show_is_the_login(session: Session, arrive: Arrive) -> None:
    arrive(PLANNER, person=replace(HUONG, name="x" * 201))

    assert session.scalars(select(User.name)).all() == ["Huong"]


def test_who_has_no_usable_name_at_all_is_refused(arrive: Arrive) -> None:
    assert isinstance(arrive(PLANNER, person=replace(HUONG, logins=("?",), name="\x00")), ProviderAnswerError)


def test_an_office_in_an_organisation_that_is_not_there_is_for_the_operator_to_mend(
    session: Session, make: Make, arrive: Arrive
) -> None:
    make.organisation(code="da-het", valid_to=TODAY)
    unknown, ended = (ClaimedOffice(Role.PLANNER, code) for code in ("chua-co", "da-het"))

    refusals = [arrive(claimed) for claimed in (unknown, ended)]

    assert [str(refusal).split()[4] for refusal in refusals] == ["chua-co,", "da-het,"]
    with pytest.raises(ProviderSetUpError, match="chua-co"):
        require_organisations(session, [unknown])
    require_organisations(session, [ended])


def test_two_browsers_of_a_new_person_make_one_account(engine: Engine, new_database: Callable[[str, str], str]) -> None:
    office = opened(new_database(engine.dialect.name, "provider_race"))
    claimed, together = frozenset({ClaimedOffice(Role.AGENCY, "co-quan-agency")}), threading.Barrier(4)
    refusals: list[DomainError | None] = []

    def arrive() -> None:
        together.wait()
        with writing(office.engine).begin() as session:
            refusals.append(sign_in_by_provider(session, HUONG, claimed, ARRIVAL)[1])

    threads = [threading.Thread(target=arrive) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with office.changing() as session:
        assert (refusals, len(held_by(session))) == ([None] * 4, 1)
    office.engine.dispose()
