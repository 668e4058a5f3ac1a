"""Every change leaves a revision: of each row it touched, once, in a chain, in the log, and nothing else does."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import Connection, Engine, Executable, Table, delete, insert, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from app.db.base import Base
from app.db.engine import at, make_engine, reading, writing
from app.db.memory.keeping import because, keep
from app.db.memory.log import Change, LogState
from app.db.memory.twins import FAR, has_twin, twin_of
from app.db.types import ExactDecimal, UtcDateTime
from app.models import Document, Milestone
from tests.conftest import DIALECTS, NOW, TODAY
from tests.factories import Make

REMEMBERED = [table for table in Base.metadata.tables.values() if has_twin(table)]
HOUR = timedelta(hours=1)


def states(session: Session, table: Table, **key: object) -> list[dict[str, object]]:
    twin = twin_of(table)
    which = [twin.c[name] == value for name, value in key.items()]
    found = session.connection().execute(select(twin).where(*which).order_by(twin.c.revision))
    return [dict(row) for row in found.mappings()]


def milestones(session: Session, row: Milestone) -> list[dict[str, object]]:
    return states(session, Milestone.__table__, id=row.id)  # type: ignore[arg-type]


def test_a_new_row_is_known_from_the_moment_it_was_made(session: Session, make: Make) -> None:
    row = make.milestone(title="Lập dự án")
    session.info["revised_by"] = 7
    keep(session)

    (only,) = milestones(session, row)

    assert (only["title"], only["status"], only["revision"]) == ("Lập dự án", "not_started", 1)
    assert (only["known_from"], only["known_until"], only["loaded_at"]) == (NOW, FAR, NOW)
    assert (only["revised_by_id"], only["gone"], only["previous_digest"]) == (7, False, None)


def test_a_change_ends_one_state_and_begins_another(session: Session, make: Make) -> None:
    row = make.milestone(deadline_on=date(2026, 6, 30))
    at(session, NOW + HOUR)
    row.deadline_on = date(2026, 12, 31)
    because(session, "Chờ mặt bằng", row)
    keep(session)

    first, second = milestones(session, row)

    assert (first["deadline_on"], second["deadline_on"]) == (date(2026, 6, 30), date(2026, 12, 31))
    assert (first["known_until"], second["known_from"]) == (NOW + HOUR, NOW + HOUR)
    assert (first["revision_reason"], second["revision_reason"]) == (None, "Chờ mặt bằng")
    assert second["previous_digest"] == first["digest"]


def test_several_flushes_of_one_change_are_one_revision(session: Session, make: Make) -> None:
    row = make.milestone()
    for title in ("Một", "Hai", "Ba"):
        row.title = title
        session.flush()
    keep(session)

    assert [state["title"] for state in milestones(session, row)] == ["Ba"]


def test_what_ends_as_it_was_gets_no_revision(session: Session, make: Make) -> None:
    row = make.milestone()
    keep(session)
    row.title = str(row.title)
    session.flush()
    keep(session)

    assert len(milestones(session, row)) == 1


def test_no_state_ends_before_it_began(session: Session, make: Make) -> None:
    row = make.milestone()
    at(session, NOW - HOUR)
    row.title = "Ghi sau, bắt đầu trước"
    keep(session)

    assert [state["known_from"] for state in milestones(session, row)] == [NOW, NOW]


def test_what_is_taken_away_leaves_its_last_state_and_that_it_is_gone(session: Session, make: Make) -> None:
    row = make.document(title="Tờ trình")
    key = row.id
    at(session, NOW + HOUR)
    session.delete(row)
    keep(session)

    first, last = states(session, Document.__table__, id=key)  # type: ignore[arg-type]

    assert (first["gone"], last["gone"], last["title"]) == (False, True, "Tờ trình")
    assert last["previous_digest"] == first["digest"]


def test_links_are_kept_as_they_come_and_go(session: Session, make: Make) -> None:
    project, ward = make.project(), make.ward()
    session.refresh(project, ["wards"])
    project.wards = [ward]
    at(session, NOW + HOUR)
    project.wards = []
    keep(session)

    kept = states(session, Base.metadata.tables["project_ward"], project_id=project.id, ward_id=ward.id)

    assert [state["gone"] for state in kept] == [False, True]


def test_the_log_numbers_every_revision_and_names_its_project(session: Session, make: Make) -> None:
    before = session.connection().scalar(select(LogState.changes)) or 0
    milestone, comment = make.milestone(), make.status_change()
    session.commit()

    found = session.scalars(select(Change).where(Change.number > before).order_by(Change.number)).all()
    milestone_change = next(each for each in found if (each.noun, each.record) == ("milestone", str(milestone.id)))
    comment_change = next(each for each in found if (each.noun, each.record) == ("status_change", str(comment.id)))

    assert [each.number for each in found] == list(range(before + 1, before + 1 + len(found)))
    assert session.connection().scalar(select(LogState.changes)) == found[-1].number
    assert milestone_change.project_id == milestone.project_id
    assert comment_change.project_id == comment.milestone.project_id  # type: ignore[union-attr]
    assert milestone_change.digest == milestones(session, milestone)[0]["digest"]


def test_what_was_rolled_back_was_never_known(session: Session, make: Make) -> None:
    row = make.milestone(title="Cũ")
    session.commit()
    attempt = session.begin_nested()
    row.title = "Mới"
    session.flush()
    attempt.rollback()
    session.commit()

    assert [state["title"] for state in milestones(session, row)] == ["Cũ"]


@pytest.fixture(scope="module", params=DIALECTS)
def kept(request: pytest.FixtureRequest, new_database: Callable[[str, str], str]) -> Iterator[Engine]:
    """A database of its own with a milestone that was renamed a year after it was made."""
    engine = make_engine(new_database(request.param, "kept"))
    with writing(engine).begin() as session:
        at(session, datetime(2024, 1, 1, tzinfo=UTC))
        row = Make(session).milestone(title="Tên đầu")
        at(session, datetime(2025, 1, 1, tzinfo=UTC))
        row.title = "Tên sau"
    yield engine
    engine.dispose()


@pytest.mark.parametrize(
    ("moment", "titles"),
    [
        (datetime(2023, 12, 31, tzinfo=UTC), []),
        (datetime(2024, 1, 1, tzinfo=UTC), ["Tên đầu"]),
        (datetime(2024, 12, 31, 23, 59, 59, 999999, tzinfo=UTC), ["Tên đầu"]),
        (datetime(2025, 1, 1, tzinfo=UTC), ["Tên sau"]),
    ],
)
def test_a_session_reads_what_was_known_at_its_moment(kept: Engine, moment: datetime, titles: list[str]) -> None:
    with reading(kept, moment)() as session:
        found = list(session.scalars(select(Milestone.title)))
        as_text = list(session.execute(text("SELECT title FROM milestone")).scalars())

    assert found == titles
    assert as_text == titles


def dull_row(table: Table) -> dict[str, object]:
    """Return a row of any table, made of the dullest values of its types."""
    dull = {bool: False, int: 1, float: 0.5, date: TODAY, object: {}, str: "x"}
    ours = {UtcDateTime: NOW, ExactDecimal: Decimal(1)}
    row = {each.name: ours.get(type(each.type)) or dull[each.type.python_type] for each in table.columns}
    return row | {"known_until": FAR}


@pytest.mark.parametrize("table", [*map(twin_of, REMEMBERED), Change.__table__], ids=lambda table: table.name)
def test_the_database_itself_refuses_to_rewrite_what_is_kept(connection: Connection, table: Table) -> None:
    row = {name: value for name, value in dull_row(table).items() if name in table.columns}
    connection.execute(insert(table).values(**row))
    statements: list[Executable] = [update(table).values(digest="0" * 64), delete(table)]
    if connection.dialect.name == "sqlite":
        statements.append(insert(table).prefix_with("OR REPLACE").values(**row))
    else:
        statements.append(text(f"TRUNCATE {table.name}"))

    for statement in statements:
        with pytest.raises(DBAPIError, match="is only added to"), connection.begin_nested():
            connection.execute(statement)


def test_the_one_change_allowed_ends_a_state(connection: Connection) -> None:
    twin = twin_of(Milestone.__table__)  # type: ignore[arg-type]
    connection.execute(insert(twin).values(**dull_row(twin)))

    connection.execute(update(twin).values(known_until=NOW + HOUR))

    with pytest.raises(DBAPIError, match="is only added to"), connection.begin_nested():
        connection.execute(update(twin).values(known_until=NOW + HOUR + HOUR))


@pytest.mark.parametrize("table", REMEMBERED, ids=lambda table: table.name)
def test_the_last_revisions_are_the_rows_there_are(demonstration: Engine, table: Table) -> None:
    twin, names = twin_of(table), table.columns.keys()
    with demonstration.connect() as connection:
        live = connection.execute(select(table).order_by(*table.primary_key)).all()
        latest = select(*(twin.c[name] for name in names)).where(twin.c.known_until == FAR, ~twin.c.gone)
        last = connection.execute(latest.order_by(*(twin.c[each.name] for each in table.primary_key))).all()

    assert [tuple(map(str, row)) for row in live] == [tuple(map(str, row)) for row in last]
