"""Redaction: on a document and by two administrators, a text goes for good, out of a record and of all it ever was."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.db.base import Base
from app.db.memory.keeping import because, keep
from app.db.memory.redacting import destroy, order
from app.domain.access.actor import Subject
from app.domain.access.policy import Action
from app.domain.errors import ConflictError, FieldError, InvalidInputError, NotFoundError
from app.domain.history.redactions import DERIVED, FILE, REDACTABLE, tombstone
from app.domain.messages import Message, msgid
from app.domain.text import fold
from app.files.store import Store
from app.models import (
    Comment,
    CommentVersion,
    Document,
    IdempotencyRecord,
    Milestone,
    Project,
    Recommendation,
    Redaction,
)
from app.queries.history.redactions import class_of
from app.schemas.proof import NewRedaction
from app.services.portfolio.keys import key_milestone, key_project, key_recommendation
from app.services.series import next_code
from app.services.unit_of_work import UnitOfWork


def ask_redaction(work: UnitOfWork, wish: NewRedaction) -> Redaction:
    """Ask that a text be destroyed; nothing goes before another administrator has approved.

    What a comment said before it was edited is asked for along with it.
    """
    work.require(Action.REDACTION_ASK)
    record, document = _record_of(work.session, wish), _document_of(work.session, wish.document)
    asked = [_ask(work, wish, document, *each) for each in _together(work.session, wish, record)]
    work.session.flush()
    return asked[0]


def approve_redaction(work: UnitOfWork, code: str, store: Store) -> Redaction:
    """Carry out what another administrator asked for. It cannot be undone."""
    asked = select(Redaction).where(Redaction.code == code).with_for_update()
    row = work.session.scalars(asked).one_or_none()
    if row is None:
        work.require(Action.REDACTIONS_VIEW)
        raise NotFoundError(kind=msgid("redaction"), code=code)
    work.require(Action.REDACTION_APPROVE, Subject(author_id=row.asked_by_id))
    if row.approved_at is not None:
        raise ConflictError(detail=msgid("This was approved and carried out already."))
    work.expect(row)
    row.approved_by_id, row.approved_at = work.user_id, work.now
    # The databases let nobody destroy anything before they see the approval.
    work.session.flush()
    _carry_out(work.session, row, store)
    return row


def _record_of(session: Session, wish: NewRedaction) -> Base:
    if wish.field not in REDACTABLE.get(wish.noun, ()):
        raise _fault("/field", msgid("This text cannot be destroyed; choose one of the list."))
    shape: Any = class_of(wish.noun)
    if hasattr(shape, "code"):
        found: Base | None = session.scalars(select(shape).where(shape.code == wish.record)).one_or_none()
    else:
        known = wish.record.isascii() and wish.record.isdigit() and len(wish.record) < 10  # noqa: PLR2004 (fits the column)
        found = session.get(shape, int(wish.record)) if known else None
    if found is None:
        raise _fault("/record", msgid("There is no such record."))
    if not getattr(found, "sha256" if wish.field == FILE else wish.field):
        raise _fault("/field", msgid("There is nothing in this field."))
    return found


def _document_of(session: Session, code: str) -> Document:
    # Any document will do, also one that administrators may not read: its code alone is shown.
    found = session.scalars(select(Document).where(Document.code == code)).one_or_none()
    if found is None:
        raise InvalidInputError(
            FieldError(Message(msgid("There is no document %(code)s."), {"code": code}), pointer="/document")
        )
    return found


def _fault(pointer: str, detail: str) -> InvalidInputError:
    return InvalidInputError(FieldError(Message(detail), pointer=pointer))


def _together(session: Session, wish: NewRedaction, record: Any) -> Iterator[tuple[str, int]]:
    yield wish.noun, record.id
    if isinstance(record, Comment):
        earlier = select(CommentVersion.id).where(CommentVersion.comment_id == record.id)
        yield from (("comment_version", each) for each in session.scalars(earlier.order_by(CommentVersion.id)))


def _ask(work: UnitOfWork, wish: NewRedaction, document: Document, noun: str, record_id: int) -> Redaction:
    about = {"noun": noun, "record_id": record_id, "field": wish.field}
    waits = select(Redaction.code).filter_by(**about).where(Redaction.approved_at.is_(None))
    waiting = work.session.scalars(waits).first()
    if waiting is not None:
        raise ConflictError(
            detail=msgid("%(code)s asks for this already; another administrator has to approve it."),
            params={"code": waiting},
        )
    row = Redaction(
        **about,
        code=next_code(work.session, "XN-"),
        reason=wish.reason,
        document=document,
        asked_by_id=work.user_id,
        asked_at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    return row


def _carry_out(session: Session, row: Redaction, store: Store) -> None:
    shape: Any = class_of(row.noun)
    record = session.get(shape, row.record_id)
    document_code = session.scalars(select(Document.code).where(Document.id == row.document_id)).one()
    if row.field == FILE:
        _destroy_file(session, record, store)
    else:
        words = tombstone(document_code)
        columns = [row.field, *(name for name in DERIVED if name in shape.__table__.columns)]
        if record is not None:
            _replace(session, record, columns, words)
            because(session, f"{row.code}, {document_code}", record)
        keep(session)
        destroy(session, shape.__table__, row.record_id, columns, words)
    # Answers to requests of the last day may repeat the text; that each had its effect once is all they need to say.
    session.execute(update(IdempotencyRecord).values(body=b""))


def _replace(session: Session, record: Base, columns: list[str], words: str) -> None:
    field = columns[0]
    order(session, record, columns)
    if getattr(record, field) is not None:
        setattr(record, field, words)
    if type(record) in _KEYS:
        _KEYS[type(record)](session, record)
    session.flush()


def _destroy_file(session: Session, record: Document | None, store: Store) -> None:
    if record is None or record.sha256 is None:
        return
    sha256, record.file_name = record.sha256, None
    session.flush()
    shared = select(Document.id).where(Document.sha256 == sha256, Document.file_name.is_not(None))
    if session.scalars(shared).first() is None:
        # Last of all: what is deleted on a disk comes back with no rollback.
        store.destroy(sha256)


def _key_project(session: Session, row: Any) -> None:
    session.refresh(row, ["quotations"])
    key_project(row)


def _key_milestone(session: Session, row: Any) -> None:
    key_milestone(row, session.scalars(select(Project.title).where(Project.id == row.project_id)).one())


def _key_document(_: Session, row: Any) -> None:
    row.search_text = fold(f"{row.code} {row.number or ''} {row.title}")


def _key_recommendation(_: Session, row: Any) -> None:
    key_recommendation(row)


_KEYS: Mapping[type[Base], Callable[[Session, Any], None]] = {
    Project: _key_project,
    Milestone: _key_milestone,
    Document: _key_document,
    Recommendation: _key_recommendation,
}
