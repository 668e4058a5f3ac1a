"""What lists of projects and milestones are filtered by."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, or_
from sqlalchemy.orm import InstrumentedAttribute

from app.domain.organisations.roles import AssignmentRole
from app.domain.portfolio.statuses import OPEN_STATUSES
from app.models import Assignment, Milestone, Organisation, Programme, Project, ProjectWard, Ward
from app.queries.organisations.holding import holds_on

NONE = "none"
_DIGITS = 9  # what an INTEGER column can be compared with


def in_programmes(wanted: Iterable[str]) -> ColumnElement[bool]:
    """Return whether the project is in one of the programmes, by code or number; `none` means in none."""
    wanted = set(wanted)
    numbers = [int(code) for code in wanted if code.isascii() and code.isdigit() and len(code) <= _DIGITS]
    inside = Project.programme.has(or_(Programme.code.in_(wanted), Programme.number.in_(numbers)))
    return or_(inside, Project.programme_id.is_(None) if NONE in wanted else false())


def assigned(wanted: Iterable[str], role: AssignmentRole, as_of: date) -> ColumnElement[bool]:
    """Return whether one of the organisations has the role on the day; `none` means that nobody has."""
    wanted = set(wanted)
    anybody = _holder(role, as_of)
    chosen = _holder(role, as_of, Organisation.code.in_(wanted))
    return or_(chosen, ~anybody) if NONE in wanted else chosen


def in_wards(wanted: Iterable[str]) -> ColumnElement[bool]:
    return exists().where(
        ProjectWard.project_id == Project.id, ProjectWard.ward_id == Ward.id, Ward.code.in_(set(wanted))
    )


def due_between(first: date | None, last: date | None) -> ColumnElement[bool]:
    """Return whether the project's deadline, or that of one of its open milestones, lies in [first, last]."""
    open_milestone = exists().where(
        Milestone.project_id == Project.id,
        Milestone.status.in_(OPEN_STATUSES),
        within(Milestone.deadline_on, first, last),
    )
    return or_(within(Project.deadline_on, first, last), open_milestone)


def undated(*, descending: bool) -> date:
    """Return the day that stands for no deadline, so that what has none comes last in either order."""
    return date.min if descending else date.max


def within(column: InstrumentedAttribute[Any], first: date | None, last: date | None) -> ColumnElement[bool]:
    bounds = ([column >= first] if first else []) + ([column <= last] if last else [])
    return and_(column.is_not(None), *bounds)


def _holder(role: AssignmentRole, as_of: date, *more: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(
        Assignment.project_id == Project.id,
        Assignment.organisation_id == Organisation.id,
        Assignment.role == role,
        holds_on(as_of),
        *more,
    )
