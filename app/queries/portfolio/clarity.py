"""The "6 rõ" checklist in SQL: which of the six clarities a project lacks on a day."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import ColumnElement, and_, exists, func, not_

from app.domain.organisations.roles import AssignmentRole
from app.domain.portfolio.six_clear import Clear
from app.models import Assignment, Organisation, Project
from app.queries.organisations.holding import holds_on
from app.queries.spans import exists_on


def lacks_clarity(as_of: date) -> ColumnElement[bool]:
    """Return whether any of the six is unclear."""
    return lacks_any(Clear, as_of)


def lacks_any(wanted: Iterable[Clear], as_of: date) -> ColumnElement[bool]:
    """Return whether one of these is unclear."""
    responsible = func.coalesce(func.trim(Assignment.responsible), "") != ""
    is_clear: dict[Clear, ColumnElement[bool]] = {
        Clear.WORK: func.trim(Project.title) != "",
        Clear.PERSON: _held(AssignmentRole.LEAD, as_of, exists_on(as_of)),
        Clear.RESPONSIBILITY: _held(AssignmentRole.LEAD, as_of, responsible),
        Clear.TIME: Project.deadline_on.is_not(None),
        Clear.PRODUCT: func.trim(func.coalesce(Project.product, "")) != "",
        Clear.AUTHORITY: _held(AssignmentRole.DECIDE, as_of, exists_on(as_of)),
    }
    return not_(and_(*(is_clear[clear] for clear in wanted)))


def _held(role: AssignmentRole, as_of: date, *more: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return whether an organisation has the role on that day."""
    return exists().where(
        Assignment.project_id == Project.id,
        Assignment.organisation_id == Organisation.id,
        Assignment.role == role,
        holds_on(as_of),
        *more,
    )
