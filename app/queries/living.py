"""The living resolution: the text in reading order, with the work that each passage has become."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.models import Assignment, Clause, Indicator, Programme, Project, Resolution
from app.queries.portfolio.reading import work_of
from app.queries.resolution.coverage import coverage_read
from app.queries.resolution.passages import accounts_of, clauses_of, passages_of
from app.queries.resolution.reading import blocks_of, contents_of
from app.queries.resolution.resolutions import resolution_by_code
from app.queries.results.indicators import verdicts
from app.schemas.living import LivingRead, LivingWork
from app.schemas.resolution import ResolutionRead


def living_resolution(session: Session, code: str, as_of: date) -> LivingRead:
    """Return the text with its work, as of the day. Raises NotFoundError."""
    resolution = resolution_by_code(session, code)
    clauses = clauses_of(session, resolution)
    passages = passages_of(session, resolution)
    accounts = accounts_of(resolution, clauses, passages)
    blocks = blocks_of(resolution.text, clauses, passages, accounts)
    return LivingRead(
        resolution=ResolutionRead.model_validate(resolution),
        coverage=coverage_read(accounts),
        blocks=blocks,
        contents=contents_of(clauses, blocks, _programmes(session, resolution)),
        works=works_of(session, resolution, as_of),
    )


def works_of(session: Session, resolution: Resolution, as_of: date) -> dict[str, LivingWork]:
    """Return every project and indicator of the resolution by its code."""
    owners = selectinload(Project.assignments).joinedload(Assignment.organisation)
    projects = select(Project).where(Project.resolution_id == resolution.id)
    rows = session.scalars(projects.options(selectinload(Project.milestones), owners))
    works = {row.code: work_of(row, as_of) for row in rows}
    indicators = select(Indicator).where(Indicator.resolution_id == resolution.id)
    judged = verdicts(session, session.scalars(indicators.options(joinedload(Indicator.target))).all(), as_of)
    return works | judged


def _programmes(session: Session, resolution: Resolution) -> dict[str, str]:
    """Return the programmes' codes by the path of the heading that names them."""
    statement = select(Clause.path, Programme.code).join(Programme.clause).where(Clause.resolution_id == resolution.id)
    return dict(session.execute(statement).all())
