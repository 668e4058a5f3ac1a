"""What the policy has to know of a project or a milestone, as of a day."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, object_session

from app.domain.access.actor import Subject
from app.domain.organisations.roles import ANSWERING, AssignmentRole
from app.models import Assignment, Milestone, Project
from app.queries.organisations.holding import holds_on

Subjected = Milestone | Project


class _Part(NamedTuple):
    """What one organisation holds; `milestone_id` is None for the whole project."""

    organisation_id: int
    role: AssignmentRole
    milestone_id: int | None


def subject_of(row: Subjected, today: date, *, author_id: int | None = None) -> Subject:
    """Return what is asked about the one or the other."""
    if isinstance(row, Milestone):
        return subject_of_milestone(row, today, author_id=author_id)
    return subject_of_project(row, today, author_id=author_id)


def subject_of_project(row: Project, today: date, *, author_id: int | None = None) -> Subject:
    """Return what is asked about the project: its own lead and coordinators answer for it."""
    parts = _parts(_session_of(row), row.id, today)
    own = [part for part in parts if part.milestone_id is None]
    return Subject(
        published=row.published,
        leads=_holding(own, AssignmentRole.LEAD),
        coordinates=_holding(own, AssignmentRole.COORDINATE),
        beside=_beside(parts),
        invests=_holding(own, AssignmentRole.INVEST),
        author_id=author_id,
    )


def subject_of_milestone(row: Milestone, today: date, *, author_id: int | None = None) -> Subject:
    """Return what is asked about the milestone: without a lead of its own the project's answers for it."""
    session = _session_of(row)
    parts = _parts(session, row.project_id, today)
    own = [part for part in parts if part.milestone_id == row.id]
    above = [part for part in parts if part.milestone_id is None]
    return Subject(
        published=session.get_one(Project, row.project_id).published,
        leads=_holding(own, AssignmentRole.LEAD) or _holding(above, AssignmentRole.LEAD),
        coordinates=_holding(own + above, AssignmentRole.COORDINATE),
        beside=_beside(parts),
        author_id=author_id,
    )


def _parts(session: Session, project_id: int, today: date) -> list[_Part]:
    """Return who leads, coordinates or invests in what of the project today."""
    milestones = select(Milestone.id).where(Milestone.project_id == project_id)
    wanted = select(Assignment.organisation_id, Assignment.role, Assignment.milestone_id).where(
        or_(Assignment.project_id == project_id, Assignment.milestone_id.in_(milestones)),
        Assignment.role.in_((*ANSWERING, AssignmentRole.INVEST)),
        holds_on(today),
    )
    return [_Part(*row) for row in session.execute(wanted)]


def _beside(parts: Iterable[_Part]) -> frozenset[int]:
    return frozenset(part.organisation_id for part in parts if part.role in ANSWERING)


def _session_of(row: Subjected) -> Session:
    session = object_session(row)
    assert session is not None  # noqa: S101 (who asks about a record has just fetched it)
    return session


def _holding(parts: Iterable[_Part], role: AssignmentRole) -> frozenset[int]:
    return frozenset(part.organisation_id for part in parts if part.role is role)
