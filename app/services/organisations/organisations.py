"""Organisations: what they are called, what stands above them, and from when to when they exist."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.access.policy import Action
from app.domain.errors import FieldError, InvalidInputError, NotFoundError
from app.domain.messages import Message, msgid
from app.domain.organisations.parents import stands_above
from app.domain.text import fold, sort_key
from app.models import Organisation
from app.schemas.organising import OrganisationChange
from app.services.unit_of_work import UnitOfWork


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
    _require_order(row)
    row.search_text = fold(f"{row.code} {row.name} {row.short_name}")
    row.sort_key = sort_key(row.name)
    work.session.flush()
    return row


def _by_code(session: Session, code: str) -> Organisation | None:
    return session.scalars(select(Organisation).where(Organisation.code == code).with_for_update()).one_or_none()


def _parent_id(session: Session, row: Organisation, parent: str | None) -> int | None:
    if parent is None:
        return None
    above = session.scalar(select(Organisation.id).where(Organisation.code == parent))
    if above is None:
        raise InvalidInputError(FieldError(Message(msgid("There is no such organisation.")), pointer="/parent"))
    if stands_above(row.code, parent, lambda code: _parent_of(session, code)):
        fault = msgid("This organisation would stand above itself.")
        raise InvalidInputError(FieldError(Message(fault), pointer="/parent"))
    return above


def _parent_of(session: Session, code: str) -> str | None:
    above = select(Organisation.parent_id).where(Organisation.code == code).scalar_subquery()
    return session.scalar(select(Organisation.code).where(Organisation.id == above))


def _require_order(row: Organisation) -> None:
    if row.valid_from and row.valid_to and row.valid_to <= row.valid_from:
        fault = msgid("It ends before it begins: this is the first day on which it no longer exists.")
        raise InvalidInputError(FieldError(Message(fault), pointer="/valid_to"))
