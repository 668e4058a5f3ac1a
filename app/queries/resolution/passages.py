"""The passages of a resolution's text that work quotes or marks set aside."""

from collections.abc import Iterable

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.resolution.clause import Clause as ReadClause
from app.domain.resolution.clause import Span
from app.domain.resolution.coverage import Passage, SegmentAccount, account_for
from app.domain.resolution.segments import segments
from app.models import Clause, CoverageMark, Indicator, Project, Quotation, Resolution


def clauses_of(session: Session, resolution: Resolution) -> list[Clause]:
    """Return the clauses in reading order."""
    statement = select(Clause).where(Clause.resolution_id == resolution.id).order_by(Clause.position)
    return list(session.scalars(statement))


def passages_of(session: Session, resolution: Resolution) -> list[Passage]:
    """Return what projects and indicators quote, under their codes, and what marks set aside, under their reasons.

    Quotations of assignments and headings say who and where, not what: they account for nothing.
    """
    by = func.coalesce(Project.code, Indicator.code)
    quoted = (
        select(Clause.path, Quotation.start, Quotation.end, by)
        .join(Quotation.clause)
        .outerjoin(Quotation.project)
        .outerjoin(Quotation.indicator)
        .where(Clause.resolution_id == resolution.id, by.is_not(None))
        .order_by(Clause.position, Quotation.start, by)
    )
    marked = (
        select(Clause.path, CoverageMark.start, CoverageMark.end, CoverageMark.reason)
        .join(CoverageMark.clause)
        .where(Clause.resolution_id == resolution.id)
    )
    passages = [Passage(*row, orientation=False) for row in session.execute(quoted)]
    return passages + [Passage(*row, orientation=True) for row in session.execute(marked)]


def accounts_of(
    resolution: Resolution, clauses: Iterable[Clause], passages: Iterable[Passage]
) -> tuple[SegmentAccount, ...]:
    """Account for every segment below the parts that set tasks."""
    parts = tuple(f"{part}." for part in resolution.task_parts)
    inside = [_read(clause) for clause in clauses if clause.path.startswith(parts)]
    return account_for(segments(inside), passages)


def _read(row: Clause) -> ReadClause:
    return ReadClause(
        path=row.path,
        kind=row.kind,
        parent=None,
        number=row.number,
        title=row.title,
        text=row.text,
        spans=tuple(Span(start, end) for start, end in row.spans),
    )
