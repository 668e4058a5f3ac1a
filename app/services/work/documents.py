"""Papers: what proves or orders something, with their files."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import BinaryIO

from sqlalchemy import select

from app.domain.access.actor import THE_OFFICE
from app.domain.access.policy import Action
from app.domain.errors import FieldError, InvalidInputError, NotFoundError
from app.domain.files import FileKind, safe_name
from app.domain.messages import Message, msgid
from app.files.kinds import kind_of
from app.files.store import Store, pieces
from app.models import Document
from app.queries.access.subjects import subject_of_milestone
from app.queries.access.visibility import seen_by
from app.schemas.work import NewDocument
from app.services.documents import new_document
from app.services.unit_of_work import UnitOfWork
from app.services.work.fetching import milestone_for


@dataclass(frozen=True)
class Upload:
    """A file as it came, under the name its sender gave it."""

    name: str
    file: BinaryIO


@dataclass(frozen=True)
class Shelf:
    """Where files are kept, and which are: at most `limit` bytes long, of the accepted kinds."""

    store: Store
    limit: int
    accepted: Collection[FileKind]


def add_document(
    work: UnitOfWork, wish: NewDocument, upload: Upload | None = None, shelf: Shelf | None = None
) -> Document:
    """Keep a paper, unpublished; whoever calls has asked the policy. Raises InvalidInputError or a file's error."""
    if wish.classified:
        why = msgid("Classified papers may not be kept here (Law on State Secrets): note their number alone.")
        raise InvalidInputError(FieldError(Message(why), pointer="/classified"))
    row = new_document(work, wish.model_dump(exclude={"classified"}), published=False)
    if upload is not None and shelf is not None:
        _keep(row, upload, shelf)
        work.session.flush()
    return row


def add_for(
    work: UnitOfWork, milestone: str | None, wish: NewDocument, upload: Upload | None, shelf: Shelf
) -> Document:
    """Keep a paper for a milestone. Raises NotFoundError or NotPermittedError, and what `add_document` raises."""
    subject = subject_of_milestone(milestone_for(work, milestone), work.today) if milestone else THE_OFFICE
    work.require(Action.DOCUMENT_ADD, subject)
    return add_document(work, wish, upload, shelf)


def publish_document(work: UnitOfWork, code: str, *, published: bool) -> Document:
    """Show the document to the public, or hide it again. Raises NotFoundError, NotPermittedError or StaleEditError."""
    work.require(Action.DOCUMENT_PUBLISH)
    row = work.session.scalars(select(Document).where(Document.code == code).with_for_update()).one_or_none()
    if row is None:
        raise NotFoundError(kind=msgid("document"), code=code)
    work.expect(row)
    row.published = published
    work.session.flush()
    return row


def _keep(row: Document, upload: Upload, shelf: Shelf) -> None:
    name = safe_name(upload.name)
    kind = kind_of(name, upload.file, shelf.accepted)
    upload.file.seek(0)
    kept = shelf.store.keep(pieces(upload.file), shelf.limit)
    row.sha256, row.size_bytes = kept.sha256, kept.size
    row.media_type, row.file_name = kind.media_type, name


def documents_by_code(work: UnitOfWork, codes: Iterable[str], pointer: str = "/documents") -> list[Document]:
    """Return the documents in the order named. Raises InvalidInputError, at `pointer`, for codes that none has.

    What the actor may not see is not there for them: to rest one's work on it would be a way to read it.
    """
    wanted = list(dict.fromkeys(codes))
    theirs = select(Document).where(Document.code.in_(wanted)).options(*seen_by(work.actor, work.today))
    found = {row.code: row for row in work.session.scalars(theirs)}
    missing = [code for code in wanted if code not in found]
    if missing:
        why = Message(msgid("There is no document %(code)s."), {"code": missing[0]})
        raise InvalidInputError(FieldError(why, pointer=pointer))
    return [found[code] for code in wanted]
