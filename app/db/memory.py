"""What a table remembers, and that nobody makes it forget: kinds of memory and the guard on writing sessions."""

from enum import StrEnum

from sqlalchemy import Table, inspect
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction

_KEY = "memory"


class Memory(StrEnum):
    """REVISED: every state of a row is to be kept. APPEND_ONLY: a row never changes. OPERATIONAL: of today alone."""

    REVISED = "revised"
    APPEND_ONLY = "append-only"
    OPERATIONAL = "operational"


class ForgettingError(RuntimeError):
    """A fault of the program: it was about to change rows behind the back of what remembers them."""


def remember(table: Table, memory: Memory) -> None:
    """Say what a table remembers; each table is said once."""
    if _KEY in table.info:
        raise ForgettingError(f"{table.name} is said to remember twice.")
    table.info[_KEY] = memory


def memory_of(table: Table) -> Memory:
    """Return what a table remembers. Raises ForgettingError for a table of which nobody has said it."""
    if _KEY not in table.info:
        raise ForgettingError(f"Nobody has said what {table.name} remembers.")
    return Memory(table.info[_KEY])


def guard(session: Session, flush_context: UOWTransaction, instances: object) -> None:
    """Refuse a flush that would change or delete a row of a table that is only added to."""
    del flush_context, instances
    for row in (*session.dirty, *session.deleted):
        table = inspect(type(row)).local_table
        # What changed is asked last: it costs a look at every attribute, and rows of such tables are hardly ever here.
        if memory_of(table) is Memory.APPEND_ONLY and (row in session.deleted or session.is_modified(row)):
            raise ForgettingError(f"Rows of {table.name} are never changed or deleted.")


def refuse_bulk(state: ORMExecuteState) -> None:
    """Refuse statements that write rows past the flush: nothing would keep what the rows were."""
    if not (state.is_insert or state.is_update or state.is_delete):
        return
    table = state.statement.table  # type: ignore[attr-defined]
    if memory_of(table) is not Memory.OPERATIONAL:
        raise ForgettingError(f"{table.name} is written row by row, so that what its rows were is kept.")
