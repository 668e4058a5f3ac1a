"""Accounts: who can sign in, and what they hold."""

from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.domain.access.actor import Role
from app.domain.access.policy import Action
from app.domain.access.sign_in import LINK_LASTS, LinkPurpose, LinkSpentError, digest, password_faults
from app.domain.errors import FieldError, InvalidInputError, NotFoundError
from app.domain.messages import Message, msgid
from app.domain.organisations.validity import is_valid
from app.models import Membership, OneTimeLink, Organisation, User
from app.schemas.access import AccountChange, NewAccount, NewMembership
from app.services.access.administrators import require_administrator_left
from app.services.access.common_passwords import is_common
from app.services.access.secrets import hash_password, matches, new_secret
from app.services.access.sign_ins import end_sign_ins
from app.services.unit_of_work import UnitOfWork


def user_by_login(session: Session, login: str) -> User:
    """Raises NotFoundError."""
    user = session.scalars(select(User).where(User.login == login.strip().casefold())).one_or_none()
    if user is None:
        raise NotFoundError(kind=msgid("account"), code=login)
    return user


def open_account(work: UnitOfWork, wanted: NewAccount) -> User:
    """Make an account without a password; a one-time link lets its owner set one."""
    work.require(Action.ACCOUNT_MANAGE)
    return add_user(work.session, wanted.login, wanted.name)


def add_user(session: Session, login: str, name: str, *, demo: bool = False) -> User:
    # Folding may lengthen; signing in cuts at the same place.
    folded = login.strip().casefold()[:200]
    if session.scalar(select(User.id).where(User.login == folded)) is not None:
        raise InvalidInputError(
            FieldError(Message(msgid("There is an account with this login already.")), pointer="/login")
        )
    user = User(login=folded, name=name, password_hash=None, subject=None, active=True, demo=demo)
    session.add(user)
    session.flush()
    return user


def change_account(work: UnitOfWork, login: str, change: AccountChange) -> User:
    """Change what was sent: rename, close or open an account; closing it ends all its sign-ins."""
    work.require(Action.ACCOUNT_MANAGE)
    user = user_by_login(work.session, login)
    work.expect(user)
    if "active" in change.model_fields_set and not change.active:
        require_administrator_left(work, without_user=user.id)
        end_sign_ins(work.session, user.id, work.now)
    for name in change.model_fields_set:
        setattr(user, name, getattr(change, name))
    work.session.flush()
    return user


def give_office(work: UnitOfWork, login: str, wanted: NewMembership) -> Membership:
    work.require(Action.ACCOUNT_MANAGE)
    user = user_by_login(work.session, login)
    return add_membership(work.session, user, wanted.organisation, wanted.role, wanted.from_on or work.today)


def add_membership(session: Session, user: User, organisation: str, role: Role, from_on: date) -> Membership:
    found = session.scalars(select(Organisation).where(Organisation.code == organisation)).one_or_none()
    if found is None:
        raise InvalidInputError(FieldError(Message(msgid("There is no such organisation.")), pointer="/organisation"))
    if not is_valid(found.valid_from, found.valid_to, from_on):
        fault = Message(msgid("This organisation does not exist on that day."))
        raise InvalidInputError(FieldError(fault, pointer="/organisation"))
    _require_new(session, user, found, role, from_on)
    membership = Membership(user=user, organisation=found, role=role, from_on=from_on, to_on=None, from_provider=False)
    session.add(membership)
    session.flush()
    return membership


def _require_new(session: Session, user: User, organisation: Organisation, role: Role, from_on: date) -> None:
    same = (Membership.user_id == user.id, Membership.organisation_id == organisation.id, Membership.role == role)
    held = select(Membership.id).where(*same, or_(Membership.to_on.is_(None), Membership.to_on > from_on))
    if session.scalar(held.limit(1)) is not None:
        fault = Message(msgid("This person holds this office already, or will from a later day."))
        raise InvalidInputError(FieldError(fault, pointer="/role"))


def end_office(work: UnitOfWork, login: str, membership_id: int) -> None:
    """Let a membership end today; one that has not begun is taken back."""
    work.require(Action.ACCOUNT_MANAGE)
    user = user_by_login(work.session, login)
    wanted = select(Membership).where(Membership.id == membership_id, Membership.user_id == user.id)
    membership = work.session.scalars(wanted).one_or_none()
    if membership is None:
        raise NotFoundError(kind=msgid("membership"), code=str(membership_id))
    if membership.role is Role.ADMIN:
        require_administrator_left(work, without_membership=membership.id)
    end_membership(work.session, membership, work.today)
    work.session.flush()


def end_membership(session: Session, membership: Membership, today: date) -> None:
    """Let it end today; a span of no days cannot be kept, so one that has not begun before today is deleted."""
    if membership.from_on >= today:
        session.delete(membership)
    elif membership.to_on is None or membership.to_on > today:
        membership.to_on = today


def set_password(user: User, password: str) -> None:
    """Raises InvalidInputError when it is too short, too long or too easy to guess."""
    faults = password_faults(password, user.login, common=is_common(password))
    if faults:
        raise InvalidInputError(*faults)
    user.password_hash = hash_password(password)


def change_own_password(work: UnitOfWork, present: str, new: str, *, keep: int | None) -> None:
    """Change one's password, which ends every other sign-in than `keep`."""
    work.require(Action.OWN_ACCOUNT)
    user = work.session.get_one(User, work.user_id)
    if not matches(user.password_hash, present):
        raise InvalidInputError(FieldError(Message(msgid("This is not your present password.")), pointer="/password"))
    set_password(user, new)
    end_sign_ins(work.session, user.id, work.now, keep=keep)


def make_link(work: UnitOfWork, login: str) -> str:
    """Return the secret of a new link that lets the account's owner set a password, once."""
    work.require(Action.ACCOUNT_MANAGE)
    user = user_by_login(work.session, login)
    return add_link(work, user)


def add_link(work: UnitOfWork, user: User) -> str:
    secret = new_secret()
    purpose = LinkPurpose.INVITE if user.password_hash is None else LinkPurpose.RESET
    work.session.add(
        OneTimeLink(
            user_id=user.id,
            purpose=purpose,
            secret_digest=digest(secret),
            made_by_id=work.actor.user_id,
            created_at=work.now,
            expires_at=work.now + LINK_LASTS,
            used_at=None,
        )
    )
    return secret


def use_link(work: UnitOfWork, secret: str, new_password: str) -> User:
    """Set the password by a one-time link. Raises LinkSpentError or InvalidInputError."""
    link = link_by_secret(work, secret)
    user = work.session.get_one(User, link.user_id)
    set_password(user, new_password)
    link.used_at = work.now
    end_sign_ins(work.session, user.id, work.now)
    return user


def link_by_secret(work: UnitOfWork, secret: str) -> OneTimeLink:
    wanted = select(OneTimeLink).where(OneTimeLink.secret_digest == digest(secret)).with_for_update()
    link = work.session.scalars(wanted).one_or_none()
    if link is None or link.used_at is not None or link.expires_at <= work.now or not _is_open(work, link.user_id):
        raise LinkSpentError
    return link


def _is_open(work: UnitOfWork, user_id: int) -> bool:
    return work.session.get_one(User, user_id).active
