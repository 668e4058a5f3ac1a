"""Recording the capital of projects: totals and plans by planners, disbursements by those who lead or invest too."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import selectinload

from app.domain.access.policy import Action
from app.domain.errors import FieldError, InvalidInputError, NotFoundError
from app.domain.messages import Message, msgid
from app.domain.results.capital import PlanKind, Years
from app.models import CapitalPlan, Disbursement, Document, InvestmentTotal, Project
from app.queries.access.subjects import subject_of_project
from app.queries.results.capital import CAPITAL_NOUNS
from app.schemas.access import Change
from app.schemas.assigning import BasisWish
from app.schemas.capital import (
    CapitalPlanChange,
    DisbursementChange,
    InvestmentTotalChange,
    NewCapitalPlan,
    NewDisbursement,
    NewInvestmentTotal,
)
from app.services.organisations.basis import document_of
from app.services.portfolio.projects import project_to_change
from app.services.series import next_code
from app.services.unit_of_work import UnitOfWork

C = TypeVar("C", InvestmentTotal, CapitalPlan, Disbursement)

_APART = {"basis", "reason"}
CODE_PREFIXES = {InvestmentTotal: "TM-", CapitalPlan: "KV-", Disbursement: "GN-"}
_ACTIONS = {
    InvestmentTotal: Action.CAPITAL_SET,
    CapitalPlan: Action.CAPITAL_SET,
    Disbursement: Action.CAPITAL_PAY,
}


def add_total(work: UnitOfWork, project: str, wish: NewInvestmentTotal) -> InvestmentTotal:
    """Record a total investment. Raises InvalidInputError where the day has one, or lies ahead."""
    owner = project_to_change(work, project, Action.CAPITAL_SET)
    row = InvestmentTotal(
        **wish.model_dump(exclude=_APART),
        project=owner,
        code=next_code(work.session, CODE_PREFIXES[InvestmentTotal]),
        document=_document(work, owner, wish.basis),
        demo=False,
    )
    _check_total(work, row)
    return _added(work, row)


def add_plan(work: UnitOfWork, project: str, wish: NewCapitalPlan) -> CapitalPlan:
    """Record a plan. Raises InvalidInputError where its years make none, overlap others, or its day has one."""
    owner = project_to_change(work, project, Action.CAPITAL_SET)
    row = CapitalPlan(
        **wish.model_dump(exclude={*_APART, "year_to"}),
        year_to=wish.year_to or wish.year_from,
        project=owner,
        code=next_code(work.session, CODE_PREFIXES[CapitalPlan]),
        document=_document(work, owner, wish.basis),
        demo=False,
    )
    _check_years(work, row)
    _check_plan(work, row)
    return _added(work, row)


def add_disbursement(work: UnitOfWork, project: str, wish: NewDisbursement) -> Disbursement:
    """Record what was paid until a day. Raises InvalidInputError where the day has it, or is none for that."""
    owner = project_to_change(work, project, Action.CAPITAL_PAY)
    code = next_code(work.session, CODE_PREFIXES[Disbursement])
    row = Disbursement(**wish.model_dump(), project=owner, code=code, demo=False)
    _check_disbursement(work, row)
    return _added(work, row)


def edit_total(work: UnitOfWork, code: str, change: InvestmentTotalChange) -> InvestmentTotal:
    """Correct the fields that were sent. Raises NotFoundError, StaleEditError or InvalidInputError."""
    return _corrected(work, InvestmentTotal, code, change, _check_total)


def edit_plan(work: UnitOfWork, code: str, change: CapitalPlanChange) -> CapitalPlan:
    """Correct the fields that were sent. Raises NotFoundError, StaleEditError or InvalidInputError."""
    return _corrected(work, CapitalPlan, code, change, _check_plan)


def edit_disbursement(work: UnitOfWork, code: str, change: DisbursementChange) -> Disbursement:
    """Correct the fields that were sent. Raises NotFoundError, StaleEditError or InvalidInputError."""
    return _corrected(work, Disbursement, code, change, _check_disbursement)


def remove(work: UnitOfWork, table: type[C], code: str, reason: str) -> str:
    """Take a record away, with the reason; its past stays. Returns the project's code. Raises NotFoundError."""
    row = _to_change(work, table, code)
    project = row.project.code
    work.because(reason, row)
    work.session.delete(row)
    work.session.flush()
    return project


