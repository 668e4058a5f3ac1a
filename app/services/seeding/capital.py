"""Loads capital: what public sources tell of a project's total, and the invented amounts of the demonstration."""

from collections.abc import Iterator
from functools import partial

from sqlalchemy.orm import Session

from app.domain.errors import SeedError
from app.domain.results.capital import PlanKind, TotalKind
from app.models import CapitalPlan, Disbursement, InvestmentTotal, Project
from app.schemas.demo import DemoCapital, DemoDisbursement, DemoPlan, DemoTotal
from app.schemas.seed import SourceSeed, TotalNote
from app.services.results.capital import CODE_PREFIXES
from app.services.seeding.lookup import found
from app.services.seeding.stage import Stage
from app.services.seeding.steps import Step
from app.services.series import next_code

SOURCE = "Số liệu minh họa"


def told_total(session: Session, project: Project, wish: TotalNote, source: SourceSeed) -> Step:
    """Return that a source tells a project's total, on the day it was published. Raises SeedError without that day."""
    if source.published_on is None:
        raise SeedError(record=f"project {project.code}", why=f"{wish.source} tells a total on no known day")
    fields = {
        "kind": TotalKind.REPORTED,
        "decided_on": source.published_on,
        "amount": wish.amount,
        "approximate": wish.approximate,
        "note": wish.says,
        "source": f"{source.title} ({source.publisher})",
        "demo": False,
    }

    def act() -> None:
        _add(session, InvestmentTotal(**fields, project_id=project.id))

    return Step(source.published_on, act)


def demo_capital(stage: Stage, wishes: DemoCapital) -> Iterator[Step]:
    """Yield the invented amounts, each on its day. Raises SeedError when a code is unknown."""
    for total in wishes.total:
        yield Step(total.decided_on, partial(_decide_total, stage, total))
    for plan in wishes.plan:
        yield Step(plan.decided_on, partial(_decide_plan, stage, plan))
    for disbursement in wishes.disbursement:
        yield Step(disbursement.as_of, partial(_report, stage, disbursement))


def _decide_total(stage: Stage, wish: DemoTotal) -> None:
    row = InvestmentTotal(
        **wish.model_dump(include={"kind", "decided_on", "amount", "note"}),
        project_id=_project(stage, wish.project).id,
        approximate=False,
        document=stage.document(wish.document),
        source=None if wish.document else SOURCE,
        demo=True,
    )
    _add(stage.session, row)


def _decide_plan(stage: Stage, wish: DemoPlan) -> None:
    first, last = wish.years
    row = CapitalPlan(
        **wish.model_dump(include={"fund", "decided_on", "amount", "note"}),
        project_id=_project(stage, wish.project).id,
        kind=PlanKind.YEARLY if first == last else PlanKind.MEDIUM_TERM,
        year_from=first,
        year_to=last,
        document=stage.document(wish.document),
        source=None if wish.document else SOURCE,
        demo=True,
    )
    _add(stage.session, row)


def _report(stage: Stage, wish: DemoDisbursement) -> None:
    said = wish.model_dump(exclude={"project"})
    row = Disbursement(**said, project_id=_project(stage, wish.project).id, source=SOURCE, demo=True)
    _add(stage.session, row)


def _add(session: Session, row: InvestmentTotal | CapitalPlan | Disbursement) -> None:
    row.code = next_code(session, CODE_PREFIXES[type(row)])
    session.add(row)


def _project(stage: Stage, code: str) -> Project:
    return found(stage.projects, code, "demo capital", "project")
