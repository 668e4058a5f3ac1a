"""The capital of many projects, added up by the database as the rules of the domain add up one project's.

Each sum is asked for by project or by programme: four statements, however many projects there are.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    SQLColumnExpression,
    Subquery,
    and_,
    cast,
    func,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from app.domain.results.capital import DECIDED, PlanKind, Rate, added
from app.models import CapitalPlan, Disbursement, InvestmentTotal, Project
from app.schemas.money import CapitalSumRead, RateRead

Key = SQLColumnExpression[Any]
_NOTHING = Rate(None, None)


@dataclass(frozen=True)
class When:
    """The year whose plans are looked at, as of a day."""

    year: int
    as_of: date

    @classmethod
    def asked(cls, year: int | None, as_of: date) -> "When":
        """Return the year that is asked for, that of the day where none is."""
        return cls(year or as_of.year, as_of)


@dataclass(frozen=True)
class CapitalSum:
    """What some projects have together; the counts say of how many of them something is known."""

    projects: int = 0
    total: int | None = None
    with_total: int = 0
    approximate: bool = False
    yearly: Rate = _NOTHING
    with_yearly: int = 0
    medium_term: Rate = _NOTHING
    with_medium_term: int = 0
    demo: bool = False


def capital_sums(session: Session, key: Key, which: ColumnElement[bool], when: When) -> dict[Any, CapitalSum]:
    """Return the capital of the projects that are so, by a column of theirs."""
    counted = select(key, func.count()).where(which).group_by(key)
    found = {of: CapitalSum(projects=count) for of, count in session.execute(counted)}
    for of, total, count, approximate, demo in session.execute(_totals(key, which, when)):
        known = {"total": int(total), "with_total": count, "approximate": approximate > 0, "demo": demo > 0}
        found[of] = replace(found[of], **known)
    for of, part, count, demo in _rates(session, _yearly(when), key, which):
        found[of] = replace(found[of], yearly=part, with_yearly=count, demo=found[of].demo or demo)
    for of, part, count, demo in _rates(session, _medium_term(when), key, which):
        found[of] = replace(found[of], medium_term=part, with_medium_term=count, demo=found[of].demo or demo)
    return found


def together(sums: Iterable[CapitalSum]) -> CapitalSum:
    """Return the capital of all of them."""
    all_of = list(sums)
    totals = [each.total for each in all_of if each.total is not None]
    return CapitalSum(
        projects=sum(each.projects for each in all_of),
        total=sum(totals) if totals else None,
        with_total=sum(each.with_total for each in all_of),
        approximate=any(each.approximate for each in all_of),
        yearly=added(each.yearly for each in all_of),
        with_yearly=sum(each.with_yearly for each in all_of),
        medium_term=added(each.medium_term for each in all_of),
        with_medium_term=sum(each.with_medium_term for each in all_of),
        demo=any(each.demo for each in all_of),
    )


def sum_fields(found: CapitalSum) -> Mapping[str, object]:
    """Return the fields of a sum that goes out."""
    return {
        "projects": found.projects,
        "total": found.total,
        "without_total": found.projects - found.with_total,
        "approximate": found.approximate,
        "without_yearly_plan": found.projects - found.with_yearly,
        "without_medium_term_plan": found.projects - found.with_medium_term,
        "yearly_rate": RateRead.model_validate(found.yearly),
        "medium_term_rate": RateRead.model_validate(found.medium_term),
        "demo": found.demo,
    }


def sum_read(found: CapitalSum) -> CapitalSumRead:
    return CapitalSumRead.model_validate(sum_fields(found))


def has_capital(as_of: date) -> ColumnElement[bool]:
    """Return whether any amount of the project is known by the day."""
    days = ((InvestmentTotal, InvestmentTotal.decided_on), (CapitalPlan, CapitalPlan.decided_on))
    dated = (*days, (Disbursement, Disbursement.as_of))
    return or_(*(Project.id.in_(select(table.project_id).where(day <= as_of)) for table, day in dated))


def _totals(key: Key, which: ColumnElement[bool], when: When) -> Select[*tuple[Any, ...]]:
    columns = InvestmentTotal.project_id, InvestmentTotal.amount, InvestmentTotal.approximate, InvestmentTotal.demo
    day = InvestmentTotal.decided_on
    rank = func.row_number().over(
        partition_by=InvestmentTotal.project_id, order_by=(day.desc(), InvestmentTotal.id.desc())
    )
    ranked = select(*columns, rank.label("rank")).where(InvestmentTotal.kind.in_(DECIDED), day <= when.as_of).subquery()
    total = ranked.c
    sums = (func.sum(total.amount), func.count(), _how_many(total.approximate), _how_many(total.demo))
    return select(key, *sums).join(ranked, total.project_id == Project.id).where(total.rank == 1, which).group_by(key)


def _plans(when: When) -> Subquery:
    """Return the plans in force on the day."""
    own = (CapitalPlan.project_id, CapitalPlan.kind, CapitalPlan.year_from, CapitalPlan.year_to, CapitalPlan.fund)
    return _latest(CapitalPlan, own, CapitalPlan.decided_on, when)


def _payments(when: When) -> Subquery:
    """Return what was last reported by the day for each project, year and source."""
    own = (Disbursement.project_id, Disbursement.year, Disbursement.fund)
    return _latest(Disbursement, own, Disbursement.as_of, when)


def _latest(table: type[CapitalPlan] | type[Disbursement], own: Sequence[Key], day: Key, when: When) -> Subquery:
    """Return, of the rows that have their `own` in common, the one of the latest `day` by then."""
    rank = func.row_number().over(partition_by=own, order_by=(day.desc(), table.id.desc())).label("rank")
    ranked = select(*own, table.amount, table.demo, rank).where(day <= when.as_of).subquery()
    return select(ranked).where(ranked.c.rank == 1).subquery()


def _yearly(when: When) -> Subquery:
    """Return what was planned and what was paid of the year, by project and source."""
    plan, paid = _plans(when).c, _payments(when).c
    planned = select(*_planned_columns(plan)).where(plan.kind == PlanKind.YEARLY, plan.year_from == when.year)
    return _beside(planned, select(*_paid_columns(paid)).where(paid.year == when.year))


def _medium_term(when: When) -> Subquery:
    """Return the medium-term plan that the year belongs to, and what was paid since its first year.

    Where there is no such plan, what was paid of the year itself stands alone.
    """
    plans = _plans(when)
    covering = and_(plans.c.kind == PlanKind.MEDIUM_TERM, plans.c.year_from <= when.year, plans.c.year_to >= when.year)
    # Periods of one project do not overlap, so that at most one covers the year.
    spans = (plans.c.project_id, func.max(plans.c.year_from).label("first"), func.max(plans.c.year_to).label("last"))
    period = select(*spans).where(covering).group_by(plans.c.project_id).subquery()
    payments = _payments(when)
    inside = payments.c.year.between(period.c.first, period.c.last)
    alone = and_(period.c.first.is_(None), payments.c.year == when.year)
    paid = (
        select(*_paid_columns(payments.c))
        .select_from(payments)
        .outerjoin(period, period.c.project_id == payments.c.project_id)
        .where(or_(inside, alone))
    )
    return _beside(select(*_planned_columns(plans.c)).where(covering), paid)


def _planned_columns(plan: Any) -> tuple[ColumnElement[Any], ...]:
    nothing = cast(null(), BigInteger).label("paid")
    return (plan.project_id, plan.fund, plan.amount.label("planned"), nothing, plan.demo)


def _paid_columns(payment: Any) -> tuple[ColumnElement[Any], ...]:
    nothing = cast(null(), BigInteger).label("planned")
    return (payment.project_id, payment.fund, nothing, payment.amount.label("paid"), payment.demo)


def _beside(planned: Select[*tuple[Any, ...]], paid: Select[*tuple[Any, ...]]) -> Subquery:
    """Return plan and payment of each project and source in one row, each empty where there is none."""
    both = union_all(planned, paid).subquery().c
    amounts = (func.sum(both.planned).label("planned"), func.sum(both.paid).label("paid"))
    columns = (both.project_id, both.fund, *amounts, _how_many(both.demo).label("demo"))
    return select(*columns).group_by(both.project_id, both.fund).subquery()


def _rates(
    session: Session, parts: Subquery, key: Key, which: ColumnElement[bool]
) -> list[tuple[Any, Rate, int, bool]]:
    part = parts.c
    has_plan = part.planned.is_not(None)
    sums = (
        func.sum(part.paid).filter(has_plan),
        func.sum(part.planned),
        func.coalesce(func.sum(part.paid).filter(~has_plan), 0),
        func.count(part.project_id.distinct()).filter(has_plan),
        func.sum(part.demo),
    )
    statement = select(key, *sums).join(parts, part.project_id == Project.id).where(which).group_by(key)
    return [
        (of, Rate(_whole(disbursed), _whole(planned), int(unplanned)), count, demo > 0)
        for of, disbursed, planned, unplanned, count, demo in session.execute(statement)
    ]


def _how_many(flag: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count().filter(flag)


def _whole(amount: Any) -> int | None:
    # PostgreSQL adds large integers up as decimals.
    return None if amount is None else int(amount)
