"""Organisations, and how much each leads."""

from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, aliased, contains_eager

from app.domain.errors import NotFoundError
from app.domain.messages import msgid
from app.domain.organisations.roles import AssignmentRole
from app.domain.portfolio.timeliness import Timeliness
from app.models import Assignment, Organisation
from app.queries.organisations.holding import holds_on
from app.queries.paging import Page, Sort, page_of, slice_of
from app.queries.searching import matches
from app.queries.spans import exists_on
from app.queries.timeliness import project_timeliness
from app.schemas.organisations import OrganisationDetail, OrganisationRead, Workload
from app.schemas.parameters import NameSort, OrganisationParameters

_SORTS = {
    NameSort.CODE: Sort(Organisation.code, Organisation.id),
    NameSort.CODE_DOWN: Sort(Organisation.code, Organisation.id, descending=True),
    NameSort.NAME: Sort(Organisation.sort_key, Organisation.id),
    NameSort.NAME_DOWN: Sort(Organisation.sort_key, Organisation.id, descending=True),
}


def organisation_page(session: Session, wanted: OrganisationParameters) -> Page[OrganisationRead]:
    parent = aliased(Organisation)
    statement = (
        select(Organisation)
        .outerjoin(parent, Organisation.parent)
        .options(contains_eager(Organisation.parent.of_type(parent)))
        .where(matches(Organisation.search_text, wanted.q))
    )
    if wanted.kind:
        statement = statement.where(Organisation.kind.in_(wanted.kind))
    if wanted.valid_on:
        statement = statement.where(exists_on(wanted.valid_on))
    return page_of(session, statement, _SORTS[wanted.sort], slice_of(wanted)).mapped(_read)


def organisation_detail(session: Session, code: str, as_of: date) -> OrganisationDetail:
    """Return one organisation with what it does on the day. Raises NotFoundError."""
    parent = aliased(Organisation)
    row = session.scalar(
        select(Organisation)
        .outerjoin(parent, Organisation.parent)
        .options(contains_eager(Organisation.parent.of_type(parent)))
        .where(Organisation.code == code)
    )
    if row is None:
        raise NotFoundError(kind=msgid("organisation"), code=code)
    workload = workloads(session, as_of, Organisation.id == row.id).get(row.code, Workload())
    return OrganisationDetail(**dict(_read(row)), version=row.version, workload=workload)


def require_organisation(session: Session, code: str) -> Organisation:
    """Return the organisation alone. Raises NotFoundError."""
    row = session.scalar(select(Organisation).where(Organisation.code == code))
    if row is None:
        raise NotFoundError(kind=msgid("organisation"), code=code)
    return row


def workloads(session: Session, as_of: date, *which: ColumnElement[bool]) -> dict[str, Workload]:
    """Return by code what the organisations lead and coordinate on the day; one without either is left out."""
    leads = Assignment.role == AssignmentRole.LEAD
    late = project_timeliness(as_of) == Timeliness.OVERDUE
    statement = (
        select(
            Organisation.code,
            func.count().filter(leads),
            func.count().filter(Assignment.role == AssignmentRole.COORDINATE),
            func.count().filter(leads, late),
        )
        .join(Assignment.organisation)
        .join(Assignment.project)
        .where(holds_on(as_of), *which)
        .group_by(Organisation.code)
    )
    return {
        code: Workload(leads=leads, coordinates=coordinates, overdue=overdue)
        for code, leads, coordinates, overdue in session.execute(statement)
    }


def _read(row: Organisation) -> OrganisationRead:
    return OrganisationRead(
        code=row.code,
        name=row.name,
        short_name=row.short_name,
        kind=row.kind,
        parent=row.parent.code if row.parent else None,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        legal_basis=row.legal_basis,
        note=row.note,
    )
