"""The rows a change is about, with all that deciding on it needs, locked until it is over."""

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app.domain.access.policy import Action
from app.domain.errors import NotFoundError
from app.domain.messages import msgid
from app.domain.work.kinds import WorkKind
from app.models import Comment, Explanation, Extension, Milestone, Obstacle, Project
from app.queries.access.subjects import Subjected, subject_of_milestone, subject_of_project
from app.services.unit_of_work import UnitOfWork

Hanging = Comment | Explanation | Extension | Obstacle


def subjected(work: UnitOfWork, kind: WorkKind, code: str) -> Subjected:
    """Return the project or milestone. Raises NotFoundError, also where the one who asks may not know of it."""
    return milestone_for(work, code) if kind is WorkKind.MILESTONE else project_for(work, code)


def row_of(work: UnitOfWork, hanging: Hanging) -> Subjected:
    """Return what it hangs on; it is hidden with it. Raises NotFoundError."""
    if hanging.milestone is not None:
        return milestone_for(work, hanging.milestone.code)
    assert hanging.project is not None  # noqa: S101 (a CHECK says that it is one of the two)
    return project_for(work, hanging.project.code)


def about(row: Subjected) -> dict[str, Subjected]:
    """Return the relationship by which a new record hangs on the work."""
    return {kind_of(row).value: row}


def kind_of(row: Subjected) -> WorkKind:
    return WorkKind.MILESTONE if isinstance(row, Milestone) else WorkKind.PROJECT


def milestone_for(work: UnitOfWork, code: str) -> Milestone:
    """Return the milestone, with its project and all milestones of it.

    Raises NotFoundError, also where the one who asks may not know of it.
    """
    hidden = NotFoundError(kind=msgid("milestone"), code=code)
    row = work.session.scalars(
        select(Milestone)
        .where(Milestone.code == code)
        .options(selectinload(Milestone.project).selectinload(Project.milestones))
        .with_for_update(of=Milestone)
    ).one_or_none()
    if row is None:
        raise hidden
    work.require(Action.WORK_VIEW, subject_of_milestone(row, work.today), hidden)
    return row


def project_for(work: UnitOfWork, code: str) -> Project:
    """Return the project with its milestones. Raises NotFoundError likewise."""
    hidden = NotFoundError(kind=msgid("project"), code=code)
    row = work.session.scalars(
        select(Project)
        .where(Project.code == code)
        .options(selectinload(Project.milestones))
        .with_for_update(of=Project)
    ).one_or_none()
    if row is None:
        raise hidden
    work.require(Action.WORK_VIEW, subject_of_project(row, work.today), hidden)
    return row
