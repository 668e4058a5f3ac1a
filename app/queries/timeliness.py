"""The timeliness table of the domain, compiled to SQL: the same rules, the same order."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, case, exists, literal, null, or_, true
from sqlalchemy.orm import InstrumentedAttribute

from app.domain.portfolio.statuses import OPEN_STATUSES, ProjectStatus
from app.domain.portfolio.timeliness import (
    DUE_SOON_DAYS,
    RULES,
    Condition,
    Day,
    Known,
    Later,
    StatusIs,
    Timeliness,
    Unknown,
)
from app.models import Milestone, Project

Days = Mapping[Day, SQLColumnExpression[Any]]

# A project without a deadline of its own is as late as the worst of these among its open milestones.
_WORST_FIRST = (Timeliness.OVERDUE, Timeliness.DUE_SOON, Timeliness.ON_TRACK, Timeliness.NOT_YET_DUE)
_SETTLED = (ProjectStatus.COMPLETED, ProjectStatus.SUSPENDED, ProjectStatus.CANCELLED)


def milestone_timeliness(as_of: date) -> ColumnElement[str]:
    """Return a milestone's timeliness on the day."""
    days = {Day.PLANNED_START: Milestone.planned_start, Day.COMPLETED: Milestone.completed_on}
    return _judged(Milestone.status, {**_fixed(as_of), Day.DEADLINE: Milestone.deadline_on, **days})


def project_timeliness(as_of: date) -> ColumnElement[str]:
    """Return a project's timeliness on the day: its own deadline's if set, else the worst of its open milestones."""
    days = {Day.PLANNED_START: null(), Day.COMPLETED: Project.completed_on, Day.DEADLINE: Project.deadline_on}
    own = _judged(Project.status, {**_fixed(as_of), **days})
    stands_alone = or_(Project.deadline_on.is_not(None), Project.status.in_(_SETTLED))
    worst = [(_has_open_milestone(timeliness, as_of), literal(timeliness.value)) for timeliness in _WORST_FIRST]
    return case((stands_alone, own), *worst, else_=literal(Timeliness.NO_DEADLINE.value))


def _has_open_milestone(timeliness: Timeliness, as_of: date) -> ColumnElement[bool]:
    return exists().where(
        Milestone.project_id == Project.id,
        ~Milestone.conditional,
        Milestone.status.in_(OPEN_STATUSES),
        milestone_timeliness(as_of) == timeliness.value,
    )


def _fixed(as_of: date) -> dict[Day, ColumnElement[Any]]:
    return {Day.AS_OF: literal(as_of), Day.SOON: literal(as_of + timedelta(days=DUE_SOON_DAYS))}


def _judged(status: InstrumentedAttribute[Any], days: Days) -> ColumnElement[str]:
    """Return the first rule that fits. Neither database lets a comparison with NULL hold, as the table wants."""
    whens = [
        (and_(true(), *(_condition(each, status, days) for each in rule.conditions)), literal(rule.timeliness.value))
        for rule in RULES
    ]
    return case(*whens)


def _condition(condition: Condition, status: InstrumentedAttribute[Any], days: Days) -> ColumnElement[bool]:
    match condition:
        case StatusIs(wanted):
            return status == wanted
        case Known(day):
            return days[day].is_not(None)
        case Unknown(day):
            return days[day].is_(None)
        case Later(day, than):
            return days[day] > days[than]
