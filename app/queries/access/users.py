"""Accounts, as an administrator sees them."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, joinedload

from app.domain.errors import NotFoundError
from app.domain.messages import msgid
from app.models import Membership, SignIn, User
from app.queries.organisations.assignments import organisation_ref
from app.queries.paging import Page, Sort, page_of, slice_of
from app.queries.searching import matches
from app.queries.spans import is_held
from app.schemas.access import OfficeRead
from app.schemas.users import MembershipRead, UserDetail, UserParameters, UserRead, UserSort

_SORTS = {
    UserSort.LOGIN: Sort(User.login, User.id),
    UserSort.LOGIN_DOWN: Sort(User.login, User.id, descending=True),
}


def user_page(session: Session, wanted: UserParameters, on: date) -> Page[UserRead]:
    """Return accounts with what each holds on the day."""
    statement = select(User).where(matches(User.search_text, wanted.q))
    if wanted.active is not None:
        statement = statement.where(User.active == wanted.active)
    if wanted.role:
        holding = select(Membership.user_id).where(Membership.role.in_(wanted.role), is_held(on))
        statement = statement.where(User.id.in_(holding))
    page = page_of(session, statement, _SORTS[wanted.sort], slice_of(wanted))
    offices = _offices_by_user(session, [row.id for row in page.rows], on)
    return page.mapped(lambda row: _read(row, offices.get(row.id, [])))


def user_detail(session: Session, login: str, on: date) -> UserDetail:
    """Return one account with all it held, holds and will hold. Raises NotFoundError."""
    row = session.scalars(select(User).where(User.login == login.strip().casefold())).one_or_none()
    if row is None:
        raise NotFoundError(kind=msgid("account"), code=login)
    rows = _memberships(session, Membership.user_id == row.id)
    offices = _offices_by_user(session, [row.id], on).get(row.id, [])
    memberships = [_membership(each, on) for each in rows]
    return UserDetail(**dict(_read(row, offices)), version=row.version, memberships=memberships)


def last_sign_ins(session: Session, logins: Iterable[str]) -> dict[str, datetime]:
    """Return when each was last signed in, by login; those who never were are left out."""
    last = select(User.login, func.max(SignIn.created_at)).join(SignIn.user).where(User.login.in_(list(logins)))
    return dict(session.execute(last.group_by(User.login)).all())


def _offices_by_user(session: Session, users: Iterable[int], on: date) -> dict[int, list[OfficeRead]]:
    found: dict[int, list[OfficeRead]] = {}
    for row in _memberships(session, Membership.user_id.in_(list(users)), is_held(on)):
        office = OfficeRead(role=row.role, organisation=organisation_ref(row.organisation, on))
        found.setdefault(row.user_id, []).append(office)
    return found


def _memberships(session: Session, *which: ColumnElement[bool]) -> list[Membership]:
    wanted = select(Membership).where(*which).options(joinedload(Membership.organisation))
    return list(session.scalars(wanted.order_by(Membership.from_on, Membership.id)))


def _membership(row: Membership, on: date) -> MembershipRead:
    return MembershipRead(
        id=row.id,
        role=row.role,
        organisation=organisation_ref(row.organisation, on),
        from_on=row.from_on,
        to_on=row.to_on,
        from_provider=row.from_provider,
    )


def _read(row: User, offices: list[OfficeRead]) -> UserRead:
    return UserRead(
        login=row.login,
        name=row.name,
        active=row.active,
        has_password=row.password_hash is not None,
        offices=offices,
        demo=row.demo,
    )
