"""Whatever is done to the history behind the triggers' back, the check finds it and says where."""

import hashlib
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Column, Connection, Engine, Table, delete, func, literal, select, update
from sqlalchemy.orm import Session

from app.db.engine import make_engine, writing
from app.db.memory.keeping import record_name, revision_of
from app.db.memory.log import Change, LogState
from app.db.memory.twins import FAR, twin_of
from app.db.types import ExactDecimal, UtcDateTime
from app.domain.history.checks import Break, Fault
from app.domain.history.digests import digest_of
from app.domain.history.roots import Root
from app.models import Document, Milestone
from app.queries.history.chains import Tally, breaks_of
from app.queries.history.checking import check_history, remembered_tables
from app.queries.history.log import contains, history_root
from tests.conftest import DIALECTS, NOW, TODAY
from tests.remembered import REMEMBERED, remember_everything, unprotect

Row = dict[str, Any]
MILESTONE: Table = Milestone.__table__  # type: ignore[assignment]
DOCUMENT: Table = Document.__table__  # type: ignore[assignment]
LOG: Table = Change.__table__  # type: ignore[assignment]
REVISIONS = twin_of(MILESTONE)


@pytest.fixture(scope="module", params=DIALECTS)
def kept(request: pytest.FixtureRequest, new_database: Callable[[str, str], str]) -> Iterator[Engine]:
    """A database of its own with a past in every table."""
    engine = make_engine(new_database(request.param, "proof"))
    with writing(engine)() as session:
        remember_everything(session)
    yield engine
    engine.dispose()


@pytest.fixture
def owner(kept: Engine) -> Iterator[Connection]:
    """A connection of somebody whom no trigger stops; what they do is undone."""
    with kept.connect() as connection:
        transaction = connection.begin()
        unprotect(connection)
        yield connection
        transaction.rollback()


def rows_of(connection: Connection, table: Table) -> list[Row]:
    order = [table.c[column.name] for column in table.primary_key]
    return [dict(row) for row in connection.execute(select(table).order_by(*order)).mappings()]


def this(table: Table, row: Row) -> Any:
    """Return the condition that finds one row again."""
    found = [table.c[column.name] == row[column.name] for column in table.primary_key]
    return found[0] if len(found) == 1 else found[0] & this_rest(found[1:])


def this_rest(conditions: list[Any]) -> Any:
    return conditions[0] if len(conditions) == 1 else conditions[0] & this_rest(conditions[1:])


def first_break(connection: Connection, table: Table) -> Break | None:
    return next(breaks_of(connection, table, Tally()), None)


def broken(connection: Connection) -> Break | None:
    return check_history(Session(connection)).broken


def names_of(table: Table, *rows: Row) -> set[str]:
    return {record_name(row[column.name] for column in table.primary_key) for row in rows}


def test_the_past_of_the_tests_holds_every_table(kept: Engine) -> None:
    with kept.connect() as connection:
        counts = {
            table.name: connection.scalar(select(func.count()).select_from(twin_of(table))) for table in REMEMBERED
        }

    assert remembered_tables() == REMEMBERED
    assert {name for name, count in counts.items() if not count} == set()


def test_what_nobody_touched_is_whole(kept: Engine) -> None:
    with Session(kept) as session:
        check = check_history(session)
        chains = sum(
            session.scalar(select(func.count()).select_from(twin_of(table)).where(twin_of(table).c.revision == 1)) or 0
            for table in REMEMBERED
        )
        last = session.scalars(select(Change.digest).order_by(Change.number.desc())).first()

    assert check.broken is None
    assert (check.chains, check.revisions, check.last) == (chains, check.root.size, last)


def test_the_shipped_past_is_whole(demonstration: Engine) -> None:
    with Session(demonstration) as session:
        assert check_history(session).broken is None


OTHERS: dict[type, Callable[[Any], Any]] = {
    bool: lambda value: not value,
    int: lambda value: (value or 0) + 1_000_000,
    float: lambda value: (value or 0.0) + 0.25,
    Decimal: lambda value: (value or Decimal(0)) + 1,
    date: lambda value: (value or TODAY) + timedelta(days=1),
    datetime: lambda value: (value or NOW) - timedelta(seconds=1),
    str: lambda value: ("x" if (value or "")[:1] != "x" else "y") + (value or "")[1:],
    list: lambda value: [*value, 7],
    dict: lambda value: {**value, "x": ["00" * 16, "00" * 32]},
}
OURS = {UtcDateTime: datetime, ExactDecimal: Decimal}


def tree_of(leaves: list[bytes]) -> bytes:
    """Return the Merkle tree hash as RFC 9162, section 2.1.1 defines it; shares no code with ours."""
    if len(leaves) < 2:
        return hashlib.sha256(b"\x00" + leaves[0] if leaves else b"").digest()
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return hashlib.sha256(b"\x01" + tree_of(leaves[:half]) + tree_of(leaves[half:])).digest()


