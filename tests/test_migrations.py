"""The migrations make what the models say, on both databases, and can be undone and done again over real rows."""

from collections.abc import Callable, Iterator
from decimal import Decimal

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import CheckConstraint, Engine, Enum, MetaData, Table, func, inspect, select, text
from sqlalchemy.exc import IntegrityError

from app.db.base import NAMING, Base
from app.db.engine import at, make_engine, writing
from app.db.memory.kinds import Memory, memory_of
from app.db.memory.twins import twin_of
from app.db.migrations import downgrade, is_current, upgrade
from app.domain.errors import CollisionError
from app.domain.history.checks import Fault
from app.models import HistoryCheck, Indicator, Measurement
from app.queries.history.checking import check_history
from app.services.seeding.load import load_missing_reference_data, load_seed
from app.settings import ROOT
from tests.conftest import DIALECTS, NOW
from tests.factories import Make

TABLES: dict[str, Table] = dict(Base.metadata.tables)
# What is remembered, without what it is remembered by.
PRESENT = {name: table for name, table in TABLES.items() if memory_of(table) is not Memory.MEMORY}
CLOSED_SETS = [
    pytest.param(table.name, column.name, id=f"{table.name}.{column.name}")
    for table in TABLES.values()
    for column in table.columns
    if isinstance(column.type, Enum)
]
WRONG = [
    pytest.param("milestone", "project_id", 999_999, id="a milestone of a project that is not there"),
    pytest.param("project", "programme_id", 999_999, id="a project of a programme that is not there"),
    pytest.param("quotation", "clause_id", 999_999, id="words of a clause that is not there"),
    pytest.param("milestone", "share_done", 1.5, id="more done than there is"),
    pytest.param("milestone", "share_done", -0.1, id="less done than nothing"),
    pytest.param("installation", "id", 2, id="a second installation"),
    pytest.param("assignment", "to_on", "2000-01-01", id="an assignment that ends before it begins"),
    pytest.param("assignment", "project_id", None, id="an assignment to nothing"),
    pytest.param("quotation", "programme_id", None, id="words that nobody quotes"),
    pytest.param("clause", "position", 1, id="two clauses in one place"),
    pytest.param("project", "code", "15-nq-tu.1.02", id="two projects of one code"),
    pytest.param("succession", "successor_id", 999_999, id="a successor that is not there"),
    pytest.param("ward_succession", "confidence", None, id="a succession of which nobody says how sure it is"),
    pytest.param("holiday", "day", "2023-01-02", id="one day twice in the calendar"),
    pytest.param("template_step", "days", 0, id="a step that takes no days"),
    pytest.param("template_step", "number", 2, id="two steps of one number"),
    pytest.param("measurement", "document_id", 999_999, id="a measurement from a document that is not there"),
]
_STAMPS = "1, '2025-01-02 00:00:00', '2025-01-02 00:00:00'"
_INDICATOR = "id, resolution_id, code, number, title, series, period_from, period_to, search_text, sort_key"
_MEASUREMENT = "id, indicator_id, kind, year, as_of, value, scope, series_break, source, provisional, demo"
_STAMPED = "version, created_at, updated_at"
OLD_ROWS = (
    (
        f"INSERT INTO resolution (id, code, title, issuer, text, task_parts, {_STAMPED}) "  # noqa: S608 (our own names)
        f"VALUES (1, 'nq', 'Về một việc', 'Thành ủy', 'Làm.', '[]', {_STAMPS})"
    ),
    (
        f"INSERT INTO indicator ({_INDICATOR}, {_STAMPED}) "  # noqa: S608 (our own names)
        f"VALUES (1, 1, 'nq.CT.01', 1, 'Nước', 'nuoc', 2021, 2025, 'nuoc', '1', {_STAMPS})"
    ),
    (
        f"INSERT INTO measurement ({_MEASUREMENT}, {_STAMPED}) "  # noqa: S608 (our own names)
        f"VALUES (1, 1, 'level', 2024, '2024-12-31', '98.5', 'quận', false, 'Báo cáo', false, false, {_STAMPS})"
    ),
)


@pytest.fixture(scope="module", params=DIALECTS)
def filled(request: pytest.FixtureRequest, empty_database: Callable[[str, str], str]) -> Iterator[Engine]:
    """A database of its own with a row in every table that has a closed set."""
    engine = make_engine(empty_database(request.param, "updown"))
    upgrade(engine)
    fill(engine)
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def measured(filled: Engine) -> Engine:
    """The same with a measurement, whose states are of a form that an older database cannot hold."""
    with writing(filled).begin() as session:
        indicator = session.scalars(select(Indicator).limit(1)).one()
        Make(at(session, NOW)).measurement(indicator=indicator)
    return filled


@pytest.fixture(params=DIALECTS)
def old(request: pytest.FixtureRequest, empty_database: Callable[[str, str], str]) -> Iterator[Engine]:
    """A database from before anything was remembered, with one measurement."""
    engine = make_engine(empty_database(request.param, "old"))
    upgrade(engine, "0008")
    with engine.begin() as connection:
        for statement in OLD_ROWS:
            connection.execute(text(statement))
    yield engine
    engine.dispose()


@pytest.fixture(params=DIALECTS)
def unpeopled(request: pytest.FixtureRequest, empty_database: Callable[[str, str], str]) -> Iterator[Engine]:
    """A database of its own with the seed alone, so that an older one can be made of it."""
    engine = make_engine(empty_database(request.param, "unpeopled"))
    upgrade(engine)
    with writing(engine).begin() as session:
        load_seed(session, ROOT / "seed", NOW, demo=False)
    yield engine
    engine.dispose()


