"""Finds a project or a milestone by its code."""

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.interfaces import ORMOption

from app.domain.errors import NotFoundError
from app.domain.messages import msgid
from app.models import Milestone, Project


def require_project(session: Session, code: str) -> Project:
    """Return the project alone. Raises NotFoundError."""
    row = session.scalar(select(Project).where(Project.code == code))
    if row is None:
        raise NotFoundError(kind=msgid("project"), code=code)
    return row


def require_milestone(session: Session, code: str, *loads: ORMOption) -> Milestone:
    """Return the milestone with what `loads` names. Raises NotFoundError."""
    row = session.scalar(select(Milestone).where(Milestone.code == code).options(*loads))
    if row is None:
        raise NotFoundError(kind=msgid("milestone"), code=code)
    return row