def test_the_root_is_what_a_stranger_computes(kept: Engine) -> None:
    with Session(kept) as session:
        leaves = [bytes.fromhex(each) for each in session.scalars(select(Change.digest).order_by(Change.number))]
        root = history_root(session)
        early = Root(5, tree_of(leaves[:5]).hex())

        assert (root.size, root.digest) == (len(leaves), tree_of(leaves).hex())
        assert contains(session, early)
        assert not contains(session, Root(4, early.digest))
        assert not contains(session, Root(root.size + 1, root.digest))


def other_values(column: Column[Any], value: Any) -> list[Any]:
    """Return what a value could be changed into: something else of its kind, and nothing."""
    kind = OURS.get(type(column.type)) or column.type.python_type
    changed = OTHERS[kind if kind in OTHERS and kind is not dict else type(value)](value)
    return [changed] if value is None or not column.nullable else [changed, None]


@pytest.mark.parametrize("table", REMEMBERED, ids=lambda table: table.name)
def test_no_value_of_a_revision_changes_unseen(owner: Connection, table: Table, *, long: bool) -> None:
    twin, unseen, misnamed = twin_of(table), [], []
    rows = rows_of(owner, twin)
    for at, column in enumerate(twin.columns):
        for row in rows if long else [rows[at % len(rows)]]:
            for value in other_values(column, row[column.name])[: None if long else 1]:
                with owner.begin_nested() as attempt:
                    owner.execute(update(twin).where(this(twin, row)).values({column.name: value}))
                    found = first_break(owner, table)
                    attempt.rollback()
                records = names_of(table, row, {**row, column.name: value})
                if found is None:
                    unseen.append((column.name, row["revision"]))
                elif found.record not in records:
                    misnamed.append((column.name, found))

    assert unseen == []
    assert misnamed == []


@pytest.mark.parametrize("table", REMEMBERED, ids=lambda table: table.name)
def test_no_revision_is_taken_out_unseen(owner: Connection, table: Table, *, long: bool) -> None:
    twin = twin_of(table)
    rows = rows_of(owner, twin)
    for row in rows if long else rows[-2:]:
        with owner.begin_nested() as attempt:
            owner.execute(delete(twin).where(this(twin, row)))
            found = first_break(owner, table)
            attempt.rollback()

        assert found is not None
        assert {found.record} == names_of(table, row)


def state(connection: Connection, revision: int) -> Row:
    """Return a revision of a milestone that has two."""
    two = select(REVISIONS.c.id).where(REVISIONS.c.revision == 2).order_by(REVISIONS.c.id).limit(1)
    return dict(
        connection.execute(
            select(REVISIONS).where(REVISIONS.c.id == two.scalar_subquery(), REVISIONS.c.revision == revision)
        )
        .mappings()
        .one()
    )


@pytest.mark.parametrize(
    ("changed", "fault", "column"),
    [
        ({"title": "Tên khác"}, Fault.SEAL, "title"),
        ({"revision_reason": "Lý do bịa"}, Fault.SEALS, "revision_reason"),
        ({"weight": 7}, Fault.DIGEST, "weight"),
        ({"deadline_on": date(2030, 1, 1)}, Fault.DIGEST, "deadline_on"),
        ({"revised_by_id": 999}, Fault.DIGEST, "revised_by_id"),
        ({"known_until": FAR}, Fault.END, "known_until"),
        ({"digest": "0" * 64}, Fault.DIGEST, "digest"),
        ({"gone": True}, Fault.DIGEST, "gone"),
        ({"seals": {}}, Fault.SEALS, "title"),
    ],
    ids=str,
)
def test_what_was_changed_is_named(owner: Connection, changed: Row, fault: Fault, column: str) -> None:
    row = state(owner, 1)

    owner.execute(update(REVISIONS).where(this(REVISIONS, row)).values(**changed))

    assert broken(owner) == Break(fault, "milestone", str(row["id"]), 1, column)


def test_a_cut_off_tail_is_named(owner: Connection) -> None:
    first, last = state(owner, 1), state(owner, 2)

    owner.execute(delete(REVISIONS).where(this(REVISIONS, last)))
    owner.execute(update(REVISIONS).where(this(REVISIONS, first)).values(known_until=FAR))
    put_back = {column.name: first[column.name] for column in MILESTONE.columns}
    owner.execute(update(MILESTONE).where(MILESTONE.c.id == first["id"]).values(**put_back))

    assert broken(owner) == Break(Fault.LOG_ALONE, "milestone", str(first["id"]), 2)


