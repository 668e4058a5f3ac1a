"""Documents."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.errors import NotFoundError
from app.domain.messages import msgid
from app.models import Document
from app.queries.paging import Page, Sort, page_of, slice_of
from app.queries.searching import matches
from app.schemas.organisations import DocumentRead
from app.schemas.parameters import CodeSort, DocumentParameters


def document_page(session: Session, wanted: DocumentParameters) -> Page[DocumentRead]:
    statement = select(Document).where(matches(Document.search_text, wanted.q))
    if wanted.demo is not None:
        statement = statement.where(Document.demo.is_(wanted.demo))
    sort = Sort(Document.code, Document.id, descending=wanted.sort is CodeSort.CODE_DOWN)
    return page_of(session, statement, sort, slice_of(wanted)).mapped(DocumentRead.model_validate)


def document_detail(session: Session, code: str) -> DocumentRead:
    """Raises NotFoundError."""
    row = session.scalars(select(Document).where(Document.code == code)).one_or_none()
    if row is None:
        raise NotFoundError(kind=msgid("document"), code=code)
    return DocumentRead.model_validate(row)