def fill(engine: Engine) -> None:
    with writing(engine).begin() as session:
        load_seed(session, ROOT / "seed", NOW, demo=False)
        make = Make(session)
        for person in (make.membership, make.sign_in, make.token, make.link, make.attempt):
            person()
        for amount in (make.investment_total, make.capital_plan, make.disbursement):
            amount()
        for said in (
            make.extension,
            make.obstacle,
            make.explanation,
            make.follow_up,
            make.forecast,
            make.assignment_change,
        ):
            said()
        session.add(
            HistoryCheck(checked_at=NOW, chains=1, revisions=1, root_size=1, root_digest="0" * 64, fault=Fault.DIGEST)
        )


def counts(engine: Engine) -> dict[str, int | None]:
    with engine.connect() as connection:
        return {name: connection.scalar(select(func.count()).select_from(table)) for name, table in PRESENT.items()}


def differences(engine: Engine, metadata: MetaData) -> list[str]:
    """Return what a new migration would do, by the same comparison that writes it."""
    options = {
        "compare_type": True,
        "autogenerate_plugins": ["alembic.autogenerate.*", "alembic.ext.checkconstraint_byname"],
    }
    with engine.connect() as connection:
        found = compare_metadata(MigrationContext.configure(connection, opts=options), metadata)
    return [str(difference[0]) for difference in found]


def test_the_models_and_the_migrations_say_the_same(engine: Engine) -> None:
    assert differences(engine, Base.metadata) == []


def test_the_comparison_sees_a_check_that_the_database_lacks(engine: Engine) -> None:
    changed = MetaData(naming_convention=NAMING)
    for table in TABLES.values():
        table.to_metadata(changed)
    changed.tables["milestone"].append_constraint(CheckConstraint("weight > 0", name="weight"))

    assert differences(engine, changed) == ["add_constraint"]


def test_a_migrated_database_is_current(engine: Engine) -> None:
    assert is_current(engine)


def test_a_database_without_migrations_is_not_current(empty_database: Callable[[str, str], str]) -> None:
    engine = make_engine(empty_database("sqlite", "untouched"))

    assert not is_current(engine)
    engine.dispose()


def test_the_chain_goes_down_and_up_again_with_rows_present(filled: Engine) -> None:
    before = counts(filled)

    downgrade(filled, "base")
    left = set(inspect(filled).get_table_names()) - {"alembic_version"}
    upgrade(filled)
    empty = counts(filled)
    fill(filled)

    assert left == set()
    assert set(empty.values()) == {0}
    assert counts(filled) == before


def test_the_calendar_and_the_templates_come_and_go_beside_a_loaded_portfolio(unpeopled: Engine) -> None:
    filled, before = unpeopled, counts(unpeopled)
    later = ("holiday", "template", "template_step", "template_step_predecessor", "succession", "ward_succession")
    # What sources told of totals is for planners to enter where a database is older: they may know better by now.
    gone = {"investment_total": 0, "series": 0}

    downgrade(filled, "0001")
    left = set(inspect(filled).get_table_names())
    upgrade(filled)
    empty = counts(filled)
    with writing(filled).begin() as session:
        load_missing_reference_data(session, ROOT / "seed", NOW)

    assert left.isdisjoint(later)
    assert empty == {**before, **gone, **dict.fromkeys(later, 0)}
    assert counts(filled) == {**before, **gone}


def test_states_keep_the_digest_of_the_form_they_were_written_in(old: Engine) -> None:
    """A value from before the second form is corrected in it, and both states verify."""
    upgrade(old)
    with writing(old).begin() as session:
        before = check_history(session).broken
        row = at(session, NOW).scalars(select(Measurement)).one()
        row.value, row.note = Decimal("98.7"), "Sửa lỗi nhập"
    with writing(old)() as session:
        after = check_history(session).broken
        twin = twin_of(TABLES["measurement"])
        states = session.connection().execute(select(twin.c.form, twin.c.value, twin.c.note).order_by(twin.c.revision))

        assert (before, after) == (None, None)
        assert [tuple(state) for state in states] == [(1, Decimal("98.5"), None), (2, Decimal("98.7"), "Sửa lỗi nhập")]


def test_a_downgrade_that_would_drop_what_digests_rest_on_refuses(old: Engine) -> None:
    upgrade(old)
    with writing(old).begin() as session:
        at(session, NOW).scalars(select(Measurement)).one().note = "Ghi chú"
    downgrade(old, "0014")

    with pytest.raises(RuntimeError, match="second form"):
        downgrade(old, "0013")

    kept = {column["name"] for column in inspect(old).get_columns("measurement_revision")}
    upgrade(old)
    assert {"note", "document_id"} <= kept
    assert is_current(old)


@pytest.mark.parametrize(("table", "column", "wrong"), WRONG)
def test_the_database_itself_refuses_what_makes_no_sense(
    measured: Engine, table: str, column: str, wrong: object
) -> None:
    statement = f'UPDATE "{table}" SET "{column}" = :wrong WHERE id = (SELECT min(id) FROM "{table}")'  # noqa: S608

    with measured.connect() as connection, pytest.raises((IntegrityError, CollisionError)):
        connection.execute(text(statement), {"wrong": wrong})


def test_a_clause_that_others_stand_on_cannot_be_deleted(measured: Engine) -> None:
    with measured.connect() as connection, pytest.raises((IntegrityError, CollisionError)):
        connection.execute(TABLES["clause"].delete())


@pytest.mark.parametrize(("table", "column"), CLOSED_SETS)
def test_every_closed_set_refuses_a_value_from_outside(measured: Engine, table: str, column: str) -> None:
    statement = f'UPDATE "{table}" SET "{column}" = \'nonsense\''  # noqa: S608 (our own names)

    with measured.connect() as connection, pytest.raises(IntegrityError, match=r"(?i)check"):
        connection.execute(text(statement))
