"""The capital of projects: total investments, plans by source of funds, disbursements, and the money they make."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from app.models import CapitalPlan, Disbursement, InvestmentTotal
from app.queries.results.capital import disbursement_read, plan_read, project_money, total_read
from app.queries.results.capital_sums import When
from app.queries.results.portfolio_money import money_page, portfolio_money
from app.schemas.capital import (
    CapitalPlanChange,
    DisbursementChange,
    InvestmentTotalChange,
    NewCapitalPlan,
    NewDisbursement,
    NewInvestmentTotal,
    Removal,
)
from app.schemas.money import (
    CapitalPlanRead,
    DisbursementRead,
    InvestmentTotalRead,
    MoneyPageParameters,
    MoneyParameters,
    MoneyRead,
    PortfolioMoneyRead,
    ProjectMoneyRead,
)
from app.schemas.paging import PageRead
from app.services.results.capital import (
    add_disbursement,
    add_plan,
    add_total,
    edit_disbursement,
    edit_plan,
    edit_total,
    remove,
)
from app.web.api.changing import fresh, made
from app.web.api.shared import CHANGE, COLLECTION, NO_PARAMETERS, RECORD, Listing, Single, tagged
from app.web.deps import Edit, Work
from app.web.writing import Writing

projects = APIRouter(prefix="/projects", tags=["capital"], route_class=Writing)
money = APIRouter(prefix="/money", tags=["capital"], route_class=Writing)
totals = APIRouter(prefix="/investment-totals", tags=["capital"], route_class=Writing)
plans = APIRouter(prefix="/capital-plans", tags=["capital"], route_class=Writing)
disbursements = APIRouter(prefix="/disbursements", tags=["capital"], route_class=Writing)
Project = Annotated[str, Path(description="Code of the project.", examples=["15-nq-tu.3.01"])]
Total = Annotated[str, Path(description="Code of the total investment.", examples=["TM-1"])]
Plan = Annotated[str, Path(description="Code of the plan.", examples=["KV-1"])]
Payment = Annotated[str, Path(description="Code of the disbursement.", examples=["GN-1"])]


@projects.get("/{code}/money", responses=RECORD)
def read_project_money(
    answering: Listing, code: Project, wanted: Annotated[MoneyParameters, Query()]
) -> ProjectMoneyRead:
    """Read the money of one project: its totals, plans and disbursements, and both disbursement rates."""
    view = answering.view
    return project_money(view.session, code, view.as_of, wanted.budget_year)


@projects.post("/{code}/investment-totals", status_code=201, responses=CHANGE)
def create_investment_total(
    work: Work, code: Project, wish: NewInvestmentTotal, response: Response
) -> InvestmentTotalRead:
    """Record a total investment, decided, proposed or told; for planners."""
    row = add_total(work, code, wish)
    made(response, f"/api/v1/investment-totals/{row.code}")
    return tagged(response, total_read(fresh(work).session, row.code))


@projects.post("/{code}/capital-plans", status_code=201, responses=CHANGE)
def create_capital_plan(work: Work, code: Project, wish: NewCapitalPlan, response: Response) -> CapitalPlanRead:
    """Record what a decision gives for a year or a medium term from one source; for planners."""
    row = add_plan(work, code, wish)
    made(response, f"/api/v1/capital-plans/{row.code}")
    return tagged(response, plan_read(fresh(work).session, row.code))


@projects.post("/{code}/disbursements", status_code=201, responses=CHANGE)
def create_disbursement(work: Work, code: Project, wish: NewDisbursement, response: Response) -> DisbursementRead:
    """Record what was paid of a year from one source until a day; for planners, and for who leads or invests."""
    row = add_disbursement(work, code, wish)
    made(response, f"/api/v1/disbursements/{row.code}")
    return tagged(response, disbursement_read(fresh(work).session, row.code))


@money.get("", responses=COLLECTION)
def list_money(answering: Listing, wanted: Annotated[MoneyPageParameters, Query()]) -> PageRead[MoneyRead]:
    """List projects with their decided total, and both disbursement rates with their denominators."""
    view = answering.view
    return answering.page(money_page(view.session, wanted, When.asked(wanted.budget_year, view.as_of)))


@money.get("/programmes", responses=COLLECTION)
def read_portfolio_money(answering: Listing, wanted: Annotated[MoneyParameters, Query()]) -> PortfolioMoneyRead:
    """Read the capital of the portfolio by programme; the parts add up."""
    view = answering.view
    return portfolio_money(view.session, When.asked(wanted.budget_year, view.as_of))


@totals.get("/{code}", responses=RECORD, dependencies=NO_PARAMETERS)
def read_investment_total(answering: Single, code: Total) -> InvestmentTotalRead:
    """Read one total investment."""
    return answering.record(total_read(answering.view.session, code))


@totals.patch("/{code}", responses=CHANGE)
def change_investment_total(
    work: Edit, code: Total, change: InvestmentTotalChange, response: Response
) -> InvestmentTotalRead:
    """Correct the fields that are sent (JSON merge patch)."""
    edit_total(work, code, change)
    return tagged(response, total_read(fresh(work).session, code))


@totals.post("/{code}/removal", status_code=204, responses=CHANGE)
def remove_investment_total(work: Edit, code: Total, wish: Removal) -> None:
    """Take a total away that should never have been recorded; its past stays."""
    remove(work, InvestmentTotal, code, wish.reason)


@plans.get("/{code}", responses=RECORD, dependencies=NO_PARAMETERS)
def read_capital_plan(answering: Single, code: Plan) -> CapitalPlanRead:
    """Read one plan."""
    return answering.record(plan_read(answering.view.session, code))


@plans.patch("/{code}", responses=CHANGE)
def change_capital_plan(work: Edit, code: Plan, change: CapitalPlanChange, response: Response) -> CapitalPlanRead:
    """Correct the fields that are sent (JSON merge patch). A new decision is a plan of its own."""
    edit_plan(work, code, change)
    return tagged(response, plan_read(fresh(work).session, code))


@plans.post("/{code}/removal", status_code=204, responses=CHANGE)
def remove_capital_plan(work: Edit, code: Plan, wish: Removal) -> None:
    """Take a plan away that should never have been recorded; its past stays."""
    remove(work, CapitalPlan, code, wish.reason)


@disbursements.get("/{code}", responses=RECORD, dependencies=NO_PARAMETERS)
def read_disbursement(answering: Single, code: Payment) -> DisbursementRead:
    """Read one disbursement."""
    return answering.record(disbursement_read(answering.view.session, code))


@disbursements.patch("/{code}", responses=CHANGE)
def change_disbursement(work: Edit, code: Payment, change: DisbursementChange, response: Response) -> DisbursementRead:
    """Correct the fields that are sent (JSON merge patch)."""
    edit_disbursement(work, code, change)
    return tagged(response, disbursement_read(fresh(work).session, code))


@disbursements.post("/{code}/removal", status_code=204, responses=CHANGE)
def remove_disbursement(work: Edit, code: Payment, wish: Removal) -> None:
    """Take a disbursement away that should never have been recorded; its past stays."""
    remove(work, Disbursement, code, wish.reason)


router = APIRouter()
for nouns in (projects, money, totals, plans, disbursements):
    router.include_router(nouns)
