"""What was asked to be destroyed, and what was."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.db.base import Base
from app.domain.errors import NotFoundError
from app.domain.messages import msgid
from app.models import Document, Redaction
from app.queries.paging import Page, Sort, bounded_int, page_of, slice_of
from app.schemas.proof import RedactionParameters, RedactionRead

# Bare, so that administrators are told the code of a document they may not read.
_DOCUMENT = Document.__table__.alias("ordering_document")
_CODE = select(_DOCUMENT.c.code).where(_DOCUMENT.c.id == Redaction.document_id).scalar_subquery()
_NEWEST_FIRST = Sort(Redaction.id, Redaction.id, descending=True, read=bounded_int)
_PEOPLE = (joinedload(Redaction.asked_by), joinedload(Redaction.approved_by))


def class_of(noun: str) -> type[Base]:
    """Return the class of a table's rows."""
    table = Base.metadata.tables[noun]
    return next(mapper.class_ for mapper in Base.registry.mappers if mapper.local_table is table)


def redaction_page(session: Session, wanted: RedactionParameters) -> Page[RedactionRead]:
    """Return what was asked for, the newest first."""
    statement = select(Redaction, _CODE).options(*_PEOPLE)
    page: Page[Any] = page_of(session, statement, _NEWEST_FIRST, slice_of(wanted), tuple)
    codes = _codes_of(session, [row for row, _ in page.rows])
    return page.mapped(lambda found: _read(found[0], found[1], codes))


def redaction_detail(session: Session, code: str) -> RedactionRead:
    """Raises NotFoundError."""
    found = session.execute(select(Redaction, _CODE).options(*_PEOPLE).where(Redaction.code == code)).one_or_none()
    if found is None:
        raise NotFoundError(kind=msgid("redaction"), code=code)
    return _read(found[0], found[1], _codes_of(session, [found[0]]))


def _codes_of(session: Session, rows: Collection[Redaction]) -> Mapping[tuple[str, int], str]:
    """Return what people call the records, where they have a code; a statement for each noun among them."""
    codes = {}
    for noun in {row.noun for row in rows}:
        table = class_of(noun).__table__.alias("redacted")
        if "code" in table.c:
            ids = [row.record_id for row in rows if row.noun == noun]
            found = session.execute(select(table.c.id, table.c.code).where(table.c.id.in_(ids)))
            codes.update({(noun, number): code for number, code in found})
    return codes


def _read(row: Redaction, document: str, codes: Mapping[tuple[str, int], str]) -> RedactionRead:
    values: dict[str, Any] = {
        name: getattr(row, name) for name in ("code", "noun", "field", "reason", "asked_at", "approved_at", "version")
    }
    return RedactionRead(
        **values,
        record=codes.get((row.noun, row.record_id), str(row.record_id)),
        document=document,
        asked_by=row.asked_by.name,
        asked_by_id=row.asked_by_id,
        approved_by=row.approved_by.name if row.approved_by else None,
    )
