"""Destroys a text in what is kept of a record, once two persons have ordered it; the seals stay, and verify."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from sqlalchemy import Table, inspect, or_, select, update
from sqlalchemy.orm import Session

from app.db.base import Base
from app.db.memory.twins import FAR, twin_of

_ORDERED = "ordered"
_REASON = "revision_reason"


def order(session: Session, record: Base, columns: Collection[str]) -> None:
    """Let these columns of the record change once, also where its table is only added to."""
    session.info[_ORDERED] = (record, frozenset(columns))


def is_ordered(session: Session, record: object) -> bool:
    """Return whether all that has changed in the record was ordered."""
    ordered: tuple[Base | None, frozenset[str]] = session.info.get(_ORDERED, (None, frozenset()))
    if record is not ordered[0] or record in session.deleted:
        return False
    changed = {each.key for each in inspect(record).attrs if each.history.has_changes()}
    return changed <= ordered[1]


def destroy(session: Session, table: Table, record_id: int, columns: Collection[str], tombstone: str) -> None:
    """Put the tombstone in the place of these texts in all revisions but the last, which no longer holds them.

    The last one of a record that is gone holds them too. What says why a revision was made goes where it repeats them.
    """
    session.info.pop(_ORDERED, None)
    twin, connection = twin_of(table), session.connection()
    past = or_(twin.c.known_until != FAR, twin.c.gone)
    kept = connection.execute(select(twin).where(twin.c.id == record_id, past).order_by(twin.c.revision)).mappings()
    for state in kept.all():
        gone = {name for name in (*columns, _REASON) if _is_to_go(state, name, columns)}
        seals = {**state["seals"], **{name: [None, state["seals"][name][1]] for name in gone}}
        which = update(twin).where(twin.c.id == record_id, twin.c.revision == state["revision"])
        connection.execute(which.values(**dict.fromkeys(gone, tombstone), seals=seals))


def _is_to_go(state: Mapping[Any, Any], name: str, columns: Collection[str]) -> bool:
    if state[name] is None or state["seals"][name][0] is None:
        return False
    return name in columns or any(words in state[name] for words in _texts(state, columns))


def _texts(state: Mapping[Any, Any], columns: Collection[str]) -> Iterator[str]:
    yield from (state[name] for name in columns if state[name])
