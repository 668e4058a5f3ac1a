"""Assignments, with what they rest on."""

from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased, contains_eager, selectinload

from app.domain.organisations.roles import AssignmentRole
from app.domain.organisations.validity import has_ended
from app.models import Assignment, Milestone, Organisation, Project, Quotation
from app.queries.organisations.lineage import organisations_now
from app.queries.paging import Page, Sort, page_of, slice_of
from app.queries.resolution.quotations import quotation_read
from app.schemas.organisations import AssignmentRead, DocumentRead, OrganisationRef
from app.schemas.parameters import AssignmentParameters, AssignmentSort

DETAILS = (
    selectinload(Assignment.organisation),
    selectinload(Assignment.basis_document),
    selectinload(Assignment.quotation).selectinload(Quotation.clause),
)

# The order in which roles are shown.
ROLES = (
    AssignmentRole.LEAD,
    AssignmentRole.DECIDE,
    AssignmentRole.INVEST,
    AssignmentRole.COORDINATE,
    AssignmentRole.MONITOR,
    AssignmentRole.SUPERVISE,
)


def assignment_page(session: Session, wanted: AssignmentParameters, as_of: date) -> Page[AssignmentRead]:
    """Return assignments of projects and of milestones, those that have ended too."""
    owner = aliased(Project)
    statement = (
        select(Assignment)
        .outerjoin(Assignment.milestone)
        .join(owner, or_(Assignment.project_id == owner.id, Milestone.project_id == owner.id))
        .join(Assignment.organisation)
        .options(
            contains_eager(Assignment.organisation),
            contains_eager(Assignment.milestone),
            selectinload(Assignment.project),
            *DETAILS[1:],
        )
    )
    if wanted.project:
        statement = statement.where(owner.code.in_(wanted.project))
    if wanted.organisation:
        statement = statement.where(Organisation.code.in_(wanted.organisation))
    if wanted.role:
        statement = statement.where(Assignment.role.in_(wanted.role))
    if wanted.demo is not None:
        statement = statement.where(Assignment.demo.is_(wanted.demo))
    descending = wanted.sort is AssignmentSort.FROM_ON_DOWN
    sort = Sort(Assignment.from_on, Assignment.id, descending=descending, read=date.fromisoformat)
    return page_of(session, statement, sort, slice_of(wanted)).mapped(lambda row: assignment_read(row, as_of))


def assignment_read(row: Assignment, as_of: date) -> AssignmentRead:
    """Return what goes out of an assignment whose DETAILS and subject are loaded."""
    subject = row.project if row.project is not None else row.milestone
    return AssignmentRead(
        role=row.role,
        organisation=organisation_ref(row.organisation, as_of),
        subject=subject.code if subject else "",
        subject_title=subject.title if subject else "",
        from_on=row.from_on,
        to_on=row.to_on,
        responsible=row.responsible,
        quotation=quotation_read(row.quotation) if row.quotation else None,
        basis_document=DocumentRead.model_validate(row.basis_document) if row.basis_document else None,
        demo=row.demo,
    )


def organisation_ref(row: Organisation, as_of: date) -> OrganisationRef:
    return OrganisationRef(
        code=row.code,
        name=row.name,
        short_name=row.short_name,
        ended_on=row.valid_to if has_ended(row.valid_to, as_of) else None,
        now=organisations_now(row, as_of),
    )


def by_role(row: Assignment) -> tuple[int, date, int]:
    """Return what assignments are shown in the order of: the lead first, then the other roles, newest last."""
    return ROLES.index(row.role), row.from_on, row.id
