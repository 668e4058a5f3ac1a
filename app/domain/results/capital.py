"""Capital of projects: which total and plan is in force on a day, what was paid out, and the two disbursement rates.

Totals and plans are dated decisions, and the latest of a kind holds. What was paid out is kept as Vietnamese papers
report it: for one year and source, from 1 January to a day; what was paid in between is the difference of two.
Amounts are whole đồng, days are inclusive.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol, TypeVar

T = TypeVar("T")


class TotalKind(StrEnum):
    """What a total is: told by a public source alone, asked for, estimated with the policy, approved, or adjusted."""

    REPORTED = "reported"
    PROPOSED = "proposed"
    PRELIMINARY = "preliminary"
    APPROVED = "approved"
    ADJUSTED = "adjusted"


# The others are words: nobody has decided them, or the office does not know the decision.
DECIDED = frozenset({TotalKind.PRELIMINARY, TotalKind.APPROVED, TotalKind.ADJUSTED})


class PlanKind(StrEnum):
    MEDIUM_TERM = "medium_term"
    YEARLY = "yearly"


class Fund(StrEnum):
    """Where the money comes from."""

    CENTRAL_BUDGET = "central_budget"
    CITY_BUDGET = "city_budget"
    WARD_BUDGET = "ward_budget"
    FOREIGN_LOANS = "foreign_loans"
    GOVERNMENT_BONDS = "government_bonds"
    SOCIAL = "social"
    PUBLIC_PRIVATE = "public_private"
    OTHER = "other"


class Lacking(StrEnum):
    """Why there is no rate."""

    NO_PLAN = "no_plan"
    NOTHING_PLANNED = "nothing_planned"
    NOTHING_REPORTED = "nothing_reported"


@dataclass(frozen=True)
class Years:
    """The years from `first` to `last`, both of them inside."""

    first: int
    last: int

    def __contains__(self, year: object) -> bool:
        return isinstance(year, int) and self.first <= year <= self.last

    def overlaps(self, other: "Years") -> bool:
        return self.first <= other.last and other.first <= self.last


class Dated(Protocol):
    """A total investment, whatever else it carries."""

    @property
    def kind(self) -> TotalKind: ...

    @property
    def decided_on(self) -> date: ...


D = TypeVar("D", bound=Dated)


@dataclass(frozen=True)
class Planned:
    """What a decision gives to a project for some years from one source."""

    kind: PlanKind
    years: Years
    fund: Fund
    amount: int
    decided_on: date


@dataclass(frozen=True)
class Paid:
    """What was paid out of the plan of `year` from one source until the end of `as_of`."""

    year: int
    fund: Fund
    amount: int
    as_of: date


@dataclass(frozen=True)
class Rate:
    """A disbursement rate with what it is made of, which is None where nobody has said it.

    Paid and planned are compared source by source: what was paid from a source that has no plan is `unplanned` and no
    part of `disbursed`, or the share would measure it by a plan that is not its own. `share` is None where it means
    nothing, which `lacking` explains.
    """

    disbursed: int | None
    planned: int | None
    unplanned: int = 0

    @property
    def lacking(self) -> Lacking | None:
        if self.planned is None:
            return Lacking.NO_PLAN
        if self.planned == 0:
            return Lacking.NOTHING_PLANNED
        return Lacking.NOTHING_REPORTED if self.disbursed is None else None

    @property
    def share(self) -> float | None:
        if self.lacking or not self.planned or self.disbursed is None:
            return None
        return self.disbursed / self.planned


def total_in_force(totals: Iterable[D], as_of: date) -> D | None:
    """Return the latest total that was decided by the day; what was only proposed or told decides nothing."""
    decided = [total for total in totals if total.kind in DECIDED and total.decided_on <= as_of]
    return max(decided, key=lambda total: total.decided_on, default=None)


def in_force(plans: Iterable[Planned], as_of: date) -> list[Planned]:
    """Return the latest decision for each kind, years and source; of two on one day the later in order holds."""
    decided = (plan for plan in plans if plan.decided_on <= as_of)
    return _latest(decided, lambda plan: plan.decided_on, lambda plan: (plan.kind, plan.years, plan.fund))


def paid_by(payments: Iterable[Paid], as_of: date) -> list[Paid]:
    """Return what was last reported for each year and source."""
    reported = (paid for paid in payments if paid.as_of <= as_of)
    return _latest(reported, lambda paid: paid.as_of, lambda paid: (paid.year, paid.fund))


def medium_term_years(plans: Iterable[Planned], year: int) -> Years | None:
    """Return the medium-term period whose plan the year belongs to, None where there is none.

    Periods of one project do not overlap; were some to, the one that begins last would be meant.
    """
    periods = {plan.years for plan in plans if plan.kind is PlanKind.MEDIUM_TERM and year in plan.years}
    return max(periods, key=lambda years: (years.first, years.last), default=None)


def planned_for(plans: Iterable[Planned], kind: PlanKind, years: Years) -> dict[Fund, int]:
    """Return by source what plans in force give for exactly these years."""
    return {plan.fund: plan.amount for plan in plans if plan.kind is kind and plan.years == years}


def paid_in(payments: Iterable[Paid], years: Years) -> dict[Fund, int]:
    """Return by source what was paid out of the plans of these years, of payments one for each year and source."""
    total: defaultdict[Fund, int] = defaultdict(int)
    for paid in payments:
        if paid.year in years:
            total[paid.fund] += paid.amount
    return dict(total)


def rate(planned: Mapping[Fund, int], paid: Mapping[Fund, int]) -> Rate:
    """Return what was paid as a share of what was planned, over all sources that have a plan."""
    measured = [amount for fund, amount in paid.items() if fund in planned]
    return Rate(
        disbursed=sum(measured) if measured else None,
        planned=sum(planned.values()) if planned else None,
        unplanned=sum(amount for fund, amount in paid.items() if fund not in planned),
    )


def yearly_rate(plans: Sequence[Planned], payments: Sequence[Paid], year: int) -> Rate:
    """Return the rate against the plan of the year, of plans in force and of what was last reported."""
    only = Years(year, year)
    return rate(planned_for(plans, PlanKind.YEARLY, only), paid_in(payments, only))


def medium_term_rate(plans: Sequence[Planned], payments: Sequence[Paid], year: int) -> Rate:
    """Return the rate against the medium-term plan that the year belongs to: paid since its first year.

    Without such a plan all that is known of the year itself is `unplanned`.
    """
    years = medium_term_years(plans, year)
    if years is None:
        return rate({}, paid_in(payments, Years(year, year)))
    return rate(planned_for(plans, PlanKind.MEDIUM_TERM, years), paid_in(payments, years))


def added(rates: Iterable[Rate]) -> Rate:
    """Return the rate of several projects together; what nobody has said counts for nothing in either part."""
    all_of = list(rates)
    disbursed = [each.disbursed for each in all_of if each.disbursed is not None]
    planned = [each.planned for each in all_of if each.planned is not None]
    return Rate(
        sum(disbursed) if disbursed else None,
        sum(planned) if planned else None,
        sum(each.unplanned for each in all_of),
    )


def _latest(rows: Iterable[T], day: Callable[[T], date], key: Callable[[T], Hashable]) -> list[T]:
    found: dict[Hashable, T] = {}
    for row in sorted(rows, key=day):
        found[key(row)] = row
    return list(found.values())