@pytest.mark.parametrize("table", REMEMBERED, ids=lambda table: table.name)
def test_a_whole_chain_taken_out_with_its_record_is_named(owner: Connection, table: Table) -> None:
    if owner.dialect.name == "postgresql":
        owner.exec_driver_sql("SET LOCAL session_replication_role = replica")
    else:
        owner.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    row = rows_of(owner, twin_of(table))[0]
    key = [column.name for column in table.primary_key]

    for source in (twin_of(table), table):
        owner.execute(delete(source).where(*(source.c[name] == row[name] for name in key)))

    assert first_break(owner, table) == Break(Fault.LOG_ALONE, table.name, names_of(table, row).pop(), 1)


def test_a_record_without_a_chain_is_named(owner: Connection) -> None:
    row = state(owner, 1)

    owner.execute(delete(REVISIONS).where(REVISIONS.c.id == row["id"]))

    assert broken(owner) == Break(Fault.NO_CHAIN, "milestone", str(row["id"]))


def test_a_record_changed_past_its_history_is_named(owner: Connection) -> None:
    row = state(owner, 2)

    owner.execute(update(MILESTONE).where(MILESTONE.c.id == row["id"]).values(weight=9))

    assert broken(owner) == Break(Fault.LIVE, "milestone", str(row["id"]), 2, "weight")


def log_of(row: Row) -> Any:
    return (Change.noun == "milestone") & (Change.record == str(row["id"])) & (Change.revision == row["revision"])


def test_what_is_taken_out_of_the_log_is_named(owner: Connection) -> None:
    row = state(owner, 1)

    owner.execute(delete(Change).where(log_of(row)))

    assert broken(owner) == Break(Fault.NOT_LOGGED, "milestone", str(row["id"]), 1)


def test_what_is_changed_in_the_log_is_named(owner: Connection) -> None:
    row = state(owner, 1)

    owner.execute(update(Change).where(log_of(row)).values(digest="0" * 64))

    assert broken(owner) == Break(Fault.LOG_DIFFERS, "milestone", str(row["id"]), 1, "digest")


def test_what_the_log_says_twice_is_named(owner: Connection) -> None:
    row, size = state(owner, 1), owner.scalar(select(LogState.changes)) or 0

    columns = LOG.columns.keys()
    twice = select(literal(size + 1), *(LOG.c[name] for name in columns if name != "number")).where(log_of(row))
    owner.execute(LOG.insert().from_select(columns, twice))

    assert broken(owner) == Break(Fault.LOGGED_TWICE, "milestone", str(row["id"]), 1)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"number": Change.number + 1000}, Fault.LOG_GAP),
        ({"noun": "nothing"}, Fault.LOG_ALONE),
        ({"digest": "no digest"}, Fault.LOG_DIFFERS),
    ],
)
def test_a_log_that_is_not_whole_is_told(owner: Connection, changes: Row, expected: Fault) -> None:
    last = owner.scalar(select(LogState.changes))

    owner.execute(update(Change).where(Change.number == last).values(**changes))
    found = broken(owner)

    assert found is not None
    assert found.fault in {expected, Fault.NOT_LOGGED}


def test_a_log_cut_short_with_its_last_revision_is_told(owner: Connection) -> None:
    papers, names = twin_of(DOCUMENT), DOCUMENT.columns.keys()
    gone = dict(owner.execute(select(papers).where(papers.c.gone)).mappings().one())
    owner.execute(delete(papers).where(this(papers, gone)))
    owner.execute(update(papers).where(papers.c.id == gone["id"], papers.c.revision == 2).values(known_until=FAR))
    owner.execute(DOCUMENT.insert().values({name: gone[name] for name in names}))

    owner.execute(delete(Change).where(Change.number == select(func.max(Change.number)).scalar_subquery()))

    found = broken(owner)
    assert found is not None
    assert found.fault is Fault.LOG_END


def test_a_value_that_is_not_of_its_kind_is_told(owner: Connection) -> None:
    if owner.dialect.name != "sqlite":
        pytest.skip("PostgreSQL keeps no such value.")
    row = state(owner, 1)
    owner.exec_driver_sql("UPDATE milestone_revision SET known_from = 'x' WHERE id = ?", (row["id"],))

    assert broken(owner) == Break(Fault.UNREADABLE, "milestone")


def test_an_owner_who_rewrites_everything_is_found_by_a_root_kept_outside(owner: Connection) -> None:
    session = Session(owner)
    kept_outside = history_root(session)
    first, last = state(owner, 1), state(owner, 2)

    previous = None
    for row in (first, last):
        forged = {**row, "weight": 5, "previous_digest": previous}
        previous = digest_of(revision_of(MILESTONE, forged))
        forged["digest"] = previous
        owner.execute(update(REVISIONS).where(this(REVISIONS, row)).values(**forged))
        owner.execute(update(Change).where(log_of(row)).values(digest=previous))
    owner.execute(update(MILESTONE).where(MILESTONE.c.id == last["id"]).values(weight=5))

    assert broken(owner) is None
    assert not contains(session, kept_outside)
    assert contains(session, history_root(session))
