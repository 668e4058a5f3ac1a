"""What the policy has to know of a record, from its rows."""

from collections.abc import Iterable
from datetime import date

from app.domain.access.actor import Subject
from app.domain.organisations.roles import AssignmentRole
from app.domain.organisations.validity import is_valid
from app.models import Assignment, Project


def subject_of_project(row: Project, today: date) -> Subject:
    """Return what is asked about the project; its assignments must be loaded."""
    return Subject(
        published=row.published,
        leads=_holding(row.assignments, AssignmentRole.LEAD, today),
        coordinates=_holding(row.assignments, AssignmentRole.COORDINATE, today),
    )


def _holding(rows: Iterable[Assignment], role: AssignmentRole, today: date) -> frozenset[int]:
    held = (row for row in rows if row.role is role and is_valid(row.from_on, row.to_on, today))
    return frozenset(row.organisation_id for row in held)
