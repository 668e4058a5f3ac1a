"""From a secret to who is asking."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.access.actor import Actor, Office
from app.domain.access.sign_in import SEEN_EVERY, TokenScope, digest
from app.models import ApiToken, Membership, SignIn, User
from app.queries.spans import is_held


@dataclass(frozen=True)
class Identity:
    """Who asks; `sign_in_id` is their session, None for a token. `is_stale` asks to note that it is in use."""

    actor: Actor
    sign_in_id: int | None = None
    is_stale: bool = False


def identity_by_session(session: Session, secret: str, now: datetime, today: date) -> Identity | None:
    """Return whose session it is; None when it has ended, or the account is closed."""
    wanted = (
        select(SignIn.id, SignIn.last_seen_at, User.id, User.name)
        .join(User, SignIn.user_id == User.id)
        .where(SignIn.secret_digest == digest(secret), SignIn.ended_at.is_(None), SignIn.expires_at > now)
        .where(User.active)
    )
    row = session.execute(wanted).one_or_none()
    if row is None:
        return None
    sign_in_id, seen_at, user_id, name = row
    actor = Actor(user_id, name, offices_of(session, user_id, today))
    return Identity(actor, sign_in_id, is_stale=seen_at < now - SEEN_EVERY)


def identity_by_token(session: Session, secret: str, now: datetime, today: date) -> Identity | None:
    """Return for whom the token acts; None when it is unknown, revoked or too old."""
    wanted = (
        select(ApiToken.scope, ApiToken.last_used_at, User.id, User.name)
        .join(User, ApiToken.user_id == User.id)
        .where(ApiToken.secret_digest == digest(secret), ApiToken.revoked_at.is_(None), ApiToken.expires_at > now)
        .where(User.active)
    )
    row = session.execute(wanted).one_or_none()
    if row is None:
        return None
    scope, used_at, user_id, name = row
    actor = Actor(user_id, name, offices_of(session, user_id, today), read_only=scope is TokenScope.READ)
    return Identity(actor, is_stale=used_at is None or used_at < now - SEEN_EVERY)


def offices_of(session: Session, user_id: int, today: date) -> frozenset[Office]:
    """Return what the person holds on the day."""
    held = is_held(today)
    rows = session.execute(
        select(Membership.role, Membership.organisation_id).where(Membership.user_id == user_id, held)
    )
    return frozenset(Office(role, organisation_id) for role, organisation_id in rows)