def _to_change(work: UnitOfWork, table: type[C], code: str) -> C:
    """Return the record, after its project was locked: who holds that one holds all of its capital."""
    hidden = NotFoundError(kind=CAPITAL_NOUNS[table], code=code)
    owner = work.session.scalar(
        select(Project)
        .join(table, table.project_id == Project.id)
        .where(table.code == code)
        .with_for_update(of=Project)
    )
    if owner is None:
        raise hidden
    work.require(_ACTIONS[table], subject_of_project(owner, work.today), hidden)
    row = work.session.scalars(
        select(table).where(table.code == code).options(selectinload(table.project)).with_for_update(of=table)
    ).one_or_none()
    if row is None:
        raise hidden
    work.expect(row)
    return row


def _added(work: UnitOfWork, row: C) -> C:
    work.session.add(row)
    work.session.flush()
    return row


def _corrected(
    work: UnitOfWork, table: type[C], code: str, change: Change, check: Callable[[UnitOfWork, C], None]
) -> C:
    row = _to_change(work, table, code)
    _set(work, row, change)
    check(work, row)
    work.session.flush()
    return row


def _set(work: UnitOfWork, row: InvestmentTotal | CapitalPlan | Disbursement, change: Change) -> None:
    for name in change.model_fields_set - _APART:
        setattr(row, name, getattr(change, name))
    if "basis" in change.model_fields_set and not isinstance(row, Disbursement):
        row.document = _document(work, row.project, getattr(change, "basis", None))
    work.because(getattr(change, "reason", None), row)


def _document(work: UnitOfWork, project: Project, basis: BasisWish | None) -> Document | None:
    return document_of(work, basis, published=project.published) if basis else None


def _check_total(work: UnitOfWork, row: InvestmentTotal) -> None:
    _require_past(work, row.decided_on, "/decided_on")
    _require_alone(work, row, InvestmentTotal.decided_on == row.decided_on, "/decided_on")


def _check_years(work: UnitOfWork, row: CapitalPlan) -> None:
    years = Years(row.year_from, row.year_to)
    if row.kind is PlanKind.YEARLY and years.first != years.last:
        raise _fault(msgid("A plan of one year names that year alone."), "/year_to")
    if row.kind is PlanKind.MEDIUM_TERM and years.first >= years.last:
        raise _fault(msgid("A medium-term plan ends in a later year than it begins."), "/year_to")
    if row.kind is not PlanKind.MEDIUM_TERM:
        return
    for other in _others(work, row, CapitalPlan.kind == PlanKind.MEDIUM_TERM):
        theirs = Years(other.year_from, other.year_to)
        if theirs != years and theirs.overlaps(years):
            fault = Message(
                msgid("There is a medium-term plan for %(first)s–%(last)s already, which these years overlap."),
                {"first": theirs.first, "last": theirs.last},
            )
            raise InvalidInputError(FieldError(fault, pointer="/year_from"))


def _check_plan(work: UnitOfWork, row: CapitalPlan) -> None:
    _require_past(work, row.decided_on, "/decided_on")
    same = (
        (CapitalPlan.kind == row.kind)
        & (CapitalPlan.year_from == row.year_from)
        & (CapitalPlan.year_to == row.year_to)
        & (CapitalPlan.fund == row.fund)
        & (CapitalPlan.decided_on == row.decided_on)
    )
    _require_alone(work, row, same, "/decided_on")


def _check_disbursement(work: UnitOfWork, row: Disbursement) -> None:
    _require_past(work, row.as_of, "/as_of")
    if row.as_of.year < row.year:
        raise _fault(msgid("Nothing is paid out of a year's plan before the year begins."), "/as_of")
    same = (Disbursement.year == row.year) & (Disbursement.fund == row.fund) & (Disbursement.as_of == row.as_of)
    _require_alone(work, row, same, "/as_of")


def _require_past(work: UnitOfWork, day: date, pointer: str) -> None:
    if day > work.today:
        raise _fault(msgid("This day lies ahead."), pointer)


def _require_alone(work: UnitOfWork, row: C, same: ColumnElement[bool], pointer: str) -> None:
    for other in _others(work, row, same):
        fault = Message(msgid("%(code)s says the same of this day already; correct that one."), {"code": other.code})
        raise InvalidInputError(FieldError(fault, pointer=pointer))


def _others(work: UnitOfWork, row: C, which: ColumnElement[bool]) -> list[C]:
    """Return the project's other records that are so."""
    table = type(row)
    with work.session.no_autoflush:
        found = work.session.scalars(select(table).where(table.project_id == row.project.id, which).order_by(table.id))
        return [other for other in found if other is not row]


def _fault(pattern: str, pointer: str) -> InvalidInputError:
    return InvalidInputError(FieldError(Message(pattern), pointer=pointer))
