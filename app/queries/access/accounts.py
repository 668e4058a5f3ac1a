"""One's own account: the offices held, the devices signed in, the tokens made."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.domain.access.devices import device_words
from app.models import ApiToken, Membership, SignIn, User
from app.queries.organisations.assignments import organisation_ref
from app.queries.spans import is_held
from app.schemas.access import AccountRead, DeviceRead, OfficeRead, TokenRead


def account_of(session: Session, user_id: int, now: datetime, today: date, *, this: int | None) -> AccountRead:
    """Return the account as its owner sees it; `this` is the sign-in in use."""
    user = session.get_one(User, user_id)
    return AccountRead(
        login=user.login,
        name=user.name,
        has_password=user.password_hash is not None,
        offices=_offices(session, user_id, today),
        devices=_devices(session, user_id, now, this),
        tokens=_tokens(session, user_id, now),
    )


def _offices(session: Session, user_id: int, today: date) -> list[OfficeRead]:
    held = is_held(today)
    rows = session.scalars(
        select(Membership)
        .where(Membership.user_id == user_id, held)
        .order_by(Membership.id)
        .options(joinedload(Membership.organisation))
    )
    return [OfficeRead(role=row.role, organisation=organisation_ref(row.organisation, today)) for row in rows]


def _devices(session: Session, user_id: int, now: datetime, this: int | None) -> list[DeviceRead]:
    is_open = SignIn.ended_at.is_(None) & (SignIn.expires_at > now)
    rows = session.scalars(select(SignIn).where(SignIn.user_id == user_id, is_open).order_by(SignIn.id.desc()))
    return [
        DeviceRead(
            id=row.id,
            way=row.way,
            device=device_words(row.device),
            address=row.address,
            created_at=row.created_at,
            last_seen_at=row.last_seen_at,
            is_this=row.id == this,
        )
        for row in rows
    ]


def _tokens(session: Session, user_id: int, now: datetime) -> list[TokenRead]:
    is_open = ApiToken.revoked_at.is_(None) & (ApiToken.expires_at > now)
    rows = session.scalars(select(ApiToken).where(ApiToken.user_id == user_id, is_open).order_by(ApiToken.id.desc()))
    return [TokenRead.model_validate(row) for row in rows]
