"""Programmes, with where their projects and milestones stand."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, joinedload

from app.domain.errors import NotFoundError
from app.domain.messages import msgid
from app.domain.portfolio.matrix import Matrix
from app.domain.portfolio.timeliness import Timeliness
from app.models import Programme, Project, Resolution
from app.queries.paging import Page, Sort, page_of, slice_of
from app.queries.portfolio.clarity import lacks_clarity
from app.queries.portfolio.matrices import matrix_read, milestone_matrices
from app.queries.searching import matches
from app.queries.timeliness import project_timeliness
from app.schemas.parameters import CodeSort, ProgrammeParameters
from app.schemas.portfolio import ProgrammeRead


@dataclass(frozen=True)
class Tally:
    """How many projects there are, by what a planner looks for."""

    projects: int = 0
    overdue: int = 0
    lacking: int = 0
    undated: int = 0
    demo: int = 0


def programme_page(session: Session, wanted: ProgrammeParameters, as_of: date) -> Page[ProgrammeRead]:
    statement = select(Programme).options(joinedload(Programme.clause)).where(matches(Programme.search_text, wanted.q))
    if wanted.resolution:
        statement = statement.join(Programme.resolution).where(Resolution.code.in_(wanted.resolution))
    sort = Sort(Programme.code, Programme.id, descending=wanted.sort is CodeSort.CODE_DOWN)
    page = page_of(session, statement, sort, slice_of(wanted))
    reads = _reads(session, page.rows, as_of)
    return page.mapped(lambda row: reads[row.id])


def programme_detail(session: Session, code: str, as_of: date) -> ProgrammeRead:
    """Return one programme. Raises NotFoundError."""
    row = session.scalar(select(Programme).options(joinedload(Programme.clause)).where(Programme.code == code))
    if row is None:
        raise NotFoundError(kind=msgid("programme"), code=code)
    return _reads(session, [row], as_of)[row.id]


def tallies(session: Session, which: ColumnElement[bool], as_of: date) -> dict[int | None, Tally]:
    """Return the tally of each programme's projects; None is the key of those in no programme."""
    inner = (
        select(
            Project.programme_id.label("programme"),
            project_timeliness(as_of).label("timeliness"),
            lacks_clarity(as_of).label("lacking"),
            Project.demo.label("demo"),
        )
        .where(which)
        .subquery()
        .c
    )
    statement = select(
        inner.programme,
        func.count(),
        func.count().filter(inner.timeliness == Timeliness.OVERDUE.value),
        func.count().filter(inner.lacking),
        func.count().filter(inner.timeliness == Timeliness.NO_DEADLINE.value),
        func.count().filter(inner.demo),
    ).group_by(inner.programme)
    return {
        programme: Tally(projects=projects, overdue=overdue, lacking=lacking, undated=undated, demo=demo)
        for programme, projects, overdue, lacking, undated, demo in session.execute(statement)
    }


def _reads(session: Session, rows: list[Programme], as_of: date) -> dict[int, ProgrammeRead]:
    inside = Project.programme_id.in_([row.id for row in rows])
    matrices = milestone_matrices(session, Project.programme_id, inside, as_of)
    tally = tallies(session, inside, as_of)
    return {row.id: _read(row, matrices.get(row.id, Matrix()), tally.get(row.id, Tally())) for row in rows}


def _read(row: Programme, matrix: Matrix, tally: Tally) -> ProgrammeRead:
    return ProgrammeRead(
        version=row.version,
        code=row.code,
        number=row.number,
        title=row.title,
        clause=row.clause.path,
        projects=tally.projects,
        overdue=tally.overdue,
        lacking=tally.lacking,
        undated=tally.undated,
        matrix=matrix_read(matrix),
        demo=tally.demo > 0,
    )
