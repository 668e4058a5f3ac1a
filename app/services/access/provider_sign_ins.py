"""Signing in through the office's identity provider: who it is, what they hold, and a session as any other."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.db.engine import at
from app.domain.access.provider import (
    AccountClosedError,
    ClaimedOffice,
    LoginTakenError,
    NoOfficeError,
    Person,
    ProviderAnswerError,
    ProviderSetUpError,
    changes,
)
from app.domain.access.sign_in import AttemptOutcome, SignInWay
from app.domain.errors import CollisionError, ConflictError, DomainError
from app.domain.messages import msgid
from app.domain.organisations.validity import is_valid
from app.models import Membership, Organisation, SignInAttempt, User
from app.queries.access.identity import offices_of
from app.queries.spans import is_held
from app.schemas.access import NewAccount
from app.services.access.accounts import end_membership, user_by_login
from app.services.access.sign_ins import Client, begin
from app.services.changes import count_change


@dataclass(frozen=True)
class Arrival:
    """Somebody the provider has sent back: when, on which day in the office, and from where."""

    now: datetime
    today: date
    client: Client


def sign_in_by_provider(
    session: Session, person: Person, claimed: frozenset[ClaimedOffice], arrival: Arrival
) -> tuple[str | None, DomainError | None]:
    """Return the secret of a new session, or why there is none; the attempt is written down in both cases.

    Offices that are claimed no more end also for those who are then turned away.
    """
    try:
        user = _account_of(at(session, arrival.now), person, claimed)
        _follow(session, user, claimed, arrival.today)
        if not offices_of(session, user.id, arrival.today):
            raise NoOfficeError
    except DomainError as refusal:
        refuse_by_provider(session, person.logins[0], arrival)
        return None, refusal
    _note(session, user.login, arrival, AttemptOutcome.SIGNED_IN)
    secret = begin(session, user, SignInWay.PROVIDER, arrival.client, arrival.now)
    count_change(session)
    return secret, None


def refuse_by_provider(session: Session, login: str, arrival: Arrival) -> None:
    """Write down that somebody did not get in; `login` is empty where nobody knows who it was."""
    _note(session, login.casefold()[:200], arrival, AttemptOutcome.REFUSED)
    count_change(session)


def _note(session: Session, login: str, arrival: Arrival, outcome: AttemptOutcome) -> None:
    address = arrival.client.address[:64]
    session.add(SignInAttempt(at=arrival.now, login=login, address=address, way=SignInWay.PROVIDER, outcome=outcome))


def _account_of(session: Session, person: Person, claimed: frozenset[ClaimedOffice]) -> User:
    """Return the account that the provider's name for the person opens; a new one for those who get an office."""
    user = _known(session, person)
    if user is None and not claimed:
        raise NoOfficeError
    user = user or _new_account(session, person)
    if not user.active:
        raise AccountClosedError
    return user


def _known(session: Session, person: Person) -> User | None:
    # Locked, so that two browsers of one person do not give an office twice.
    return session.scalars(select(User).where(User.subject == person.identity).with_for_update()).one_or_none()


def _new_account(session: Session, person: Person) -> User:
    wanted = _wish_of(person)
    login = wanted.login.casefold()[:200]
    if session.scalar(select(User.id).where(User.login == login)) is not None:
        raise LoginTakenError(login=login, identity=person.identity)
    user = User(login=login, name=wanted.name, password_hash=None, subject=person.identity, active=True, demo=False)
    try:
        with session.begin_nested():
            session.add(user)
    except CollisionError as error:
        # Somebody was faster by a moment: their own other browser, or a namesake.
        faster = _known(session, person)
        if faster is None:
            raise LoginTakenError(login=login, identity=person.identity) from error
        return faster
    return user


def _wish_of(person: Person) -> NewAccount:
    """Return the first of the person's names that can be a login. Raises ProviderAnswerError when none can."""
    for login in person.logins:
        for name in (person.name, login):
            try:
                return NewAccount(login=login, name=name)
            except ValidationError:
                continue
    raise ProviderAnswerError


def _follow(session: Session, user: User, claimed: frozenset[ClaimedOffice], today: date) -> None:
    """Let what the provider gave end, and what it gives now begin, today."""
    organisations = _organisations(session, claimed, today)
    wanted = select(Membership).where(Membership.user_id == user.id, is_held(today))
    held = session.scalars(wanted.options(joinedload(Membership.organisation))).all()
    provided = {_office(row): row for row in held if row.from_provider}
    ended, begun = changes(claimed, provided, (_office(row) for row in held if not row.from_provider))
    for office in ended:
        end_membership(session, provided[office], today)
    for office in sorted(begun):
        organisation = organisations[office.organisation]
        given = Membership(user_id=user.id, organisation_id=organisation.id, role=office.role, from_on=today)
        given.to_on, given.from_provider = None, True
        session.add(given)
    session.flush()


def _office(row: Membership) -> ClaimedOffice:
    return ClaimedOffice(row.role, row.organisation.code)


def _organisations(session: Session, claimed: Iterable[ClaimedOffice], today: date) -> dict[str, Organisation]:
    """Return the organisations by code. Raises ProviderSetUpError for one that is unknown or not there today."""
    codes = {office.organisation for office in claimed}
    found = {row.code: row for row in session.scalars(select(Organisation).where(Organisation.code.in_(codes)))}
    for code in sorted(codes):
        if code not in found or not is_valid(found[code].valid_from, found[code].valid_to, today):
            raise ProviderSetUpError(
                msgid("TRIENKHAI_OIDC_MEMBERSHIPS names the organisation %(code)s, which does not exist today."),
                code=code,
            )
    return found


def require_organisations(session: Session, claimed: Iterable[ClaimedOffice]) -> None:
    """Raise ProviderSetUpError for a code that is none; organisations that have ended may stay in the settings."""
    known = set(session.scalars(select(Organisation.code)))
    for office in sorted(claimed):
        if office.organisation not in known:
            why = msgid("TRIENKHAI_OIDC_MEMBERSHIPS names the organisation %(code)s, which does not exist.")
            raise ProviderSetUpError(why, code=office.organisation)


def tie_user(session: Session, login: str, identity: str) -> User:
    """Let the provider's `identity` open an account from now on. Raises NotFoundError or ConflictError."""
    user = user_by_login(session, login)
    other = session.scalar(select(User.login).where(User.subject == identity, User.id != user.id))
    if other is not None:
        raise ConflictError(detail=msgid("This identity opens the account %(login)s already."), params={"login": other})
    user.subject = identity
    session.flush()
    return user
