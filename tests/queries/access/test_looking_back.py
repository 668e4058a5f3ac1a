"""Who sees what of the past: what was shown then, as far as it may be seen today."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine, select

from app.db.engine import at, make_engine, reading, writing
from app.domain.access.actor import Actor, Office, Role
from app.models import Document, Organisation, Project
from app.queries.access.visibility import restrict
from app.queries.history.days import Onlooker, project_days
from tests.conftest import DIALECTS, NOW, TODAY
from tests.factories import Make

MADE, SHOWN, HIDDEN = (datetime(2025, month, 10, 2, tzinfo=UTC) for month in (1, 3, 6))
BEFORE, WHILE_SHOWN, AFTER = (datetime(2025, month, 20, 2, tzinfo=UTC) for month in (1, 4, 7))


@dataclass(frozen=True)
class Story:
    """A project and a document that were published in March 2025 and hidden in June; another agency leads since."""

    engine: Engine
    people: dict[str, Actor]


@pytest.fixture(scope="module", params=DIALECTS)
def story(request: pytest.FixtureRequest, new_database: Callable[[str, str], str]) -> Iterator[Story]:
    engine = make_engine(new_database(request.param, "story"))
    with writing(engine).begin() as session:
        make = Make(at(session, MADE))
        led_then, leads_now = make.organisation(code="led-then"), make.organisation(code="leads-now")
        project = make.project(code="nq.1.01", published=False)
        make.assignment(project=project, organisation=led_then, to_on=date(2025, 6, 1))
        paper = make.document(code="VB-1", published=False)
        at(session, SHOWN)
        project.published = paper.published = True
        at(session, HIDDEN)
        project.published = paper.published = False
        make.assignment(project=project, organisation=leads_now, from_on=date(2025, 6, 1), basis_document=paper)
        people = people_of(led_then, leads_now)
    yield Story(engine, people)
    engine.dispose()


def people_of(led_then: Organisation, leads_now: Organisation) -> dict[str, Actor]:
    def held(role: Role, organisation: Organisation) -> Actor:
        return Actor(1, "", frozenset({Office(role, organisation.id)}), reads_published=True)

    return {
        "public": Actor(reads_published=True),
        "supervisor": held(Role.SUPERVISOR, led_then),
        "led then": held(Role.AGENCY, led_then),
        "leads now": held(Role.AGENCY, leads_now),
        "planner": held(Role.PLANNER, led_then),
    }


def seen_by(story: Story, table: type[Project | Document], moment: datetime) -> set[str]:
    """Return who finds the row as it was known at the moment."""
    found = set()
    for name, actor in story.people.items():
        with reading(story.engine, moment)() as session:
            restrict(session, actor, TODAY, past=True)
            if session.scalar(select(table.id)) is not None:
                found.add(name)
    return found


@pytest.mark.parametrize("moment", [BEFORE, WHILE_SHOWN, AFTER])
def test_a_project_that_was_hidden_later_is_hidden_in_the_past(story: Story, moment: datetime) -> None:
    assert seen_by(story, Project, moment) == {"leads now", "planner"}


@pytest.mark.parametrize(
    ("moment", "readers"),
    [
        pytest.param(BEFORE, {"planner"}, id="nothing known rests on it yet"),
        pytest.param(WHILE_SHOWN, {"planner"}, id="published then, hidden since"),
        pytest.param(AFTER, {"planner", "leads now"}, id="seen with the work that rests on it"),
    ],
)
def test_a_document_that_was_hidden_later_is_hidden_in_the_past(
    story: Story, moment: datetime, readers: set[str]
) -> None:
    assert seen_by(story, Document, moment) == readers


@pytest.mark.parametrize(
    ("who", "days"),
    [
        pytest.param("planner", [HIDDEN, SHOWN, MADE], id="a planner sees all of them"),
        pytest.param("leads now", [HIDDEN, SHOWN, MADE], id="so does who answers for it"),
        pytest.param("public", [SHOWN], id="others those on which it was shown"),
    ],
)
def test_the_days_of_a_project_are_those_one_may_look_from(story: Story, who: str, days: list[datetime]) -> None:
    with reading(story.engine)() as session:
        found = project_days(session, "nq.1.01", Onlooker(story.people[who], TODAY, NOW))

    assert [each.day for each in found] == [day.date() for day in days]


def test_from_the_past_no_later_day_is_named(story: Story) -> None:
    with reading(story.engine, WHILE_SHOWN)() as session:
        found = project_days(session, "nq.1.01", Onlooker(story.people["planner"], TODAY, WHILE_SHOWN))

    assert [each.day for each in found] == [SHOWN.date(), MADE.date()]
