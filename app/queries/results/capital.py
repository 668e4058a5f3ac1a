"""The capital of one project: its records, and what the rules make of them as of a day."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from app.domain.errors import NotFoundError
from app.domain.messages import msgid
from app.domain.results.capital import (
    Fund,
    Paid,
    PlanKind,
    Planned,
    Years,
    in_force,
    medium_term_rate,
    paid_by,
    paid_in,
    planned_for,
    rate,
    total_in_force,
    yearly_rate,
)
from app.models import CapitalPlan, Disbursement, InvestmentTotal
from app.queries.portfolio.lookup import require_project
from app.schemas.money import (
    CapitalPlanRead,
    DisbursementRead,
    FundRead,
    InvestmentTotalRead,
    ProjectMoneyRead,
    RateRead,
    SpanRead,
)
from app.schemas.portfolio import ProjectRef

C = TypeVar("C", InvestmentTotal, CapitalPlan, Disbursement)
CAPITAL_NOUNS = {
    InvestmentTotal: msgid("total investment"),
    CapitalPlan: msgid("capital plan"),
    Disbursement: msgid("disbursement"),
}


def total_read(session: Session, code: str) -> InvestmentTotalRead:
    """Return one total. Raises NotFoundError."""
    return InvestmentTotalRead.model_validate(_one(session, _totals(), InvestmentTotal, code))


def plan_read(session: Session, code: str) -> CapitalPlanRead:
    """Return one plan. Raises NotFoundError."""
    return CapitalPlanRead.model_validate(_one(session, _plans(), CapitalPlan, code))


def disbursement_read(session: Session, code: str) -> DisbursementRead:
    """Return one disbursement. Raises NotFoundError."""
    return DisbursementRead.model_validate(_one(session, _disbursements(), Disbursement, code))


def project_money(session: Session, code: str, as_of: date, year: int | None = None) -> ProjectMoneyRead:
    """Return the money of one project as of the day, with the rates of a year. Raises NotFoundError."""
    project = require_project(session, code)
    totals = session.scalars(_totals(as_of).where(InvestmentTotal.project_id == project.id)).all()
    plans = session.scalars(_plans(as_of).where(CapitalPlan.project_id == project.id)).all()
    payments = session.scalars(_disbursements(as_of).where(Disbursement.project_id == project.id)).all()
    held, reported = in_force(map(_planned, plans), as_of), paid_by(map(_paid, payments), as_of)
    total, wanted = total_in_force(totals, as_of), year or as_of.year
    return ProjectMoneyRead(
        project=ProjectRef.model_validate(project),
        as_of=as_of,
        budget_year=wanted,
        total=InvestmentTotalRead.model_validate(total) if total else None,
        totals=[InvestmentTotalRead.model_validate(row) for row in reversed(totals)],
        yearly_rate=RateRead.model_validate(yearly_rate(held, reported, wanted)),
        medium_term_rate=RateRead.model_validate(medium_term_rate(held, reported, wanted)),
        medium_term=_spans(held, reported, PlanKind.MEDIUM_TERM),
        years=_spans(held, reported, PlanKind.YEARLY),
        paid=sum(paid.amount for paid in reported) if reported else None,
        plans=[CapitalPlanRead.model_validate(row) for row in reversed(plans)],
        disbursements=[DisbursementRead.model_validate(row) for row in reversed(payments)],
        demo=any((*(row.demo for row in totals), *(row.demo for row in plans), *(row.demo for row in payments))),
    )


def _totals(until: date = date.max) -> Select[InvestmentTotal]:
    """Return the totals until the day, in the order of their days and of their entry; the others likewise."""
    loads = joinedload(InvestmentTotal.project), joinedload(InvestmentTotal.document)
    days = InvestmentTotal.decided_on
    return select(InvestmentTotal).options(*loads).where(days <= until).order_by(days, InvestmentTotal.id)


def _plans(until: date = date.max) -> Select[CapitalPlan]:
    loads = joinedload(CapitalPlan.project), joinedload(CapitalPlan.document)
    days = CapitalPlan.decided_on
    return select(CapitalPlan).options(*loads).where(days <= until).order_by(days, CapitalPlan.id)


def _disbursements(until: date = date.max) -> Select[Disbursement]:
    days = Disbursement.as_of
    wanted = select(Disbursement).options(joinedload(Disbursement.project))
    return wanted.where(days <= until).order_by(days, Disbursement.id)


def _one(session: Session, statement: Select[C], table: type[C], code: str) -> C:
    row = session.scalar(statement.where(table.code == code))
    if row is None:
        raise NotFoundError(kind=CAPITAL_NOUNS[table], code=code)
    return row


def _planned(row: CapitalPlan) -> Planned:
    return Planned(row.kind, Years(row.year_from, row.year_to), row.fund, row.amount, row.decided_on)


def _paid(row: Disbursement) -> Paid:
    return Paid(row.year, row.fund, row.amount, row.as_of)


def _spans(held: Sequence[Planned], reported: Sequence[Paid], kind: PlanKind) -> list[SpanRead]:
    """Return the spans of one kind in their order; years also where nothing but payments is known of them."""
    spans = {plan.years for plan in held if plan.kind is kind}
    if kind is PlanKind.YEARLY:
        spans |= {Years(paid.year, paid.year) for paid in reported}
    return [_span(held, reported, kind, years) for years in sorted(spans, key=lambda years: (years.first, years.last))]


def _span(held: Iterable[Planned], reported: Iterable[Paid], kind: PlanKind, years: Years) -> SpanRead:
    planned, paid = planned_for(held, kind, years), paid_in(reported, years)
    funds = [
        FundRead(fund=fund, rate=RateRead.model_validate(rate(_only(planned, fund), _only(paid, fund))))
        for fund in Fund
        if fund in planned or fund in paid
    ]
    together = RateRead.model_validate(rate(planned, paid))
    return SpanRead(kind=kind, year_from=years.first, year_to=years.last, funds=funds, rate=together)


def _only(amounts: dict[Fund, int], fund: Fund) -> dict[Fund, int]:
    return {fund: amounts[fund]} if fund in amounts else {}
