"""The capital of projects, going out. Amounts are whole đồng."""

from datetime import date

from pydantic import Field

from app.domain.results.capital import Fund, Lacking, PlanKind, TotalKind
from app.schemas.fields import AS_OF_MEANING, CodeText, Year
from app.schemas.organisations import DocumentRead
from app.schemas.paging import PageParameters, Parameters, Read
from app.schemas.parameters import CodeSort
from app.schemas.portfolio import ProgrammeRef, ProjectRef

_VERSION = "Moves with every change of the record."
_DEMO = "True when any value here is illustrative."
_YEAR = "The year whose plan is looked at; the present one where it is not given."


class MoneyParameters(Parameters):
    """What one may ask of the money of one project."""

    budget_year: Year | None = Field(default=None, description=_YEAR, examples=[2026])
    as_of: str | None = Field(default=None, description=AS_OF_MEANING, examples=["2025-06-30"])


class MoneyFilters(MoneyParameters):
    """Which projects a list of money shows."""

    programme: list[CodeText] = Field(
        default=[], description="Code or number of the programme; `none` for part III.", examples=[["15-nq-tu.3"]]
    )
    recorded: bool | None = Field(default=None, description="Only projects of which some amount is known, or others.")
    sort: CodeSort = CodeSort.CODE


class MoneyPageParameters(MoneyFilters, PageParameters):
    """The same, page by page."""


class InvestmentTotalRead(Read):
    version: int = Field(description=_VERSION)
    code: str = Field(examples=["TM-1"])
    project: ProjectRef
    kind: TotalKind
    decided_on: date = Field(description="The day it was decided, proposed or told.")
    amount: int = Field(description="In đồng.", examples=[8_971_238_000_000])
    approximate: bool = Field(description="True where the source rounds it.")
    document: DocumentRead | None = Field(description="The document that decides it; null where none is known.")
    note: str | None = Field(description="What else there is to say.")
    source: str | None = Field(description="Where it is known from, if no document is kept.")
    demo: bool = Field(description=_DEMO)


class CapitalPlanRead(Read):
    version: int = Field(description=_VERSION)
    code: str = Field(examples=["KV-1"])
    project: ProjectRef
    kind: PlanKind
    year_from: int = Field(description="The first year.", examples=[2026])
    year_to: int = Field(description="The last year.", examples=[2030])
    fund: Fund
    amount: int = Field(description="In đồng.")
    decided_on: date = Field(description="The day it was decided; a later decision takes its place.")
    document: DocumentRead | None = Field(description="The document that decides it; null where none is known.")
    note: str | None = Field(description="What else there is to say.")
    source: str | None = Field(description="Where it is known from, if no document is kept.")
    demo: bool = Field(description=_DEMO)


class DisbursementRead(Read):
    version: int = Field(description=_VERSION)
    code: str = Field(examples=["GN-1"])
    project: ProjectRef
    year: int = Field(description="The year out of whose plan it was paid.", examples=[2026])
    fund: Fund
    as_of: date = Field(description="Paid until the end of this day.")
    amount: int = Field(description="All that was paid of the year until then, in đồng.")
    note: str | None = Field(description="What else there is to say.")
    source: str | None = Field(description="Where it is known from.")
    demo: bool = Field(description=_DEMO)


class RateRead(Read):
    """A disbursement rate with its denominator; `share` is null where there is none, for the reason in `lacking`."""

    disbursed: int | None = Field(description="Paid from sources that have a plan; null while nobody has reported.")
    planned: int | None = Field(description="The denominator; null while nothing is planned.")
    unplanned: int = Field(description="Paid from sources without a plan, which no share counts.")
    share: float | None = Field(description="0 to 1, more where more was paid than planned.")
    lacking: Lacking | None = Field(description="Why there is no share; null where there is one.")


class FundRead(Read):
    """One source of one span of years."""

    fund: Fund
    rate: RateRead


class SpanRead(Read):
    """A year, or a medium-term period, with what was planned and paid, source by source."""

    kind: PlanKind
    year_from: int = Field(description="The first year.")
    year_to: int = Field(description="The last year.")
    funds: list[FundRead] = Field(description="The sources that have a plan or paid, in the order of the set.")
    rate: RateRead = Field(description="All sources together.")


class ProjectMoneyRead(Read):
    """The money of one project as of the day: its series, plans and disbursements, and both disbursement rates."""

    project: ProjectRef
    as_of: date = Field(description="The day the figures speak of.")
    budget_year: int = Field(description="The year the rates look at.")
    total: InvestmentTotalRead | None = Field(description="The total in force; null while nobody has decided one.")
    totals: list[InvestmentTotalRead] = Field(description="Every total until the day, the latest first.")
    yearly_rate: RateRead = Field(description="Against the plan of the year.")
    medium_term_rate: RateRead = Field(description="Since its first year, against the medium-term plan of the year.")
    medium_term: list[SpanRead] = Field(description="Medium-term periods in their order.")
    years: list[SpanRead] = Field(description="Years in their order.")
    paid: int | None = Field(description="All that was ever reported as paid, in đồng; null while nobody has.")
    plans: list[CapitalPlanRead] = Field(description="Every decision until the day, the latest first.")
    disbursements: list[DisbursementRead] = Field(description="Every report until the day, the latest first.")
    demo: bool = Field(description="True when any amount here is illustrative.")


class CapitalSumRead(Read):
    """The capital of several projects, or of one."""

    projects: int = Field(description="How many projects.")
    total: int | None = Field(description="Their decided totals, in đồng; null while none is decided.")
    without_total: int = Field(description="How many of them have no decided total.")
    approximate: bool = Field(description="True where a source rounds one of the totals.")
    without_yearly_plan: int = Field(description="How many of them have no plan for the year.")
    without_medium_term_plan: int = Field(description="How many of them have no medium-term plan.")
    yearly_rate: RateRead = Field(description="Against the plans of the year.")
    medium_term_rate: RateRead = Field(description="Since their first year, against medium-term plans.")
    demo: bool = Field(description="True when any amount here is illustrative.")


class MoneyRead(CapitalSumRead):
    """The capital of one project, in a list of them."""

    project: ProjectRef
    programme: ProgrammeRef | None = Field(description="Null for the tasks of part III.")


class ProgrammeMoneyRead(CapitalSumRead):
    programme: ProgrammeRef | None = Field(description="Null for the tasks of part III.")


class PortfolioMoneyRead(Read):
    """The capital of the portfolio by programme; the parts add up to `all`."""

    as_of: date = Field(description="The day the figures speak of.")
    budget_year: int = Field(description="The year the rates look at.")
    programmes: list[ProgrammeMoneyRead] = Field(description="Programmes in their order, part III last.")
    all: CapitalSumRead = Field(description="All of them together.")
