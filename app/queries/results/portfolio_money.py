"""The money of the portfolio: by programme, with sums that add up, and project by project."""

from sqlalchemy import select, true
from sqlalchemy.orm import Session, selectinload

from app.models import Programme, Project
from app.queries.paging import Page, Sort, page_of, slice_of
from app.queries.portfolio.filters import in_programmes
from app.queries.portfolio.reading import programme_ref
from app.queries.results.capital_sums import CapitalSum, When, capital_sums, has_capital, sum_fields, sum_read, together
from app.schemas.money import MoneyPageParameters, MoneyRead, PortfolioMoneyRead, ProgrammeMoneyRead
from app.schemas.parameters import CodeSort
from app.schemas.portfolio import ProjectRef


def portfolio_money(session: Session, when: When) -> PortfolioMoneyRead:
    """Return the capital of each programme, of part III last, and of all of them."""
    found = capital_sums(session, Project.programme_id, true(), when)
    rows: list[Programme | None] = [*session.scalars(select(Programme).order_by(Programme.code)), None]
    parts = [
        ProgrammeMoneyRead.model_validate({**sum_fields(found[of]), "programme": programme_ref(row)})
        for row in rows
        if (of := row.id if row else None) in found
    ]
    return PortfolioMoneyRead(
        as_of=when.as_of, budget_year=when.year, programmes=parts, all=sum_read(together(found.values()))
    )


def money_page(session: Session, wanted: MoneyPageParameters, when: When) -> Page[MoneyRead]:
    """Return one page of projects with their capital."""
    statement = select(Project).options(selectinload(Project.programme))
    if wanted.programme:
        statement = statement.where(in_programmes(wanted.programme))
    if wanted.recorded is not None:
        known = has_capital(when.as_of)
        statement = statement.where(known if wanted.recorded else ~known)
    sort = Sort(Project.code, Project.id, descending=wanted.sort is CodeSort.CODE_DOWN)
    page = page_of(session, statement, sort, slice_of(wanted))
    found = capital_sums(session, Project.id, Project.id.in_([row.id for row in page.rows]), when)
    return page.mapped(lambda row: _read(row, found[row.id]))


def _read(row: Project, found: CapitalSum) -> MoneyRead:
    refs = {"project": ProjectRef.model_validate(row), "programme": programme_ref(row.programme)}
    return MoneyRead.model_validate({**sum_fields(found), **refs})
