"""The migrations make what the models say, on both databases, and can be undone and done again over real rows."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import CheckConstraint, Engine, Enum, MetaData, Table, func, inspect, select, text
from sqlalchemy.exc import IntegrityError

from app.db.base import NAMING, Base
from app.db.engine import make_engine, writing
from app.db.memory.kinds import Memory, memory_of
from app.db.migrations import downgrade, is_current, upgrade
from app.domain.errors import CollisionError
from app.domain.history.checks import Fault
from app.domain.results.targets import MeasurementKind
from app.models import HistoryCheck, Indicator, Measurement
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
]


@pytest.fixture(scope="module", params=DIALECTS)
def filled(request: pytest.FixtureRequest, empty_database: Callable[[str, str], str]) -> Iterator[Engine]:
    """A database of its own with a row in every table that has a closed set."""
    engine = make_engine(empty_database(request.param, "updown"))
    upgrade(engine)
    fill(engine)
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
        session.add(
            Measurement(
                indicator=session.scalars(select(Indicator).limit(1)).one(),
                kind=MeasurementKind.LEVEL,
                year=2024,
                as_of=date(2024, 12, 31),
                value=Decimal("98.5"),
                scope="quận Ninh Kiều",
                series_break=False,
                source="Báo cáo",
                provisional=False,
                demo=False,
            )
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

    downgrade(filled, "0001")
    left = set(inspect(filled).get_table_names())
    upgrade(filled)
    empty = counts(filled)
    with writing(filled).begin() as session:
        load_missing_reference_data(session, ROOT / "seed", NOW)

    assert left.isdisjoint(later)
    assert empty == {**before, **dict.fromkeys(later, 0)}
    assert counts(filled) == before


@pytest.mark.parametrize(("table", "column", "wrong"), WRONG)
def test_the_database_itself_refuses_what_makes_no_sense(
    filled: Engine, table: str, column: str, wrong: object
) -> None:
    statement = f'UPDATE "{table}" SET "{column}" = :wrong WHERE id = (SELECT min(id) FROM "{table}")'  # noqa: S608

    with filled.connect() as connection, pytest.raises((IntegrityError, CollisionError)):
        connection.execute(text(statement), {"wrong": wrong})


def test_a_clause_that_others_stand_on_cannot_be_deleted(filled: Engine) -> None:
    with filled.connect() as connection, pytest.raises((IntegrityError, CollisionError)):
        connection.execute(TABLES["clause"].delete())


@pytest.mark.parametrize(("table", "column"), CLOSED_SETS)
def test_every_closed_set_refuses_a_value_from_outside(filled: Engine, table: str, column: str) -> None:
    statement = f'UPDATE "{table}" SET "{column}" = \'nonsense\''  # noqa: S608 (our own names)

    with filled.connect() as connection, pytest.raises(IntegrityError, match=r"(?i)check"):
        connection.execute(text(statement))
