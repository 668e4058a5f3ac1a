"""What each table remembers is said for every table, and writing sessions keep to it."""

from datetime import date

import pytest
from sqlalchemy import MetaData, Table, delete, insert, update
from sqlalchemy.orm import Session

from app.db.base import Base
from app.db.memory.kinds import ForgettingError, Memory, memory_of, remember
from app.models import Clause, Document, Follow, Forecast, Milestone, StatusChange
from app.models.registry import APPEND_ONLY, MEMORY, OPERATIONAL, REVISED
from tests.factories import Make

WATCHED = [Base.metadata.tables[name] for name in (*REVISED, *APPEND_ONLY)]


def test_every_table_is_in_the_registry_once() -> None:
    twins = [f"{name}_revision" for name in (*REVISED, *APPEND_ONLY)]

    assert sorted((*REVISED, *APPEND_ONLY, *OPERATIONAL, *MEMORY, *twins)) == sorted(Base.metadata.tables)


def test_a_table_that_nobody_spoke_of_is_a_fault() -> None:
    stranger = Table("stranger", MetaData())

    with pytest.raises(ForgettingError, match="Nobody has said what stranger remembers"):
        memory_of(stranger)


def test_a_table_is_spoken_of_once() -> None:
    with pytest.raises(ForgettingError, match="twice"):
        remember(Base.metadata.tables["milestone"], Memory.OPERATIONAL)


def test_what_is_only_added_to_cannot_be_changed(session: Session, make: Make) -> None:
    change = make.status_change()
    change.reason = "Nói lại cho đẹp"

    with pytest.raises(ForgettingError, match="status_change"):
        session.flush()


def test_what_is_only_added_to_cannot_be_deleted(session: Session, make: Make) -> None:
    session.delete(make.forecast())

    with pytest.raises(ForgettingError, match="forecast"):
        session.flush()


def test_saying_the_same_again_is_no_change(session: Session, make: Make) -> None:
    change = make.status_change()
    change.reason = str(change.reason)

    session.flush()


def test_what_is_revised_can_be_changed_and_deleted(session: Session, make: Make) -> None:
    milestone, gone = make.milestone(), make.document()
    milestone.deadline_on = date(2027, 1, 1)
    session.delete(gone)

    session.flush()

    assert session.get(Document, gone.id) is None


@pytest.mark.parametrize("table", WATCHED, ids=lambda table: table.name)
@pytest.mark.parametrize("statement", [insert, update, delete])
def test_no_statement_writes_past_the_flush(session: Session, table: Table, statement: type) -> None:
    with pytest.raises(ForgettingError, match=f"{table.name} is written row by row"):
        session.execute(statement(table))


@pytest.mark.parametrize("shape", [Clause, Forecast, Milestone, StatusChange])
def test_nor_does_one_over_a_class(session: Session, shape: type[Base]) -> None:
    with pytest.raises(ForgettingError, match="row by row"):
        session.execute(delete(shape))


def test_what_is_of_today_alone_may_be_deleted_at_once(session: Session) -> None:
    session.execute(delete(Follow))
