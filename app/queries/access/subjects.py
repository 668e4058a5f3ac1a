"""What the policy may know of a record, read off its loaded rows."""

from collections.abc import Iterable
from datetime import date

from app.domain.access.actor import Subject
from app.domain.organisations.roles import AssignmentRole
from app.domain.organisations.validity import is_valid
from app.models import Assignment, Milestone, Project


def subject_of_project(row: Project, today: date, *, author_id: int | None = None) -> Subject:
    """Return the facts of a project whose assignments are loaded."""
    return Subject(
        published=row.published,
        leads=_holders(row.assignments, AssignmentRole.LEAD, today),
        coordinates=_holders(row.assignments, AssignmentRole.COORDINATE, today),
        author_id=author_id,
    )


def subject_of_milestone(row: Milestone, today: date, *, author_id: int | None = None) -> Subject:
    """Return the facts of a milestone; its assignments and its project's must be loaded.

    It is led by its own lead where it has one, else by the project's; either level's coordinators help.
    """
    above = row.project.assignments
    own = _holders(row.assignments, AssignmentRole.LEAD, today)
    helping = _holders(row.assignments, AssignmentRole.COORDINATE, today)
    return Subject(
        published=row.project.published,
        leads=own or _holders(above, AssignmentRole.LEAD, today),
        coordinates=helping | _holders(above, AssignmentRole.COORDINATE, today),
        author_id=author_id,
    )


def _holders(rows: Iterable[Assignment], role: AssignmentRole, today: date) -> frozenset[int]:
    return frozenset(
        row.organisation_id for row in rows if row.role is role and is_valid(row.from_on, row.to_on, today)
    )
