"""What a restricted session shows is what the policy lets the reader see: the same rule in Python and in SQL."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from sqlalchemy import Engine, Select, func, select, union_all
from sqlalchemy.orm import Session, aliased, joinedload, selectinload

from app.db.engine import at, make_engine, reading, writing
from app.domain.access.actor import Actor, Office, Role
from app.domain.access.policy import Action, permits
from app.domain.organisations.roles import AssignmentRole
from app.domain.portfolio.statuses import MilestoneStatus
from app.models import Assignment, Milestone, Organisation, Project, Quotation, StatusChange
from app.queries.access.subjects import subject_of_milestone, subject_of_project
from app.queries.access.visibility import restrict
from app.queries.living import living_resolution
from app.queries.overview import overview
from app.queries.search import search_page
from app.schemas.living import LivingBlock
from app.schemas.parameters import SearchParameters
from tests.conftest import DIALECTS, NOW, TODAY
from tests.factories import Make

YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
ANSWERING = (AssignmentRole.LEAD, AssignmentRole.COORDINATE)
LONG_AGO = TODAY - timedelta(days=900)
# The spans of an assignment, half open: what ends today holds no more, what begins today does.
SPANS = {
    "now": (LONG_AGO, None),
    "from today": (TODAY, None),
    "until tomorrow": (LONG_AGO, TOMORROW),
    "until today": (LONG_AGO, TODAY),
    "from tomorrow": (TOMORROW, None),
}


@dataclass(frozen=True)
class Population:
    """Projects of every kind that the rule tells apart, and everyone who may read them."""

    engine: Engine
    actors: dict[str, Actor]
    resolution: str


@pytest.fixture(scope="module", params=DIALECTS)
def people(request: pytest.FixtureRequest, new_database: Callable[[str, str], str]) -> Iterator[Population]:
    """A population on each database, that no test changes."""
    engine = make_engine(new_database(request.param, "visibility"))
    with writing(engine).begin() as session:
        make = Make(at(session, NOW))
        first, second, idle = (make.organisation() for _ in range(3))
        population = Population(engine, actors_of(first.id, second.id, idle.id), populate(make, first, second))
    yield population
    engine.dispose()


def populate(make: Make, first: Organisation, second: Organisation) -> str:
    """Add the projects; return the code of the resolution they are of."""
    programme = make.programme()

    def step(*, published: bool = False) -> Milestone:
        """Return the first of two milestones of a new project, all with words, owners to come, and a history."""
        project = make.project(programme=programme, published=published, title="Chợ")
        first_step = make.milestone(project=project, title="Chợ, bước một")
        add_history(make, first_step)
        add_history(make, make.milestone(project=project, title="Chợ, bước hai"))
        return first_step

    step(published=True)
    make.assignment(organisation=first, project=step(published=True).project, to_on=TODAY)
    for role, (from_on, to_on) in [*product(ANSWERING, SPANS.values()), (AssignmentRole.MONITOR, SPANS["now"])]:
        held = {"organisation": first, "role": role, "from_on": from_on, "to_on": to_on}
        make.assignment(project=step().project, **held)
        make.assignment(milestone=step(), **held)
    shared = step()
    make.assignment(organisation=first, project=shared.project)
    make.assignment(organisation=second, milestone=shared)
    return programme.resolution.code


def add_history(make: Make, milestone: Milestone) -> None:
    make.status_change(milestone=milestone, to_status=MilestoneStatus.IN_PROGRESS.value)
    make.status_change(project=milestone.project)


def actors_of(first: int, second: int, idle: int) -> dict[str, Actor]:
    def held(role: Role, *organisations: int) -> Actor:
        return Actor(1, "", frozenset(Office(role, each) for each in organisations))

    return {
        "the public": Actor(reads_published=True),
        "a stranger": Actor(),
        "an account without office": Actor(1),
        "an account without office that reads": Actor(1, reads_published=True),
        "the first agency": held(Role.AGENCY, first),
        "the second agency": held(Role.AGENCY, second),
        "both agencies": held(Role.AGENCY, first, second),
        "an idle agency": held(Role.AGENCY, idle),
        "a planner": held(Role.PLANNER, idle),
        "a supervisor": held(Role.SUPERVISOR, first),
        "a monitor": held(Role.MONITOR, first),
        "an admin": held(Role.ADMIN, first),
        "a supervisor and agency": Actor(
            1, "", frozenset({Office(Role.SUPERVISOR, first), Office(Role.AGENCY, second)})
        ),
    }


ACTORS = tuple(actors_of(1, 2, 3))


@pytest.fixture(params=ACTORS)
def actor(request: pytest.FixtureRequest, people: Population) -> Actor:
    return people.actors[request.param]


@pytest.fixture
def everything(people: Population) -> Iterator[Session]:
    """A session that hides nothing."""
    with reading(people.engine)() as session:
        yield session


@pytest.fixture
def reader(people: Population, actor: Actor) -> Iterator[Session]:
    with reading(people.engine)() as session:
        restrict(session, actor, TODAY)
        yield session


@pytest.fixture
def seen(everything: Session, actor: Actor) -> set[str]:
    """The codes of the projects that the policy itself shows."""
    rows = everything.scalars(select(Project)).all()
    return {row.code for row in rows if permits(actor, Action.WORK_VIEW, subject_of_project(row, TODAY))}


def test_the_population_tells_every_reader_apart(people: Population, everything: Session) -> None:
    rows = everything.scalars(select(Project)).all()

    counts = {
        name: sum(permits(actor, Action.WORK_VIEW, subject_of_project(row, TODAY)) for row in rows)
        for name, actor in people.actors.items()
    }

    total, published = len(rows), sum(row.published for row in rows)
    own = 2 * 3 * 2  # two roles, three spans that hold, two levels
    assert counts == {
        "the public": published,
        "a stranger": 0,
        "an account without office": 0,
        "an account without office that reads": published,
        "the first agency": published + own + 1,
        "the second agency": published + 1,
        "both agencies": published + own + 1,
        "an idle agency": published,
        "a planner": total,
        "a supervisor": published,
        "a monitor": published,
        "an admin": published,
        "a supervisor and agency": published + 1,
    }


def project_of(milestone: Milestone | None, project: Project | None) -> str:
    found = project or (milestone and milestone.project)
    assert found is not None
    return found.code


def test_the_policy_and_the_database_agree_on_milestones(everything: Session, reader: Session, actor: Actor) -> None:
    rows = everything.scalars(select(Milestone)).all()
    allowed = {row.code for row in rows if permits(actor, Action.WORK_VIEW, subject_of_milestone(row, TODAY))}

    assert set(reader.scalars(select(Milestone.code))) == allowed


other = aliased(Project)
step = aliased(Milestone)
# Every project here has milestones, so that no join loses one.
OF_PROJECTS: dict[str, Select[Any]] = {
    "columns": select(Project.code),
    "an alias": select(other.code),
    "an alias joined to the class": select(other.code).join(Project, Project.id == other.id),
    "a subquery": select(select(Project.code).subquery().c.code),
    "a common table expression": select(select(Project.code).cte().c.code),
    "a union": select(union_all(select(Project.code), select(other.code)).subquery().c.code),
    "milestones joined": select(Project.code).join(Milestone),
    "an outer join": select(Project.code).outerjoin(Milestone),
    "aliased milestones joined": select(Project.code).join(step, step.project_id == Project.id),
    "from milestones": select(Project.code).select_from(Milestone).join(Milestone.project),
    "an IN over milestones": select(Project.code).where(Project.id.in_(select(Milestone.project_id))),
    "an EXISTS": select(Project.code).where(Project.milestones.any()),
    "a scalar subquery": select(
        select(Project.code).where(Project.id == Milestone.project_id).correlate(Milestone).scalar_subquery()
    ).select_from(Milestone),
}


def test_every_way_to_select_projects_shows_the_same(reader: Session, seen: set[str]) -> None:
    shown = {name: set(reader.scalars(statement)) for name, statement in OF_PROJECTS.items()}

    assert shown == dict.fromkeys(OF_PROJECTS, seen)


def test_a_count_counts_what_is_seen(reader: Session, seen: set[str]) -> None:
    counts = (
        reader.scalar(select(func.count()).select_from(Project)),
        reader.scalar(select(func.count(Project.id))),
        reader.scalar(select(func.count()).select_from(select(Project).subquery())),
    )

    assert counts == (len(seen),) * 3


HANGING: dict[str, Callable[[Session], Iterable[Any]]] = {
    "assignments": lambda session: session.scalars(select(Assignment).options(*_subjects(Assignment))),
    "quotations": lambda session: session.scalars(
        select(Quotation).where(Quotation.project_id.is_not(None)).options(*_subjects(Quotation))
    ),
    "history": lambda session: session.scalars(select(StatusChange).options(*_subjects(StatusChange))),
}


def _subjects(table: Any) -> tuple[Any, Any]:
    return joinedload(table.project), joinedload(table.milestone).joinedload(Milestone.project)


@pytest.mark.parametrize("what", HANGING)
def test_what_hangs_on_a_project_is_seen_with_it(
    everything: Session, reader: Session, seen: set[str], what: str
) -> None:
    owners = {row.id: project_of(row.milestone, row.project) for row in HANGING[what](everything)}

    shown = {row.id for row in HANGING[what](reader)}

    assert shown == {identity for identity, code in owners.items() if code in seen}


def test_relationships_load_nothing_that_is_hidden(reader: Session, seen: set[str]) -> None:
    owners = selectinload(Project.assignments), selectinload(Project.milestones).selectinload(Milestone.assignments)

    rows = reader.scalars(select(Project).options(*owners)).all()

    assert {row.code for row in rows} == seen
    assert {step.code.rpartition(".")[0] for row in rows for step in row.milestones} == seen


def test_a_hidden_record_cannot_be_fetched_by_its_id(everything: Session, reader: Session, seen: set[str]) -> None:
    ids = list(everything.execute(select(Project.id, Project.code)).all())

    fetched = {code for identity, code in ids if reader.get(Project, identity) is not None}

    assert fetched == seen


def test_search_finds_only_what_is_seen(everything: Session, reader: Session, seen: set[str]) -> None:
    codes = set(everything.scalars(select(Project.code)))
    page = search_page(reader, SearchParameters(q="cho", limit=200))

    found = {hit.code for hit in page.rows} & codes
    of_milestones = {hit.within for hit in page.rows if hit.within in codes}

    assert found == seen
    assert of_milestones == seen
    assert page.total == len(page.rows)


def test_the_overview_counts_only_what_is_seen(reader: Session, seen: set[str]) -> None:
    shown = overview(reader, TODAY)

    assert shown is not None
    assert sum(row.projects for row in shown.programmes) == len(seen)


def test_the_living_resolution_shows_only_what_is_seen(people: Population, reader: Session, seen: set[str]) -> None:
    shown = living_resolution(reader, people.resolution, TODAY)

    assert set(shown.works) == seen
    marks = {code for block in shown.blocks for code in [*block.works, *marks_of(block)]}
    assert marks | {code for item in shown.contents for code in item.works} == seen


def marks_of(block: LivingBlock) -> list[str]:
    """Return the codes of the work that the block's passages have become."""
    return [code for sentence in block.sentences for run in sentence.runs for code in run.works]
