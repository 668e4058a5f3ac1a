"""The database adds capital up as the rules do, project by project and programme by programme."""

from datetime import date
from random import Random

from sqlalchemy import true
from sqlalchemy.orm import Session

from app.domain.results.capital import Fund, TotalKind, added
from app.models import Project
from app.queries.results.capital import project_money
from app.queries.results.capital_sums import CapitalSum, When, capital_sums
from app.queries.results.portfolio_money import money_page, portfolio_money
from app.schemas.money import MoneyPageParameters, RateRead
from tests.factories import Make

DAYS = [date(year, month, 15) for year in (2025, 2026, 2027) for month in (1, 6, 12)]
FUNDS = (Fund.CITY_BUDGET, Fund.CENTRAL_BUDGET, Fund.FOREIGN_LOANS)


def scatter(make: Make, projects: list[Project], seed: int) -> None:
    """Give the projects totals, plans and payments by chance; some of them nothing."""
    random = Random(seed)  # noqa: S311 (chance, no secret)
    for project in projects[:-1]:
        for day in random.sample(DAYS, 3):
            make.investment_total(
                project=project, decided_on=day, amount=random.randrange(1, 10**15), kind=random.choice(list(TotalKind))
            )
        for _ in range(random.randrange(8)):
            years = random.choice([(2026, 2026), (2027, 2027), (2026, 2030)])
            said = {"years": years, "fund": random.choice(FUNDS), "decided_on": random.choice(DAYS)}
            make.capital_plan(project=project, amount=random.randrange(10**14), **said)
        for year in (2025, 2026, 2027):
            for fund in random.sample(FUNDS, 2):
                for day in random.sample([day for day in DAYS if day.year >= year], 2):
                    amount = random.randrange(10**13)
                    make.disbursement(project=project, year=year, fund=fund, as_of=day, amount=amount)


def test_sums_are_those_of_the_rules(session: Session, make: Make) -> None:
    programmes = [make.programme(), make.programme()]
    projects = [make.project(programme=programme, published=True) for programme in programmes for _ in range(6)]
    scatter(make, projects, seed=26)

    for when in (When(2026, date(2026, 6, 20)), When(2027, date(2027, 12, 31)), When(2025, date(2025, 3, 1))):
        found = capital_sums(session, Project.id, true(), when)
        ruled = {row.id: project_money(session, row.code, when.as_of, when.year) for row in projects}
        for row in projects:
            said, sums = ruled[row.id], found[row.id]
            assert sums.total == (said.total.amount if said.total else None)
            assert RateRead.model_validate(sums.yearly) == said.yearly_rate
            assert RateRead.model_validate(sums.medium_term) == said.medium_term_rate
        together = portfolio_money(session, when)
        assert together.all.yearly_rate == RateRead.model_validate(added(each.yearly for each in found.values()))
        assert together.all.projects == sum(part.projects for part in together.programmes) == len(projects)
        assert (together.all.total or 0) == sum(part.total or 0 for part in together.programmes)


def test_a_portfolio_without_amounts_says_how_much_is_undecided(session: Session, make: Make) -> None:
    make.project().programme = None
    session.flush()
    when = When(2026, date(2026, 6, 30))

    (part,) = portfolio_money(session, when).programmes

    assert (part.programme, part.projects, part.total) == (None, 1, None)
    assert (part.without_total, part.without_yearly_plan, part.without_medium_term_plan) == (1, 1, 1)
    assert capital_sums(session, Project.id, Project.id == 0, when) == {}
    assert list(capital_sums(session, Project.id, true(), when).values()) == [CapitalSum(projects=1)]


def test_projects_are_listed_with_their_money_or_without(session: Session, make: Make) -> None:
    known, unknown = make.project(), make.project()
    make.disbursement(project=known, as_of=date(2026, 6, 30))
    when = When(2026, date(2026, 6, 30))

    def listed(when: When = when, **said: object) -> list[str]:
        wanted = MoneyPageParameters.model_validate(said)
        return [row.project.code for row in money_page(session, wanted, when).rows]

    assert listed(recorded=True) == [known.code]
    assert listed(recorded=False) == [unknown.code]
    assert listed(When(2026, date(2026, 6, 29)), recorded=True) == []
    assert set(listed()) == {known.code, unknown.code}
