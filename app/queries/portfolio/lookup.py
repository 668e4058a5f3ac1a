"""Finds a project by its code."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.errors import NotFoundError
from app.domain.messages import msgid
from app.models import Project


def require_project(session: Session, code: str) -> Project:
    """Return the project alone. Raises NotFoundError."""
    row = session.scalar(select(Project).where(Project.code == code))
    if row is None:
        raise NotFoundError(kind=msgid("project"), code=code)
    return row
