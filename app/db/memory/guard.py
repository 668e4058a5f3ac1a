"""The guard on writing sessions: nothing that is to be remembered is written past what remembers it."""

from sqlalchemy import inspect
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction

from app.db.memory.kinds import ForgettingError, Memory, memory_of
from app.db.memory.redacting import is_ordered


def guard(session: Session, flush_context: UOWTransaction, instances: object) -> None:
    """Refuse a flush that would change or delete a row of a table that is only added to."""
    del flush_context, instances
    for row in (*session.dirty, *session.deleted):
        table = inspect(type(row)).local_table
        # What changed is asked last: it costs a look at every attribute, and rows of such tables are hardly ever here.
        if memory_of(table) is not Memory.APPEND_ONLY or is_ordered(session, row):
            continue
        if row in session.deleted or session.is_modified(row):
            raise ForgettingError(f"Rows of {table.name} are never changed or deleted.")


def refuse_bulk(state: ORMExecuteState) -> None:
    """Refuse statements that write rows past the flush: nothing would keep what the rows were."""
    if not (state.is_insert or state.is_update or state.is_delete):
        return
    table = state.statement.table  # type: ignore[attr-defined]
    if memory_of(table) is not Memory.OPERATIONAL:
        raise ForgettingError(f"{table.name} is written row by row, so that what its rows were is kept.")
