"""Clauses in reading order."""

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased, contains_eager

from app.models import Clause, Resolution
from app.queries.paging import Page, Sort, bounded_int, page_of, slice_of
from app.queries.searching import matches
from app.schemas.parameters import ClauseParameters
from app.schemas.resolution import ClauseRead


def clause_page(session: Session, wanted: ClauseParameters) -> Page[ClauseRead]:
    parent = aliased(Clause)
    statement = (
        select(Clause)
        .outerjoin(parent, Clause.parent)
        .options(contains_eager(Clause.parent.of_type(parent)))
        .where(matches(Clause.search_text, wanted.q))
    )
    if wanted.resolution:
        statement = statement.join(Clause.resolution).where(Resolution.code.in_(wanted.resolution))
    if wanted.kind:
        statement = statement.where(Clause.kind.in_(wanted.kind))
    return page_of(session, statement, Sort(Clause.position, Clause.id, read=bounded_int), slice_of(wanted)).mapped(
        _read
    )


def _read(row: Clause) -> ClauseRead:
    return ClauseRead(
        path=row.path,
        parent=row.parent.path if row.parent else None,
        kind=row.kind,
        number=row.number,
        title=row.title,
        text=row.text,
        spans=[(start, end) for start, end in row.spans],
    )
