"""Documents."""

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.domain.errors import NotFoundError
from app.domain.messages import msgid
from app.models import Document, Milestone, Project
from app.queries.access.papers import RESTING
from app.queries.paging import Page, Sort, page_of, slice_of
from app.queries.searching import matches
from app.schemas.organisations import DocumentRead
from app.schemas.parameters import CodeSort, DocumentParameters
from app.schemas.portfolio import ProjectRef

_SHOWN = 200


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


def work_resting_on(session: Session, code: str) -> dict[str, list[ProjectRef]]:
    """Return, under their nouns, the first 200 projects and milestones that rest on the document and may be seen."""
    document = select(Document.id).where(Document.code == code).scalar_subquery()
    found = {}
    for noun, table in (("project", Project), ("milestone", Milestone)):
        about = f"{noun}_id"
        rests = or_(
            *(
                table.id.in_(select(each.work.c[about]).where(each.linked, each.document == document))
                for each in RESTING
                if about in each.work.c
            )
        )
        rows = session.execute(select(table.code, table.title).where(rests).order_by(table.code).limit(_SHOWN))
        found[noun] = [ProjectRef.model_validate(row) for row in rows]
    return found
