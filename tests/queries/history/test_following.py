"""Who follows the log while others write misses nothing, gets nothing twice, and nothing later than what came after."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import count

import pytest
from sqlalchemy import Connection, Engine, event, select

from app.db.engine import at, make_engine, reading, writing
from app.domain.access.actor import Actor, Office, Role
from app.domain.deadlines import DeadlinePrecision
from app.models import Holiday, LogState, Milestone
from app.queries.history.changes import Followed, Reader, change_page, project_changes
from app.schemas.history import ChangeParameters, ProjectChangeParameters
from app.schemas.portfolio import DeadlineRead
from tests.conftest import DIALECTS, NOW, TODAY
from tests.factories import Make

PLANNER = Actor(7, "Kế hoạch", frozenset({Office(Role.PLANNER, 1)}))
READER = Reader(PLANNER, TODAY)
WRITERS = 4
NUMBERS = count(1)


@pytest.fixture(scope="module", params=DIALECTS)
def written(request: pytest.FixtureRequest, new_database: Callable[[str, str], str]) -> Iterator[Engine]:
    """A database of its own, to which the tests of this file add."""
    engine = make_engine(new_database(request.param, "following"))
    yield engine
    engine.dispose()


def head(engine: Engine) -> int:
    with reading(engine)() as session:
        return session.scalars(select(LogState.changes)).one()


def follow(engine: Engine, after: int, limit: int = 7) -> Followed:
    with reading(engine)() as session:
        return change_page(session, ChangeParameters(after=after, limit=limit), READER)


@contextmanager
def making(engine: Engine, now: datetime = NOW) -> Iterator[Make]:
    """Open one change, whose rows bear numbers that no other test's have."""
    with writing(engine).begin() as session:
        yield Make(at(session, now), NUMBERS)


def write(engine: Engine, changes: int) -> None:
    """Make so many changes, one after the other, each of some rows."""
    for number in range(changes):
        with making(engine, NOW + timedelta(minutes=number)) as make:
            for _ in range(1 + number % 3):
                make.document()


def test_a_follower_gets_every_number_once_in_order_while_others_write(written: Engine, *, long: bool) -> None:
    begun = after = head(written)
    met: list[int] = []
    with ThreadPoolExecutor(WRITERS) as pool:
        changes = 100 if long else 10
        writers = [pool.submit(write, written, changes) for _ in range(WRITERS)]
        while not all(writer.done() for writer in writers) or after < head(written):
            page = follow(written, after)
            met += [item.number for item in page.items]
            after = page.after
        for writer in writers:
            writer.result()

    assert met == list(range(begun + 1, head(written) + 1))
    assert len(met) >= WRITERS * changes


def test_whoever_stopped_goes_on_where_they_were(written: Engine) -> None:
    begun = head(written)
    write(written, 5)
    first = follow(written, begun, limit=3)
    rest = follow(written, first.after, limit=200)
    waiting = follow(written, rest.after)

    assert [item.number for item in (*first.items, *rest.items)] == list(range(begun + 1, head(written) + 1))
    assert (first.more, rest.more, waiting.items, waiting.after) == (True, False, [], rest.after)


def test_what_filters_leave_out_is_not_looked_through_again(written: Engine) -> None:
    write(written, 2)
    with reading(written)() as session:
        page = change_page(session, ChangeParameters(project=["không có"]), READER)

    assert (page.items, page.after) == ([], head(written))


def test_what_was_known_only_later_is_left_out(written: Engine) -> None:
    begun = head(written)
    write(written, 3)
    with reading(written)() as session:
        page = change_page(session, ChangeParameters(after=begun), Reader(PLANNER, TODAY, NOW + timedelta(minutes=1)))

    assert {item.at for item in page.items} == {NOW, NOW + timedelta(minutes=1)}
    assert page.after == page.items[-1].number


def test_a_change_says_what_was_and_what_is(written: Engine) -> None:
    with making(written) as make:
        planner, row = make.user(name="Nguyễn Văn An"), make.milestone(deadline_on=TODAY, title="Cũ")
        key, code, project = row.id, row.code, row.project.code
    begun = head(written)
    with making(written, NOW + timedelta(hours=1)) as make:
        told_late = {"revised_by": planner.id, "reason": "Chờ mặt bằng", "loaded_at": NOW + timedelta(hours=2)}
        make.session.info.update(told_late)
        row = make.session.get_one(Milestone, key)
        row.title, row.deadline_on = "Mới", TODAY + timedelta(days=30)
    with reading(written)() as session:
        (told,) = project_changes(session, project, ProjectChangeParameters(after=begun), READER).items

    day = DeadlineRead(date=TODAY, precision=DeadlinePrecision.DAY)
    assert [(each.name, each.old, each.new) for each in told.fields] == [
        ("title", "Cũ", "Mới"),
        ("deadline", day, day.model_copy(update={"date": TODAY + timedelta(days=30)})),
    ]
    assert (told.code, told.link, told.project) == (code, f"/api/v1/milestones/{code}", project)
    assert (told.subject, told.is_milestone, told.kind, told.revision) == (code, True, "changed", 2)
    assert (told.actor, told.reason, told.replayed) == ("Nguyễn Văn An", "Chờ mặt bằng", True)


def test_what_was_taken_away_is_told_as_that(written: Engine) -> None:
    with making(written) as make:
        key = make.holiday().id
    with making(written) as make:
        make.session.delete(make.session.get_one(Holiday, key))
    (last,) = follow(written, head(written) - 1).items

    assert (last.noun, last.kind, last.link) == ("holiday", "removed", None)
    assert {each.name: each.new for each in last.fields} == dict.fromkeys(("day", "name", "kind", "source"))


def test_the_number_of_statements_depends_on_the_nouns_alone(written: Engine) -> None:
    begun = head(written)
    make_rows(written, 2)
    few = statements(written, begun)
    make_rows(written, 25)

    assert statements(written, begun) == few
    assert few <= 25


@pytest.mark.parametrize("wanted", [{}, {"noun": ["milestone"]}, {"organisation": ["a"]}], ids=str)
def test_a_page_is_found_by_walking_the_log_in_its_order(written: Engine, wanted: dict[str, list[str]]) -> None:
    reader = Reader(Actor(reads_published=True), TODAY)
    plans: list[str] = []

    def explain(connection: Connection, *said: object) -> None:
        statement, parameters = str(said[1]), said[2]
        if "ORDER BY change.number" in statement and written.dialect.name == "sqlite" and "EXPLAIN" not in statement:
            found = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)  # type: ignore[arg-type]
            plans.extend(str(row[3]) for row in found)

    event.listen(written, "before_cursor_execute", explain)
    with reading(written)() as session:
        change_page(session, ChangeParameters.model_validate(wanted), reader)
    event.remove(written, "before_cursor_execute", explain)

    assert [plan for plan in plans if "TEMP B-TREE" in plan or "INDEX ix_change" in plan] == []
    assert plans or written.dialect.name != "sqlite"


def make_rows(engine: Engine, number: int) -> None:
    """Add so many of each of several nouns, which lead to one another."""
    with making(engine) as make:
        for _ in range(number):
            step = make.milestone()
            make.assignment(project=step.project)
            make.status_change(milestone=step)
            make.comment(milestone=step)
            make.document()


def statements(engine: Engine, after: int) -> int:
    seen: list[str] = []

    def note(*said: object) -> None:
        seen.append(str(said[2]))

    event.listen(engine, "before_cursor_execute", note)
    follow(engine, after, limit=200)
    event.remove(engine, "before_cursor_execute", note)
    return len(seen)
