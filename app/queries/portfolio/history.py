"""The status history of a project and its milestones, newest first."""

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session, selectinload

from app.models import Milestone, Project, StatusChange
from app.queries.paging import Page, Sort, bounded_int, page_of, slice_of
from app.queries.portfolio.lookup import require_project
from app.schemas.organisations import DocumentRead
from app.schemas.parameters import HistoryParameters
from app.schemas.portfolio import StatusChangeRead

LATEST = 20


def project_history(session: Session, code: str, wanted: HistoryParameters) -> Page[StatusChangeRead]:
    """Return what happened to a project and to its milestones. Raises NotFoundError."""
    project = require_project(session, code)
    newest_first = Sort(StatusChange.id, StatusChange.id, descending=True, read=bounded_int)
    return page_of(session, _changes(_of_project(project.id)), newest_first, slice_of(wanted, code)).mapped(_read)


def latest_of_project(session: Session, project_id: int) -> list[StatusChangeRead]:
    """Return the last changes of a project and its milestones, newest first."""
    return _latest(session, _of_project(project_id))


def latest_of_milestone(session: Session, milestone_id: int) -> list[StatusChangeRead]:
    return _latest(session, StatusChange.milestone_id == milestone_id)


def _latest(session: Session, which: ColumnElement[bool]) -> list[StatusChangeRead]:
    found = session.scalars(_changes(which).order_by(StatusChange.id.desc()).limit(LATEST))
    return [_read(row) for row in found]


def _of_project(project_id: int) -> ColumnElement[bool]:
    milestones = select(Milestone.id).where(Milestone.project_id == project_id)
    return or_(StatusChange.project_id == project_id, StatusChange.milestone_id.in_(milestones))


def _changes(which: ColumnElement[bool]) -> Select[StatusChange]:
    return (
        select(StatusChange)
        .where(which)
        .options(
            selectinload(StatusChange.project),
            selectinload(StatusChange.milestone),
            selectinload(StatusChange.documents),
        )
    )


def _read(row: StatusChange) -> StatusChangeRead:
    subject: Project | Milestone | None = row.project if row.project is not None else row.milestone
    return StatusChangeRead(
        subject=subject.code if subject else "",
        subject_title=subject.title if subject else "",
        from_status=row.from_status,
        to_status=row.to_status,
        effective_on=row.effective_on,
        recorded_at=row.recorded_at,
        actor=row.actor,
        reason=row.reason,
        documents=[DocumentRead.model_validate(document) for document in row.documents],
        demo=row.demo,
    )
