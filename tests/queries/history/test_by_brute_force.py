"""Whatever is edited, a comparison tells what two full readings of the past show, and nothing else."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import combinations
from random import Random

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from app.db.engine import at, make_engine, reading, writing
from app.domain.access.actor import Actor, Office, Role
from app.domain.deadlines import Deadline, DeadlinePrecision
from app.domain.history.comparing import Change, changes_of_work, reassignments
from app.domain.history.moments import Moment, Span, end_of
from app.domain.history.states import Days, Holding, WorkState
from app.domain.organisations.roles import AssignmentRole
from app.domain.organisations.validity import is_valid
from app.domain.portfolio.statuses import MilestoneStatus
from app.models import Assignment, Milestone, Organisation, Project
from app.queries.history.comparing import changes_between
from app.queries.history.scopes import Reader, Scope
from tests.conftest import DIALECTS
from tests.factories import Make

FIRST = datetime(2026, 1, 5, 2, tzinfo=UTC)
READER = Reader(Actor(1, "Người lập kế hoạch", frozenset({Office(Role.PLANNER, 1)})), date(2026, 12, 31))
Told = Counter[tuple[str, str, str | None, str | None, str | None]]


@pytest.fixture(scope="module", params=DIALECTS)
def past(request: pytest.FixtureRequest, new_database: Callable[[str, str], str], long: bool) -> Iterator[Engine]:  # noqa: FBT001 (a fixture)
    """A database in which work was edited at random, a few days apart."""
    engine = make_engine(new_database(request.param, "compared"))
    with writing(engine).begin() as session:
        make = Make(at(session, FIRST))
        edits = Edits(make, Random(4))  # noqa: S311 (the same edits on every run)
        for step in range(400 if long else 60):
            at(session, FIRST + timedelta(days=3 * step // (8 if long else 1), hours=step % 8))
            edits.edit()
    yield engine
    engine.dispose()


class Edits:
    """Edits three projects with their milestones and owners at random."""

    def __init__(self, make: Make, random: Random) -> None:
        self.make, self.random = make, random
        programmes = [make.programme(code=f"p.{n}") for n in range(2)]
        self.projects = [make.project(code=f"d.{n}", programme=programmes[n % 2]) for n in range(3)]
        self.organisations = [make.organisation(code=f"so-{n}") for n in range(3)]
        self.milestones = [make.milestone(project=project, code=f"{project.code}.M1") for project in self.projects]
        self.leads: dict[int, Assignment] = {}

    def edit(self) -> None:
        action = self.random.choice((self._date, self._move, self._rename, self._add, self._assign, self._publish))
        action()
        self.make.session.flush()

    def _work(self) -> Milestone | Project:
        works: list[Milestone | Project] = [*self.milestones, *self.projects]
        return self.random.choice(works)

    def _day(self) -> date:
        return date(2026, 1, 1) + timedelta(days=self.random.randrange(400))

    def _date(self) -> None:
        row = self._work()
        row.deadline_on = self.random.choice([None, self._day(), self._day()])
        row.deadline_precision = DeadlinePrecision.DAY if row.deadline_on else None
        if isinstance(row, Milestone) and row.deadline_on:
            row.times_extended += 1

    def _move(self) -> None:
        row = self.random.choice(self.milestones)
        row.status = self.random.choice(list(MilestoneStatus))
        row.completed_on = self._day() if row.status is MilestoneStatus.COMPLETED else None

    def _rename(self) -> None:
        row = self._work()
        row.title = self.random.choice("ABC")
        row.product = self.random.choice([None, "Báo cáo"])

    def _add(self) -> None:
        project = self.random.choice(self.projects)
        code = f"{project.code}.M{len(self.milestones) + 1}"
        self.milestones.append(self.make.milestone(project=project, code=code, deadline_on=self._day()))

    def _assign(self) -> None:
        """Give a project another lead from some day on, which may lie ahead."""
        project = self.random.choice(self.projects)
        held = self.leads.get(project.id)
        day = self._day() if held is None else held.from_on + timedelta(days=self.random.randrange(1, 60))
        if held is not None:
            held.to_on = day
        new = self.make.assignment(project=project, organisation=self.random.choice(self.organisations), from_on=day)
        self.leads[project.id] = new

    def _publish(self) -> None:
        row = self.random.choice(self.projects)
        row.published = not row.published


def spans(long: bool) -> list[Span]:  # noqa: FBT001 (as the fixture)
    days = [end_of(date(2026, 1, 1) + timedelta(days=16 * n)) for n in range(12)]
    pairs = [Span(since, until) for since, until in combinations(days, 2)]
    return pairs if long else pairs[::6]


def test_a_comparison_is_what_two_full_readings_show(past: Engine, long: bool) -> None:  # noqa: FBT001 (as the fixture)
    for span in spans(long):
        assert told(past, span) == expected(past, span), span


def test_a_part_of_the_portfolio_shows_its_part(past: Engine) -> None:
    span = spans(long=False)[2]
    whole, part = told(past, span), told(past, span, Scope(projects=("d.1",)))

    assert part == Counter({each: count for each, count in whole.items() if each[1].startswith("d.1")})
    assert part


def told(engine: Engine, span: Span, scope: Scope | None = None) -> Told:
    with reading(engine, span.until.instant)() as session:
        found = changes_between(session, READER, span, scope or Scope(projects=("d.0", "d.1", "d.2")))
    return Counter((each.kind.value, each.code, each.before, each.after, each.field or each.role) for each in found)


def expected(engine: Engine, span: Span) -> Told:
    before, after = (dump(engine, moment) for moment in (span.since, span.until))
    days = Days(span.since.day, span.until.day)
    found: Told = Counter()
    for code in before.works.keys() | after.works.keys():
        changes = changes_of_work(before.works.get(code), after.works.get(code), days)
        found.update(_spelt(code, each) for each in changes)
    for code in before.holdings.keys() | after.holdings.keys():
        changes = reassignments(before.holdings.get(code, []), after.holdings.get(code, []))
        found.update(_spelt(code, each) for each in changes)
    return found


class dump:  # noqa: N801 (what one has of a moment)
    """All work and all who answered for it, as it was known at the moment and held on its day."""

    def __init__(self, engine: Engine, moment: Moment) -> None:
        with reading(engine, moment.instant)() as session:
            self.works = _works(session)
            self.holdings = _holdings(session, moment.day)


def _works(session: Session) -> dict[str, WorkState]:
    projects = {row.code: _project(row) for row in session.scalars(select(Project))}
    return projects | {row.code: _milestone(row) for row in session.scalars(select(Milestone))}


def _project(row: Project) -> WorkState:
    names = ("summary", "product", "place", "kind", "group")
    return replace(_state(row, names), published=row.published)


def _milestone(row: Milestone) -> WorkState:
    names = ("product", "planned_start", "conditional")
    return replace(_state(row, names), times_extended=row.times_extended)


def _state(row: Project | Milestone, names: tuple[str, ...]) -> WorkState:
    deadline = Deadline(row.deadline_on, row.deadline_precision) if row.deadline_on and row.deadline_precision else None
    return WorkState(
        title=row.title,
        status=MilestoneStatus(row.status.value),
        deadline=deadline,
        completed_on=row.completed_on,
        others={name: getattr(row, name) for name in names},
    )


def _holdings(session: Session, on: date) -> dict[str, list[Holding]]:
    statement = (
        select(Assignment, Project.code, Organisation.code).join(Assignment.project).join(Assignment.organisation)
    )
    found: dict[str, list[Holding]] = {}
    for row, project, organisation in session.execute(statement):
        if is_valid(row.from_on, row.to_on, on):
            found.setdefault(project, []).append(Holding(AssignmentRole(row.role), organisation, row.responsible))
    return found


def _spelt(code: str, change: Change) -> tuple[str, str, str | None, str | None, str | None]:
    sides = (_text(change.before), _text(change.after))
    return (change.kind.value, code, *sides, change.about)


def _text(value: object) -> str | None:
    if isinstance(value, Deadline):
        return str(value.on)
    return None if value is None else str(value)
