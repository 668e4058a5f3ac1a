"""Milestones: lists by filter, and one with its history."""

from datetime import date

from sqlalchemy import ColumnElement, Date, func, literal_column, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from app.domain.errors import NotFoundError
from app.domain.messages import msgid
from app.domain.organisations.roles import AssignmentRole
from app.models import Assignment, Milestone, Organisation, Project
from app.queries.organisations.assignments import organisation_ref
from app.queries.organisations.holding import holder_on, holds_on
from app.queries.paging import Page, Sort, page_of, slice_of
from app.queries.portfolio.filters import assigned, in_programmes, undated, within
from app.queries.portfolio.history import latest_of_milestone
from app.queries.portfolio.reading import milestone_read, programme_ref
from app.queries.searching import matches
from app.queries.timeliness import milestone_timeliness
from app.schemas.parameters import MilestoneParameters, MilestoneSort
from app.schemas.portfolio import MilestoneDetail, MilestoneRead, ProjectRef


def milestone_page(session: Session, wanted: MilestoneParameters, as_of: date) -> Page[MilestoneRead]:
    statement = (
        select(Milestone)
        .join(Milestone.project)
        .options(contains_eager(Milestone.project))
        .where(*_conditions(wanted, as_of))
    )
    page = page_of(session, statement, _sort(wanted.sort), slice_of(wanted))
    return page.mapped(lambda row: milestone_read(row, as_of))


def milestone_detail(session: Session, code: str, as_of: date) -> MilestoneDetail:
    """Return one milestone. Raises NotFoundError."""
    project = joinedload(Milestone.project)
    row = session.scalar(
        select(Milestone)
        .where(Milestone.code == code)
        .options(
            project.joinedload(Project.programme),
            project.selectinload(Project.assignments).joinedload(Assignment.organisation),
            selectinload(Milestone.assignments).joinedload(Assignment.organisation),
            selectinload(Milestone.predecessors),
        )
    )
    if row is None:
        raise NotFoundError(kind=msgid("milestone"), code=code)
    own = holder_on(row.assignments, AssignmentRole.LEAD, as_of)
    lead = own or holder_on(row.project.assignments, AssignmentRole.LEAD, as_of)
    return MilestoneDetail(
        **dict(milestone_read(row, as_of)),
        version=row.version,
        lead=organisation_ref(lead.organisation, as_of) if lead else None,
        programme=programme_ref(row.project.programme),
        predecessors=[ProjectRef.model_validate(predecessor) for predecessor in row.predecessors],
        history=latest_of_milestone(session, row.id),
    )


def _conditions(wanted: MilestoneParameters, as_of: date) -> list[ColumnElement[bool]]:
    clauses = [matches(Milestone.search_text, wanted.q)]
    if wanted.project:
        clauses.append(Project.code.in_(wanted.project))
    if wanted.programme:
        clauses.append(in_programmes(wanted.programme))
    if wanted.status:
        clauses.append(Milestone.status.in_(wanted.status))
    if wanted.timeliness:
        clauses.append(milestone_timeliness(as_of).in_([value.value for value in wanted.timeliness]))
    if wanted.lead:
        clauses.append(or_(_led_by(wanted.lead, as_of), assigned(wanted.lead, AssignmentRole.LEAD, as_of)))
    if wanted.due_from or wanted.due_to:
        clauses.append(within(Milestone.deadline_on, wanted.due_from, wanted.due_to))
    if wanted.demo is not None:
        clauses.append(Milestone.demo.is_(wanted.demo))
    return clauses


def _led_by(wanted: list[str], as_of: date) -> ColumnElement[bool]:
    return Milestone.assignments.any(
        (Assignment.role == AssignmentRole.LEAD)
        & holds_on(as_of)
        & Assignment.organisation.has(Organisation.code.in_(wanted))
    )


def _sort(wanted: MilestoneSort) -> Sort:
    column = wanted.value.removeprefix("-")
    descending = wanted.value.startswith("-")
    if column == "deadline":
        # Written out, so that the database sees it is what its index holds.
        last = literal_column(f"'{undated(descending=descending)}'", Date)
        key = func.coalesce(Milestone.deadline_on, last)
        return Sort(key, Milestone.id, descending=descending, read=date.fromisoformat)
    keys = {"code": Milestone.code, "title": Milestone.sort_key}
    return Sort(keys[column], Milestone.id, descending=descending)
