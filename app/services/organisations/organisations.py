"""Organisations: what they are called, what stands above them, and from when to when they exist."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.access.policy import Action
from app.domain.errors import FieldError, InvalidInputError, NotFoundError
from app.domain.messages import Message, msgid
from app.domain.organisations.codes import code_from
from app.domain.organisations.parents import stands_above
from app.domain.text import fold, sort_key
from app.models import Organisation
from app.schemas.organising import NewOrganisation, OrganisationChange
from app.services.unit_of_work import UnitOfWork


def add_organisation(work: UnitOfWork, wish: NewOrganisation) -> Organisation:
    """Enter an organisation. Raises InvalidInputError, also where its code is taken."""
    work.require(Action.ORGANISATION_EDIT)
    row = Organisation(
        **wish.model_dump(exclude={"code", "parent"}),
        code=_new_code(work.session, wish),
        parent_id=_above(work.session, wish.parent).id if wish.parent else None,
    )
    _settle(row)
    work.session.add(row)
    work.session.flush()
    return row


def _new_code(session: Session, wish: NewOrganisation) -> str:
    code = wish.code or code_from(wish.short_name)
    if not code:
        fault = msgid("Give a code: the short name has no letters to make one of.")
        raise InvalidInputError(FieldError(Message(fault), pointer="/code"))
    if _by_code(session, code) is not None:
        fault = msgid("“%(code)s” is the code of another organisation; give this one its own.")
        raise InvalidInputError(FieldError(Message(fault, {"code": code}), pointer="/code"))
    return code


def edit_organisation(work: UnitOfWork, code: str, change: OrganisationChange) -> Organisation:
    """Change the fields that were sent; its code stays. Raises NotFoundError or InvalidInputError."""
    work.require(Action.ORGANISATION_EDIT)
    row = _by_code(work.session, code)
    if row is None:
        raise NotFoundError(kind=msgid("organisation"), code=code)
    work.expect(row)
    if "parent" in change.model_fields_set:
        row.parent_id = _parent_id(work.session, row, change.parent)
    for name in change.model_fields_set - {"parent"}:
        setattr(row, name, getattr(change, name))
    _settle(row)
    work.session.flush()
    return row


def _settle(row: Organisation) -> None:
    """Bring what follows from the fields in line with them. Raises InvalidInputError when it ends before it begins."""
    if row.valid_from and row.valid_to and row.valid_to <= row.valid_from:
        fault = msgid("It ends before it begins: this is the first day on which it no longer exists.")
        raise InvalidInputError(FieldError(Message(fault), pointer="/valid_to"))
    row.search_text = fold(f"{row.code} {row.name} {row.short_name}")
    row.sort_key = sort_key(row.name)


def _by_code(session: Session, code: str) -> Organisation | None:
    return session.scalars(select(Organisation).where(Organisation.code == code).with_for_update()).one_or_none()


def _parent_id(session: Session, row: Organisation, parent: str | None) -> int | None:
    if parent is None:
        return None
    above = _above(session, parent)
    if stands_above(row.code, parent, lambda code: _parent_of(session, code)):
        fault = msgid("This organisation would stand above itself.")
        raise InvalidInputError(FieldError(Message(fault), pointer="/parent"))
    return above.id


def _above(session: Session, code: str) -> Organisation:
    row = session.scalars(select(Organisation).where(Organisation.code == code)).one_or_none()
    if row is None:
        raise InvalidInputError(FieldError(Message(msgid("There is no such organisation.")), pointer="/parent"))
    return row


def _parent_of(session: Session, code: str) -> str | None:
    above = select(Organisation.parent_id).where(Organisation.code == code).scalar_subquery()
    return session.scalar(select(Organisation.code).where(Organisation.id == above))
