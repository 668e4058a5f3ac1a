"""Signing in and out, and programs that act for a person by a token."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.domain.access.policy import Action
from app.domain.access.sign_in import (
    SEEN_EVERY,
    SESSION_LASTS,
    WINDOW,
    WRONG_BY_ADDRESS,
    WRONG_BY_LOGIN,
    AttemptOutcome,
    SignInRefusedError,
    SignInWay,
    TokenScope,
    TooManyAttemptsError,
    digest,
    wait_of,
)
from app.domain.errors import DomainError, NotFoundError
from app.domain.messages import msgid
from app.models import ApiToken, SignIn, SignInAttempt, User
from app.services.access.secrets import hash_password, matches, needs_rehash, new_secret
from app.services.unit_of_work import UnitOfWork

TOKEN_PREFIX = "tk_"  # noqa: S105 (says what it is, so that a leaked one is recognised)


@dataclass(frozen=True)
class Client:
    """Where a sign-in comes from."""

    device: str
    address: str


def sign_in(
    session: Session, login: str, password: str, client: Client, now: datetime
) -> tuple[str | None, DomainError | None]:
    """Return the secret of a new session, or why there is none; the attempt is written down in both cases."""
    folded = login.strip().casefold()[:200]
    wait = _wait(session, folded, client.address, now)
    if wait:
        _note(session, folded, client, now, AttemptOutcome.THROTTLED)
        return None, TooManyAttemptsError(minutes=wait)
    user = session.scalars(select(User).where(User.login == folded)).one_or_none()
    if not matches(user.password_hash if user else None, password) or user is None or not user.active:
        _note(session, folded, client, now, AttemptOutcome.REFUSED)
        return None, SignInRefusedError()
    if user.password_hash and needs_rehash(user.password_hash):
        user.password_hash = hash_password(password)
    _note(session, folded, client, now, AttemptOutcome.SIGNED_IN)
    return begin(session, user, SignInWay.PASSWORD, client, now), None


def begin(session: Session, user: User, way: SignInWay, client: Client, now: datetime) -> str:
    """Return the secret of a new session of `user`."""
    secret = new_secret()
    session.add(
        SignIn(
            user_id=user.id,
            secret_digest=digest(secret),
            way=way,
            device=client.device[:300],
            address=client.address[:64],
            created_at=now,
            last_seen_at=now,
            expires_at=now + SESSION_LASTS,
            ended_at=None,
        )
    )
    session.flush()
    return secret


def _note(session: Session, login: str, client: Client, now: datetime, outcome: AttemptOutcome) -> None:
    session.add(
        SignInAttempt(at=now, login=login, address=client.address[:64], way=SignInWay.PASSWORD, outcome=outcome)
    )
    session.flush()


def _wait(session: Session, login: str, address: str, now: datetime) -> int:
    """Return for how many minutes this login or address has to wait, 0 when not at all."""
    wrong = (SignInAttempt.outcome == AttemptOutcome.REFUSED) & (SignInAttempt.at > now - WINDOW)
    # Coming back from the provider in vain is no guess, and any page could make an office's browsers do it.
    typed = SignInAttempt.way == SignInWay.PASSWORD
    tried = select(func.count(), func.min(SignInAttempt.at)).where(wrong, typed)
    by_login, first_by_login = session.execute(tried.where(SignInAttempt.login == login)).one()
    by_address, first_by_address = session.execute(tried.where(SignInAttempt.address == address[:64])).one()
    firsts = ((first_by_login, by_login >= WRONG_BY_LOGIN), (first_by_address, by_address >= WRONG_BY_ADDRESS))
    oldest = max((moment for moment, is_over in firsts if moment and is_over), default=None)
    return wait_of(by_login, by_address, oldest, now)


def sign_out(session: Session, secret: str, now: datetime) -> None:
    ended = update(SignIn).where(SignIn.secret_digest == digest(secret), SignIn.ended_at.is_(None))
    session.execute(ended.values(ended_at=now))


def end_sign_ins(session: Session, user_id: int, now: datetime, *, keep: int | None = None) -> None:
    """End all sign-ins of a person but `keep`."""
    open_ones = (SignIn.user_id == user_id) & SignIn.ended_at.is_(None)
    session.execute(update(SignIn).where(open_ones, SignIn.id != (keep or 0)).values(ended_at=now))


def end_own_sign_in(work: UnitOfWork, sign_in_id: int) -> None:
    """End one of one's own sign-ins. Raises NotFoundError for anybody else's."""
    work.require(Action.OWN_ACCOUNT)
    row = work.session.get(SignIn, sign_in_id)
    if row is None or row.user_id != work.user_id:
        raise NotFoundError(kind=msgid("device"), code=str(sign_in_id))
    row.ended_at = row.ended_at or work.now


def end_other_sign_ins(work: UnitOfWork, *, keep: int | None) -> None:
    """End all of one's own sign-ins but `keep`."""
    work.require(Action.OWN_ACCOUNT)
    end_sign_ins(work.session, work.user_id, work.now, keep=keep)


def make_token(work: UnitOfWork, name: str, scope: TokenScope, days: int) -> str:
    """Return a new token of one's own; it is shown this once."""
    work.require(Action.OWN_ACCOUNT)
    return add_token(work.session, work.user_id, name, scope, (work.now, days))


def add_token(session: Session, user_id: int, name: str, scope: TokenScope, lasts: tuple[datetime, int]) -> str:
    """Return a new token that lasts from a moment for a number of days."""
    secret, (now, days) = TOKEN_PREFIX + new_secret(), lasts
    session.add(
        ApiToken(
            user_id=user_id,
            name=name,
            secret_digest=digest(secret),
            scope=scope,
            created_at=now,
            expires_at=now + timedelta(days=days),
            last_used_at=None,
            revoked_at=None,
        )
    )
    session.flush()
    return secret


def revoke_token(work: UnitOfWork, token_id: int) -> None:
    """Raises NotFoundError for anybody else's."""
    work.require(Action.OWN_ACCOUNT)
    row = work.session.get(ApiToken, token_id)
    if row is None or row.user_id != work.user_id:
        raise NotFoundError(kind=msgid("token"), code=str(token_id))
    row.revoked_at = row.revoked_at or work.now


def note_seen(session: Session, secret: str, now: datetime) -> None:
    """Write down that a session or token is in use, every few minutes at most."""
    seen = (SignIn.secret_digest == digest(secret)) & (SignIn.last_seen_at < now - SEEN_EVERY)
    session.execute(update(SignIn).where(seen).values(last_seen_at=now))
    is_due = ApiToken.last_used_at.is_(None) | (ApiToken.last_used_at < now - SEEN_EVERY)
    session.execute(update(ApiToken).where(ApiToken.secret_digest == digest(secret), is_due).values(last_used_at=now))
