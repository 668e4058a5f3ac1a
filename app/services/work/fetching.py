"""The rows a change is about, with all that deciding on it needs, locked until it is over."""

from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app.domain.access.actor import Subject
from app.domain.access.policy import Action
from app.domain.errors import NotFoundError
from app.domain.messages import msgid
from app.models import Milestone, Project
from app.queries.access.subjects import subject_of_milestone, subject_of_project
from app.services.unit_of_work import UnitOfWork

Subjected = Milestone | Project


class WorkKind(StrEnum):
    """What a change hangs on."""

    PROJECT = "project"
    MILESTONE = "milestone"


def subjected(work: UnitOfWork, kind: WorkKind, code: str) -> Subjected:
    """Return the project or milestone. Raises NotFoundError, also where the one who asks may not know of it."""
    return milestone_for(work, code) if kind is WorkKind.MILESTONE else project_for(work, code)


def subject_of(work: UnitOfWork, row: Subjected, author_id: int | None = None) -> Subject:
    """Return what the policy has to know of it."""
    if isinstance(row, Milestone):
        return subject_of_milestone(row, work.today, author_id=author_id)
    return subject_of_project(row, work.today, author_id=author_id)


def milestone_for(work: UnitOfWork, code: str) -> Milestone:
    """Return the milestone, with its project, all milestones of it, and who answers for them.

    Raises NotFoundError, also where the one who asks may not know of it.
    """
    hidden = NotFoundError(kind=msgid("milestone"), code=code)
    row = work.session.scalars(
        select(Milestone)
        .where(Milestone.code == code)
        .options(
            selectinload(Milestone.assignments),
            selectinload(Milestone.project).options(
                selectinload(Project.assignments), selectinload(Project.milestones)
            ),
        )
        .with_for_update(of=Milestone)
    ).one_or_none()
    if row is None:
        raise hidden
    work.require(Action.WORK_VIEW, subject_of_milestone(row, work.today), hidden)
    return row


def project_for(work: UnitOfWork, code: str) -> Project:
    """Return the project with its milestones and assignments. Raises NotFoundError likewise."""
    hidden = NotFoundError(kind=msgid("project"), code=code)
    row = work.session.scalars(
        select(Project)
        .where(Project.code == code)
        .options(selectinload(Project.assignments), selectinload(Project.milestones))
        .with_for_update(of=Project)
    ).one_or_none()
    if row is None:
        raise hidden
    work.require(Action.WORK_VIEW, subject_of_project(row, work.today), hidden)
    return row
