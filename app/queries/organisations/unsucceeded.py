"""Open duties of organisations that have ended (chưa có cơ quan kế thừa), until a planner gives them on."""

from collections.abc import Iterable
from datetime import date
from typing import TypeVarTuple

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.orm import Session, aliased, contains_eager, selectinload

from app.domain.organisations.roles import AssignmentRole
from app.domain.portfolio.statuses import MilestoneStatus, ProjectStatus
from app.models import Assignment, Milestone, Organisation, Project
from app.queries.organisations.assignments import ROLES, organisation_ref
from app.queries.organisations.holding import holds_on
from app.queries.organisations.successions import passed_on
from app.queries.paging import Page, Sort, bounded_int, page_of, slice_of
from app.schemas.parameters import DutyParameters
from app.schemas.portfolio import ProjectRef
from app.schemas.successions import DutyRead, EndedRead

Columns = TypeVarTuple("Columns")
_Owner = aliased(Project)
_OVER_PROJECTS = (ProjectStatus.COMPLETED, ProjectStatus.CANCELLED)
_OVER_MILESTONES = (MilestoneStatus.COMPLETED, MilestoneStatus.CANCELLED)
# Organisations one after the other, the lead of each first.
_ORDER = Assignment.organisation_id * len(ROLES) + case(
    {role.value: place for place, role in enumerate(ROLES)}, value=Assignment.role
)


def duty_page(session: Session, wanted: DutyParameters, as_of: date) -> Page[DutyRead]:
    """Return what holds on the day in open work, of organisations that have ended by then."""
    statement = _open(select(Assignment), as_of).options(
        contains_eager(Assignment.organisation),
        contains_eager(Assignment.milestone).joinedload(Milestone.project),
        selectinload(Assignment.project),
    )
    statement = statement.where(*_asked(wanted))
    sort = Sort(_ORDER, Assignment.id, read=bounded_int)
    return page_of(session, statement, sort, slice_of(wanted)).mapped(lambda row: _duty(row, as_of))


def ended_with_duties(session: Session, wanted: DutyParameters, as_of: date) -> list[EndedRead]:
    """Return the organisations that have ended with open duties, each with what the filters let through."""
    counted = func.count().filter(*_asked(wanted)) if _asked(wanted) else func.count()
    statement: Select[*tuple[Organisation, int]] = select(Organisation, counted)
    found = session.execute(_open(statement, as_of).group_by(Organisation.id).order_by(Organisation.id)).all()
    suggestions = passed_on(session, [row.code for row, _ in found], as_of)
    return [
        EndedRead(organisation=organisation_ref(row, as_of), duties=duties, suggestions=suggestions.get(row.code, []))
        for row, duties in found
    ]


def unsucceeded_total(session: Session, as_of: date) -> int:
    return session.scalar(_open(select(func.count(Assignment.id)), as_of)) or 0


def projects_with_duties(session: Session, organisation_id: int, on: date) -> list[str]:
    """Return the codes of the projects in which, or in whose milestones, the organisation has an open duty."""
    statement = _open(select(_Owner.code), on).where(Organisation.id == organisation_id)
    return list(session.scalars(statement.distinct().order_by(_Owner.code)))


def is_open(work: Project | Milestone) -> bool:
    """Say whether there is still something to answer for; a milestone's project must be loaded."""
    if isinstance(work, Project):
        return work.status not in _OVER_PROJECTS
    return work.status not in _OVER_MILESTONES and is_open(work.project)


def _open(statement: Select[*Columns], as_of: date) -> Select[*Columns]:
    return (
        statement.select_from(Assignment)
        .join(Assignment.organisation)
        .outerjoin(Assignment.milestone)
        .join(_Owner, or_(Assignment.project_id == _Owner.id, Milestone.project_id == _Owner.id))
        .where(
            holds_on(as_of),
            Organisation.valid_to <= as_of,
            _Owner.status.not_in(_OVER_PROJECTS),
            or_(Milestone.id.is_(None), Milestone.status.not_in(_OVER_MILESTONES)),
        )
    )


def _asked(wanted: DutyParameters) -> Iterable[ColumnElement[bool]]:
    conditions = []
    if wanted.organisation:
        conditions.append(Organisation.code.in_(wanted.organisation))
    if wanted.role:
        conditions.append(Assignment.role.in_(wanted.role))
    return conditions


def _duty(row: Assignment, as_of: date) -> DutyRead:
    project = row.milestone.project if row.milestone else row.project
    assert project is not None  # noqa: S101 (an assignment is of one of the two)
    return DutyRead(
        organisation=organisation_ref(row.organisation, as_of),
        role=AssignmentRole(row.role),
        subject=(row.milestone or project).code,
        project=ProjectRef.model_validate(project),
        milestone=ProjectRef.model_validate(row.milestone) if row.milestone else None,
        from_on=row.from_on,
        responsible=row.responsible,
        demo=row.demo,
    )
