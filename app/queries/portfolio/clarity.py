"""The "6 rõ" checklist in SQL: whether a project lacks one of the six clarities on a day."""

from datetime import date

from sqlalchemy import ColumnElement, and_, exists, func, not_, or_

from app.domain.organisations.roles import AssignmentRole
from app.models import Assignment, Organisation, Project
from app.queries.organisations.holding import holds_on


def lacks_clarity(as_of: date) -> ColumnElement[bool]:
    """Return the opposite of: work, person with responsibility, time, product and authority are all known."""
    responsible = func.coalesce(func.trim(Assignment.responsible), "") != ""
    return not_(
        and_(
            func.trim(Project.title) != "",
            Project.deadline_on.is_not(None),
            func.trim(func.coalesce(Project.product, "")) != "",
            _held(AssignmentRole.LEAD, as_of, responsible),
            _held(AssignmentRole.DECIDE, as_of),
        )
    )


def _held(role: AssignmentRole, as_of: date, *more: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return whether an organisation that exists on the day has the role on that day."""
    return exists().where(
        Assignment.project_id == Project.id,
        Assignment.organisation_id == Organisation.id,
        Assignment.role == role,
        holds_on(as_of),
        or_(Organisation.valid_from.is_(None), Organisation.valid_from <= as_of),
        or_(Organisation.valid_to.is_(None), Organisation.valid_to > as_of),
        *more,
    )
