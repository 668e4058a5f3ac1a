"""Whether an assignment holds on a day, in SQL and for rows at hand."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import ColumnElement

from app.domain.organisations.roles import AssignmentRole
from app.domain.organisations.validity import is_valid
from app.models import Assignment
from app.queries.spans import holds


def holds_on(as_of: date) -> ColumnElement[bool]:
    return holds(Assignment.from_on, Assignment.to_on, as_of)


def holder_on(assignments: Iterable[Assignment], role: AssignmentRole, as_of: date) -> Assignment | None:
    """Return the one that has the role on the day, None while nobody has."""
    return next((row for row in assignments if row.role is role and is_valid(row.from_on, row.to_on, as_of)), None)
