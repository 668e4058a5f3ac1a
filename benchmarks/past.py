"""What looking back costs: reads of a past day beside the same reads of today, at the size of a province.

    python3 -m benchmarks.past [--milestones 100000] [--revisions 10] [--rounds 7]

Both databases, each figure the median of its rounds within this one run. What counts are the ratios; the office's whole
portfolio of a past day also has a goal in milliseconds, which another machine will miss or beat.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, bindparam, insert, text
from sqlalchemy.orm import Session

from app.db.engine import at, make_engine, reading, writing
from app.db.memory.twins import FAR, twin_of
from app.db.migrations import upgrade
from app.db.types import UtcDateTime
from app.domain.portfolio.statuses import MilestoneStatus, ProjectStatus
from app.domain.text import fold, sort_key
from app.models import Assignment, Installation, Milestone, Programme, Project
from app.queries.portfolio.matrices import milestone_matrices
from app.queries.portfolio.milestones import milestone_detail, milestone_page
from app.queries.portfolio.projects import project_detail, project_page
from app.schemas.parameters import MilestoneParameters, MilestoneSort, ProjectParameters
from tests.factories import Make
from tests.postgres import postgres

BEGIN = datetime(2023, 3, 24, 2, tzinfo=UTC)
MOMENT = datetime(2025, 6, 30, 16, 59, 59, 999999, tzinfo=UTC)
THEN, TODAY = date(2025, 6, 30), date(2026, 11, 23)
PER_PROJECT = 10
# Rows changed at as many different times, so that a moment falls between the states of most.
BUCKETS = 97
STATUSES = [MilestoneStatus.NOT_STARTED, MilestoneStatus.IN_PROGRESS, MilestoneStatus.COMPLETED]

Read = Callable[[Session, date], object]
READS: dict[str, Read] = {
    "list of projects": lambda session, day: project_page(session, ProjectParameters(limit=50), day),
    "list of milestones by deadline": lambda session, day: milestone_page(
        session, MilestoneParameters(limit=50, sort=MilestoneSort.DEADLINE), day
    ),
    "milestones of one project": lambda session, day: milestone_page(
        session, MilestoneParameters(limit=50, project=["nq.1.00500"]), day
    ),
    "one project": lambda session, day: project_detail(session, "nq.1.00500", day),
    "one milestone": lambda session, day: milestone_detail(session, "nq.1.00500.M05", day),
}
WHOLE = "the whole portfolio's table"


def main() -> None:
    wanted = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wanted.add_argument("--milestones", type=int, default=100_000)
    wanted.add_argument("--revisions", type=int, default=10)
    wanted.add_argument("--rounds", type=int, default=7)
    sizes = wanted.parse_args()
    with tempfile.TemporaryDirectory() as folder, postgres() as server:
        for url in (f"sqlite:///{Path(folder) / 'past.db'}", server):
            with _filled(url, sizes.milestones, sizes.revisions) as engine:
                _report(engine, sizes.rounds)


@contextmanager
def _filled(url: str, milestones: int, revisions: int) -> Iterator[Engine]:
    engine = make_engine(url)
    upgrade(engine)
    began = time.perf_counter()
    with writing(engine).begin() as session:
        _fill(at(session, BEGIN), milestones // PER_PROJECT, revisions)
    if engine.dialect.name == "postgresql":
        # As its server does by itself; a database of SQLite is never analysed.
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))
    kept = milestones * revisions
    print(f"\n{engine.dialect.name}: {milestones:,} milestones, {kept:,} of their revisions, filled in", end=" ")
    print(f"{time.perf_counter() - began:.0f} s")
    yield engine
    engine.dispose()


def _fill(session: Session, projects: int, revisions: int) -> None:
    make = Make(session)
    session.add(Installation(id=1, demo=False, seed_digest="", change_number=0, loaded_at=BEGIN))
    clause = make.clause(resolution=make.resolution(code="nq"))
    programme = make.programme(clause=clause, code="nq.1", number=1)
    agency = make.organisation(code="so-a")
    session.flush()
    connection = session.connection()
    connection.execute(insert(Project), [_project(number, programme) for number in range(1, projects + 1)])
    rows = [_milestone(number) for number in range(1, projects * PER_PROJECT + 1)]
    connection.execute(insert(Milestone), rows)
    connection.execute(insert(Assignment), [_assignment(number, agency.id) for number in range(1, projects + 1)])
    for table, states in ((Project, 1), (Assignment, 1), (Milestone, revisions)):
        _revise(session, table.__table__, states)


def _record(number: int) -> dict[str, Any]:
    return {"id": number, "version": 1, "created_at": BEGIN, "updated_at": BEGIN, "demo": False}


def _project(number: int, programme: Programme) -> dict[str, Any]:
    title = f"Dự án số {number}"
    return {
        **_record(number),
        "resolution_id": programme.resolution_id,
        "programme_id": programme.id,
        "code": f"nq.1.{number:05}",
        "title": title,
        "aliases": [],
        "kind": "construction",
        "summary": "Một dự án.",
        "group": "unknown",
        "stage": "proposed",
        "status": ProjectStatus.IN_PROGRESS,
        "status_overridden": False,
        "published": True,
        "search_text": fold(title),
        "sort_key": sort_key(title),
    }


def _milestone(number: int) -> dict[str, Any]:
    project, place = (number - 1) // PER_PROJECT + 1, (number - 1) % PER_PROJECT + 1
    title, deadline = f"Mốc {place} của dự án {project}", date(2023, 6, 1) + timedelta(days=number * 7 % 2600)
    return {
        **_record(number),
        "project_id": project,
        "code": f"nq.1.{project:05}.M{place:02}",
        "number": place,
        "title": title,
        "deadline_on": deadline,
        "deadline_precision": "day",
        "original_deadline_on": deadline,
        "original_deadline_precision": "day",
        "completed_on": deadline if number % 3 == 0 else None,
        "status": STATUSES[-1] if number % 3 == 0 else STATUSES[number % 2],
        "conditional": False,
        "weight": 1,
        "times_extended": 0,
        "search_text": fold(title),
        "sort_key": sort_key(title),
    }


def _assignment(number: int, organisation: int) -> dict[str, Any]:
    held = {"project_id": number, "organisation_id": organisation, "role": "lead", "from_on": BEGIN.date()}
    return {**_record(number), **held}


def _revise(session: Session, table: Any, states: int) -> None:
    """Give every row its states, the last one as it is now; digests are not what is measured."""
    twin, connection = twin_of(table), session.connection()
    names = ", ".join(f't."{column.name}"' for column in table.columns)
    target = ", ".join(f'"{column.name}"' for column in table.columns)
    for bucket in range(BUCKETS):
        for state in range(1, states + 1):
            known = {
                "known_from": _time(bucket, state - 1),
                "known_until": _time(bucket, state) if state < states else FAR,
            }
            statement = text(
                f"INSERT INTO {twin.name} ({target}, "
                "revision, known_from, known_until, loaded_at, form, gone, seals, digest) "
                f"SELECT {names}, :state, :known_from, :known_until, :known_from, 1, false, '{{}}', :digest "
                f"FROM {table.name} t WHERE t.id % {BUCKETS} = :bucket"
            ).bindparams(*(bindparam(name, type_=UtcDateTime) for name in known))
            connection.execute(statement, {**known, "state": state, "digest": "0" * 64, "bucket": bucket})


def _time(bucket: int, state: int) -> datetime:
    return BEGIN + timedelta(days=130 * state + (bucket if state else 0))


def _report(engine: Engine, rounds: int) -> None:
    print(f"{'':34}{'now':>10}{'then':>10}{'then/now':>10}")
    for name, read in READS.items():
        now, then = _times(engine, read, rounds)
        print(f"{name:34}{now:>8.1f}ms{then:>8.1f}ms{then / now:>10.2f}")
    now, then = _times(engine, _table, rounds)
    print(f"{WHOLE:34}{now:>8.1f}ms{then:>8.1f}ms{then / now:>10.2f}   (goal: then within 300 ms)")


def _table(session: Session, day: date) -> object:
    return milestone_matrices(session, Project.programme_id, Project.resolution_id == 1, day)


def _times(engine: Engine, read: Read, rounds: int) -> tuple[float, float]:
    """Return the medians of now and then, measured in turn after one round that does not count."""
    sessions = (reading(engine), TODAY), (reading(engine, MOMENT), THEN)
    found: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds + 1):
        for (maker, day), times in zip(sessions, found, strict=True):
            with maker() as session:
                began = time.perf_counter()
                read(session, day)
                times.append((time.perf_counter() - began) * 1000)
    now, then = (statistics.median(times[1:]) for times in found)
    return now, then


if __name__ == "__main__":
    main()
