"""Reads of a past day look things up by index: as the databases themselves plan the statements that are sent."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import Engine, event, text
from sqlalchemy.orm import Session

from app.db.engine import reading
from app.models import Project
from app.queries.organisations.organisations import organisation_detail
from app.queries.portfolio.matrices import milestone_matrices
from app.queries.portfolio.milestones import milestone_detail, milestone_page
from app.queries.portfolio.projects import project_detail, project_page
from app.schemas.parameters import MilestoneParameters, MilestoneSort, ProjectParameters, ProjectSort

MOMENT, DAY = datetime(2025, 6, 30, 16, 59, 59, tzinfo=UTC), date(2025, 6, 30)
Read = Callable[[Session], object]
RECORDS: dict[str, Read] = {
    "project": lambda session: project_detail(session, "15-nq-tu.3.01", DAY),
    "milestone": lambda session: milestone_detail(session, "15-nq-tu.3.01.M04", DAY),
    "organisation": lambda session: organisation_detail(session, "ubnd-tp", DAY),
}
LISTS: dict[str, Read] = {
    **{
        f"milestones by {sort.value}": lambda session, sort=sort: milestone_page(  # type: ignore[misc]
            session, MilestoneParameters(sort=sort, limit=20), DAY
        )
        for sort in MilestoneSort
    },
    **{
        f"projects by {sort.value}": lambda session, sort=sort: project_page(  # type: ignore[misc]
            session, ProjectParameters(sort=sort, limit=20), DAY
        )
        for sort in ProjectSort
        if "deadline"
        not in sort.value  # of a project without one it is the soonest of its milestones: no column's order
    },
}


@contextmanager
def sent(engine: Engine) -> Iterator[list[tuple[str, Any]]]:
    """Collect the statements as they go to the database, with what they are given."""
    found: list[tuple[str, Any]] = []

    def note(*args: Any) -> None:
        found.append((args[2], args[3]))

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", note)


def plans(engine: Engine, read: Read) -> list[tuple[str, str]]:
    """Return each statement of a read as of the moment, with its plan."""
    with sent(engine) as found, reading(engine, MOMENT)() as session:
        read(session)
    statements = [each for each in found if each[0].startswith("WITH")]
    assert statements
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            # The tables of a test are small enough to be read whole: what is asked is whether an index could serve.
            connection.execute(text("SET LOCAL enable_seqscan = off"))
            connection.execute(text("SET LOCAL enable_sort = off"))
        return [(statement, plan_of(connection, statement, given)) for statement, given in statements]


def plan_of(connection: Any, statement: str, given: Any) -> str:
    ask = "EXPLAIN " if connection.dialect.name == "postgresql" else "EXPLAIN QUERY PLAN "
    rows = connection.exec_driver_sql(ask + statement, given)
    return "\n".join(str(row[-1]) for row in rows)


def reads_whole(plan: str) -> list[str]:
    """Return the lines by which a twin is read from its first row to its last, without an index."""
    return [
        line
        for line in plan.splitlines()
        # Who succeeded whom is read once, as a whole: it does not grow with the work.
        if "_revision" in line
        and "succession_revision" not in line
        and ("Seq Scan" in line or (line.startswith("SCAN ") and "USING" not in line))
    ]


@pytest.mark.parametrize("name", RECORDS)
def test_a_record_of_the_past_is_found_by_index(demonstration: Engine, name: str) -> None:
    for statement, plan in plans(demonstration, RECORDS[name]):
        assert reads_whole(plan) == [], f"{statement}\n{plan}"


@pytest.mark.parametrize("name", LISTS)
def test_a_list_of_the_past_is_read_in_the_order_of_an_index(demonstration: Engine, name: str) -> None:
    statement, plan = plans(demonstration, LISTS[name])[0]

    assert reads_whole(plan) == [], f"{statement}\n{plan}"
    assert "TEMP B-TREE FOR ORDER BY" not in plan, f"{statement}\n{plan}"
    assert "Sort" not in plan or "Incremental Sort" in plan, f"{statement}\n{plan}"


def test_the_whole_portfolio_of_a_past_day_is_counted_by_an_index_alone(demonstration: Engine) -> None:
    counted = plans(
        demonstration,
        lambda session: milestone_matrices(session, Project.programme_id, Project.resolution_id == 1, DAY),
    )

    assert len(counted) == 1
    assert "ix_milestone_revision_counted" in counted[0][1]
