"""Projects: lists by filter, and one with all that belongs to it."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, func, not_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, selectinload
from sqlalchemy.orm.strategy_options import _AbstractLoad

from app.domain.errors import NotFoundError
from app.domain.messages import msgid
from app.domain.organisations.roles import AssignmentRole
from app.domain.portfolio.statuses import OPEN_STATUSES
from app.models import Assignment, Milestone, Project, Quotation
from app.queries.organisations.assignments import DETAILS, assignment_read, by_role
from app.queries.organisations.lineage import ward_read
from app.queries.paging import Page, Sort, page_of, slice_of
from app.queries.portfolio.clarity import lacks_any, lacks_clarity
from app.queries.portfolio.filters import assigned, due_between, in_programmes, in_wards, undated
from app.queries.portfolio.history import latest_of_project
from app.queries.portfolio.reading import milestone_read, project_read
from app.queries.resolution.quotations import basis_of
from app.queries.searching import matches
from app.queries.timeliness import project_timeliness
from app.schemas.parameters import ProjectParameters, ProjectSort
from app.schemas.portfolio import ProjectDetail, ProjectRead, ProjectRef
from app.schemas.resolution import ReferenceRead

# What `project_read` needs; as many statements for three projects as for three hundred.
READING: tuple[_AbstractLoad, ...] = (
    selectinload(Project.programme),
    selectinload(Project.milestones),
    selectinload(Project.assignments).joinedload(Assignment.organisation),
    selectinload(Project.quotations).joinedload(Quotation.clause),
)


def project_page(
    session: Session, wanted: ProjectParameters, as_of: date, codes: Sequence[str] | None = None
) -> Page[ProjectRead]:
    """Return one page, of the projects with these codes alone where they are given."""
    statement = select(Project).where(*_conditions(wanted, as_of)).options(*READING)
    if codes is not None:
        statement = statement.where(Project.code.in_(codes))
    page = page_of(session, statement, _sort(wanted.sort), slice_of(wanted))
    return page.mapped(lambda row: project_read(row, as_of))


def project_detail(session: Session, code: str, as_of: date) -> ProjectDetail:
    """Return one project. Raises NotFoundError."""
    row = session.scalar(_with_everything().where(Project.code == code))
    if row is None:
        raise NotFoundError(kind=msgid("project"), code=code)
    return ProjectDetail(
        **dict(project_read(row, as_of)),
        version=row.version,
        aliases=row.aliases,
        summary=row.summary,
        product=row.product,
        place=row.place,
        wards=[ward_read(ward, as_of) for ward in row.wards],
        group=row.group,
        parent=ProjectRef.model_validate(row.parent) if row.parent else None,
        components=[ProjectRef.model_validate(component) for component in row.components],
        basis=basis_of(row.quotations),
        assignments=[assignment_read(assignment, as_of) for assignment in sorted(row.assignments, key=by_role)],
        references=[ReferenceRead.model_validate(reference) for reference in row.references],
        milestone_list=[milestone_read(milestone, as_of) for milestone in row.milestones],
        history=latest_of_project(session, row.id),
        resolution=row.resolution.code,
    )


def _with_everything() -> Select[Project]:
    assignments = selectinload(Project.assignments)
    return select(Project).options(
        *READING,
        selectinload(Project.resolution),
        selectinload(Project.parent),
        selectinload(Project.components),
        selectinload(Project.references),
        selectinload(Project.wards),
        selectinload(Project.milestones).joinedload(Milestone.project),
        assignments.joinedload(Assignment.project),
        assignments.options(*DETAILS[1:]),
    )


def _conditions(wanted: ProjectParameters, as_of: date) -> list[ColumnElement[bool]]:
    clauses = [matches(Project.search_text, wanted.q)]
    closed_sets: list[tuple[InstrumentedAttribute[Any], Sequence[StrEnum]]] = [
        (Project.kind, wanted.kind),
        (Project.stage, wanted.stage),
        (Project.status, wanted.status),
    ]
    clauses += [column.in_(values) for column, values in closed_sets if values]
    if wanted.timeliness:
        clauses.append(project_timeliness(as_of).in_([value.value for value in wanted.timeliness]))
    if wanted.programme:
        clauses.append(in_programmes(wanted.programme))
    if wanted.lead:
        clauses.append(assigned(wanted.lead, AssignmentRole.LEAD, as_of))
    if wanted.coordinate:
        clauses.append(assigned(wanted.coordinate, AssignmentRole.COORDINATE, as_of))
    if wanted.ward:
        clauses.append(in_wards(wanted.ward))
    return [*clauses, *_more_conditions(wanted, as_of)]


def _more_conditions(wanted: ProjectParameters, as_of: date) -> list[ColumnElement[bool]]:
    clauses = []
    if wanted.due_from or wanted.due_to:
        clauses.append(due_between(wanted.due_from, wanted.due_to))
    if wanted.demo is not None:
        clauses.append(Project.demo.is_(wanted.demo))
    if wanted.lacking is not None:
        clauses.append(lacks_clarity(as_of) if wanted.lacking else not_(lacks_clarity(as_of)))
    if wanted.missing:
        clauses.append(lacks_any(wanted.missing, as_of))
    if wanted.published is not None:
        clauses.append(Project.published.is_(wanted.published))
    return clauses


def _sort(wanted: ProjectSort) -> Sort:
    column = wanted.value.removeprefix("-")
    descending = wanted.value.startswith("-")
    if column == "deadline":
        due = func.coalesce(_due(), undated(descending=descending))
        return Sort(due, Project.id, descending=descending, read=date.fromisoformat)
    key = {"code": Project.code, "title": Project.sort_key}[column]
    return Sort(key, Project.id, descending=descending)


def _due() -> ColumnElement[date | None]:
    """Return the project's own deadline, else the next one among its open milestones."""
    open_milestone = Milestone.status.in_(OPEN_STATUSES) & ~Milestone.conditional
    soonest = select(func.min(Milestone.deadline_on)).where(Milestone.project_id == Project.id, open_milestone)
    return func.coalesce(Project.deadline_on, soonest.scalar_subquery())
