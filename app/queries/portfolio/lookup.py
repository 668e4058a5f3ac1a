"""Finds a project or a milestone by its code."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.errors import NotFoundError
from app.domain.messages import msgid
from app.domain.work.kinds import WorkKind
from app.models import Milestone, Project


def require_project(session: Session, code: str) -> Project:
    """Return the project alone. Raises NotFoundError."""
    row = session.scalar(select(Project).where(Project.code == code))
    if row is None:
        raise NotFoundError(kind=msgid("project"), code=code)
    return row


def require_milestone(session: Session, code: str) -> Milestone:
    """Return the milestone alone. Raises NotFoundError."""
    row = session.scalar(select(Milestone).where(Milestone.code == code))
    if row is None:
        raise NotFoundError(kind=msgid("milestone"), code=code)
    return row


def require_work(session: Session, kind: WorkKind, code: str) -> Project | Milestone:
    """Return the one or the other. Raises NotFoundError."""
    return require_milestone(session, code) if kind is WorkKind.MILESTONE else require_project(session, code)
