"""A process that is killed at any moment leaves no record without its revision, and no revision without its record."""

import multiprocessing
import random
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from multiprocessing.connection import Connection
from typing import Any

import pytest
from sqlalchemy import Engine, Table, select, update

from app.db.base import Base
from app.db.engine import at, make_engine, writing
from app.db.memory.keeping import record_name
from app.db.memory.log import Change, LogState
from app.db.memory.twins import FAR, has_twin, twin_of
from app.domain.portfolio.statuses import MilestoneStatus
from app.models import Milestone
from tests.conftest import DIALECTS, NOW
from tests.factories import Make
from tests.services.writer import Stage, write_until_killed

REMEMBERED = [table for table in Base.metadata.tables.values() if has_twin(table)]
# Forked from a process that has imported everything: many can be killed in the time that starting one anew takes.
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.services.writer"])
WRITES = 500


@pytest.fixture(params=DIALECTS)
def url(request: pytest.FixtureRequest, new_database: Callable[[str, str], str]) -> str:
    return new_database(request.param, "killed")


def staged(url: str) -> Stage:
    engine = make_engine(url)
    with writing(engine).begin() as session:
        make = Make(at(session, NOW))
        held = make.membership()
        step = make.milestone(status=MilestoneStatus.IN_PROGRESS, started_on=date(2026, 1, 5))
        stage = Stage(step.project.code, step.code, held.user_id, held.organisation_id)
    engine.dispose()
    return stage


def test_what_a_killed_process_wrote_is_whole(url: str, *, long: bool) -> None:
    stage, moments = staged(url), random.Random(4)  # noqa: S311 (the same moments on every run)
    written = kills = 0
    while written < WRITES if long else kills < 3:
        written += killed(url, stage, written, moments)
        kills += 1
        assert list(faults(url)) == []

    assert written >= 2 * kills


def test_what_is_written_past_the_revisions_is_a_fault(url: str) -> None:
    staged(url)
    engine = make_engine(url)
    with engine.begin() as connection:
        connection.execute(update(Milestone).values(title="Sửa lén"))
        connection.execute(update(LogState).values(changes=LogState.changes + 1))
    engine.dispose()

    assert [fault.partition(" ")[0] for fault in faults(url)] == ["the", "milestone"]


def killed(url: str, stage: Stage, begin: int, moments: random.Random) -> int:
    """Let a process write, kill it anywhere within one of its writes, and return how many it told of."""
    ours, theirs = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=write_until_killed, args=(url, stage, begin, theirs), daemon=True)
    process.start()
    theirs.close()
    first: int = ours.recv()
    commits = moments.randint(1, 6)
    begun = time.perf_counter()
    last = [ours.recv() for _ in range(commits)][-1]
    time.sleep(moments.uniform(0, 1) * (time.perf_counter() - begun) / commits)
    process.kill()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    return max(_told(ours), default=last) - first + 1


def _told(ours: Connection) -> Iterator[int]:
    try:
        while True:
            yield ours.recv()
    except EOFError:
        return


def faults(url: str) -> Iterator[str]:
    """Yield where the database contradicts itself, after it is opened anew."""
    engine = make_engine(url)
    yield from _faults_of_the_log(engine)
    for table in REMEMBERED:
        now, latest = live(engine, table), last_states(engine, table)
        yield from (
            f"{table.name} {key} differs from its last revision"
            for key in now.keys() & latest.keys()
            if now[key] != latest[key]
        )
        yield from (f"{table.name} {key} has no revision" for key in now.keys() - latest.keys())
        yield from (f"the last revision of {table.name} {key} has no record" for key in latest.keys() - now.keys())
    engine.dispose()


def live(engine: Engine, table: Table) -> dict[str, dict[str, Any]]:
    with engine.connect() as connection:
        return {_record(table, row): dict(row) for row in connection.execute(select(table)).mappings()}


def last_states(engine: Engine, table: Table) -> dict[str, dict[str, Any]]:
    twin = twin_of(table)
    columns = [twin.c[column.name] for column in table.columns]
    with engine.connect() as connection:
        found = connection.execute(select(*columns).where(twin.c.known_until == FAR, ~twin.c.gone)).mappings()
        return {_record(table, row): dict(row) for row in found}


def _record(table: Table, row: Any) -> str:
    return record_name(row[column.name] for column in table.primary_key)


def _faults_of_the_log(engine: Engine) -> Iterator[str]:
    with engine.connect() as connection:
        numbers = connection.execute(select(Change.number).order_by(Change.number)).scalars().all()
        head = connection.execute(select(LogState.changes)).scalar_one()
        columns = (Change.noun, Change.record, Change.revision, Change.digest)
        logged: list[tuple[object, ...]] = [tuple(row) for row in connection.execute(select(*columns))]
        kept: list[tuple[object, ...]] = [
            (table.name, _record(table, row), row["revision"], row["digest"])
            for table in REMEMBERED
            for row in connection.execute(select(twin_of(table))).mappings()
        ]
    if list(numbers) != list(range(1, head + 1)):
        yield "the log has a gap, or ends elsewhere than it says"
    for entry, times in (Counter(logged) - Counter(kept)).items():
        yield f"the log names {entry} {times} times too often"
    for entry, times in (Counter(kept) - Counter(logged)).items():
        yield f"the log lacks {entry} {times} times"
