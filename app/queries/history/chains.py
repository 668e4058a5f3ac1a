"""Walks the chain of every record of a table and yields what is broken; holds no more than two revisions at a time."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
    String,
    Table,
    and_,
    cast,
    func,
    literal,
    select,
    type_coerce,
)

from app.db.memory.keeping import record_name, revision_of
from app.db.memory.log import Change
from app.db.memory.twins import FAR, is_sealed, twin_of
from app.domain.history.checks import Break, Fault
from app.domain.history.digests import digest_of, seal
from app.domain.history.redactions import tombstones_by_column
from app.models import Document, Redaction

Row = Mapping[Any, Any]
STREAMED = {"yield_per": 500}
_SALT = re.compile(r"[0-9a-f]{32}", re.ASCII)


@dataclass
class Tally:
    """What was walked over so far."""

    chains: int = 0
    revisions: int = 0


def breaks_of(connection: Connection, table: Table, tally: Tally) -> Iterator[Break]:
    """Yield what is broken in the chains of a table, record by record in the order of their keys."""
    try:
        yield from _walked(connection, table, tally)
    except (ValueError, TypeError, ArithmeticError):
        # SQLite lets any column hold anything; what is not of its kind does not even load.
        yield Break(Fault.UNREADABLE, table.name)


def _walked(connection: Connection, table: Table, tally: Tally) -> Iterator[Break]:
    before = tally.revisions
    with (
        connection.execute(_states(table), execution_options=STREAMED) as states,
        connection.execute(_present(table), execution_options=STREAMED) as present,
    ):
        rows = present.mappings()
        row = next(rows, None)
        for key, chain in groupby(states.mappings(), lambda state: _key_in(table, state)):
            while row is not None and _key_in(table, row) < key:
                yield Break(Fault.NO_CHAIN, table.name, record_name(_key_in(table, row)))
                row = next(rows, None)
            own = row if row is not None and _key_in(table, row) == key else None
            yield from _Chain(connection, table, key, own).breaks(chain, tally)
            row = row if own is None else next(rows, None)
        for left in () if row is None else (row, *rows):
            yield Break(Fault.NO_CHAIN, table.name, record_name(_key_in(table, left)))
    yield from _logged_alone(connection, table, tally.revisions - before)


def _states(table: Table) -> Select[Any]:
    """Return every revision in the order of its chain, with what the log says of it."""
    twin = twin_of(table)
    logged = [
        Change.number.label("log_number"), Change.digest.label("log_digest"), Change.known_from.label("log_known_from")
    ]  # fmt: skip
    order = [twin.c[column.name] for column in table.primary_key]
    return select(*twin.columns, *logged).outerjoin_from(twin, Change, _names(table)).order_by(*order, twin.c.revision)


def _present(table: Table) -> Select[Any]:
    """Return the records as they are today, of the twin's types: what is of no closed set is told, not refused."""
    twin = twin_of(table)
    columns = [type_coerce(each, twin.c[each.name].type).label(each.name) for each in table.columns]
    return select(*columns).order_by(*table.primary_key)


def _names(table: Table) -> ColumnElement[bool]:
    """Return that a row of the log names a row of the twin."""
    twin = twin_of(table)
    return and_(Change.noun == table.name, Change.record == _spelt(twin, table), Change.revision == twin.c.revision)


def _spelt(source: FromClause, table: Table) -> ColumnElement[str]:
    """Return the key of a record as the log spells it."""
    first, *others = [cast(source.c[column.name], String) for column in table.primary_key]
    spelt: ColumnElement[str] = first
    for part in others:
        spelt = spelt + literal("-") + part
    return spelt


def _logged_alone(connection: Connection, table: Table, revisions: int) -> Iterator[Break]:
    """Yield the first row of the log whose revision is gone; counting tells whether to look for one."""
    counted = select(func.count()).select_from(Change).where(Change.noun == table.name)
    if connection.scalar(counted) == revisions:
        return
    twin = twin_of(table)
    logged = select(Change.record, Change.revision).where(Change.noun == table.name)
    # A difference of sets: neither database finds its way from a spelt key to the key.
    left = logged.except_(select(_spelt(twin, table), twin.c.revision)).subquery()
    alone = select(left).order_by(func.length(left.c.record), left.c.record, left.c.revision).limit(1)
    for record, revision in connection.execute(alone):
        yield Break(Fault.LOG_ALONE, table.name, record, revision)


class _Chain:
    """The revisions of one record, and the record as it is today (None when it is gone)."""

    def __init__(self, connection: Connection, table: Table, key: tuple[Any, ...], present: Row | None) -> None:
        self._connection, self._table, self._present = connection, table, present
        self._record = record_name(key)
        self._columns: list[str] = table.columns.keys()
        self._sealed = [*(column.name for column in table.columns if is_sealed(column)), "revision_reason"]

    def breaks(self, states: Iterator[Row], tally: Tally) -> Iterator[Break]:
        before: Row | None = None
        tally.chains += 1
        for state in states:
            if before is not None and state["revision"] == before["revision"]:
                yield self._break(Fault.LOGGED_TWICE, state)
                continue
            tally.revisions += 1
            yield from self._place_breaks(before, state)
            yield from self._own_breaks(before, state)
            yield from self._time_breaks(before, state)
            yield from self._log_breaks(state)
            before = state
        if before is not None:
            yield from self._last_breaks(before)

    def _break(self, fault: Fault, state: Row, column: str | None = None) -> Break:
        return Break(fault, self._table.name, self._record, state["revision"], column)

    def _place_breaks(self, before: Row | None, state: Row) -> Iterator[Break]:
        if state["revision"] != (1 if before is None else before["revision"] + 1):
            yield self._break(Fault.NUMBERING, state, "revision")

    def _own_breaks(self, before: Row | None, state: Row) -> Iterator[Break]:
        if not _are_seals(state["seals"], self._sealed):
            yield self._break(Fault.SEALS, state, "seals")
            return
        yield from self._seal_breaks(state)
        if digest_of(revision_of(self._table, state)) != state["digest"]:
            yield self._break(Fault.DIGEST, state, self._suspect(before, state))
        elif state["previous_digest"] != (before and before["digest"]):
            yield self._break(Fault.LINK, state, "previous_digest")

    def _seal_breaks(self, state: Row) -> Iterator[Break]:
        for name in self._sealed:
            if (state[name] is None) != (name not in state["seals"]):
                yield self._break(Fault.SEALS, state, name)
            elif name in state["seals"]:
                salt, sealed = state["seals"][name]
                if salt is None and state[name] not in self._tombstones(state).get(name, ()):
                    yield self._break(Fault.DESTROYED, state, name)
                elif salt is not None and seal(bytes.fromhex(salt), state[name]) != sealed:
                    yield self._break(Fault.SEAL, state, name)

    def _tombstones(self, state: Row) -> Mapping[str, Collection[str]]:
        """Return what may stand unsealed in each column; asked for the few revisions alone that have such a text."""
        approved = (
            select(Redaction.field, Document.code)
            .join(Document, Document.id == Redaction.document_id)
            .where(Redaction.noun == self._table.name, Redaction.record_id == state.get("id"))
            .where(Redaction.approved_by_id.is_not(None))
        )
        return tombstones_by_column(map(tuple, self._connection.execute(approved)))  # type: ignore[arg-type]

    def _time_breaks(self, before: Row | None, state: Row) -> Iterator[Break]:
        if before is None:
            return
        if state["known_from"] < before["known_from"]:
            yield self._break(Fault.BACKWARDS, state, "known_from")
        if before["known_until"] != state["known_from"]:
            yield self._break(Fault.END, before, "known_until")

    def _log_breaks(self, state: Row) -> Iterator[Break]:
        if state["log_number"] is None:
            yield self._break(Fault.NOT_LOGGED, state)
            return
        for name in ("digest", "known_from"):
            if state[f"log_{name}"] != state[name]:
                yield self._break(Fault.LOG_DIFFERS, state, name)

    def _last_breaks(self, last: Row) -> Iterator[Break]:
        if last["known_until"] != FAR:
            yield self._break(Fault.END, last, "known_until")
        if self._present is None:
            if not last["gone"]:
                yield self._break(Fault.LIVE_MISSING, last)
        elif last["gone"]:
            yield self._break(Fault.NO_CHAIN, last)
        else:
            for name in self._columns:
                if self._present[name] != last[name]:
                    yield self._break(Fault.LIVE, last, name)

    def _suspect(self, before: Row | None, state: Row) -> str | None:
        """Return the column with which the digest comes out again once it says what is said elsewhere."""
        if digest_of(revision_of(self._table, state)) == state["log_digest"]:
            return "digest"
        for other in self._elsewhere(before, state):
            for name, value in other.items():
                mended = {**state, name: value}
                if mended != dict(state) and digest_of(revision_of(self._table, mended)) == state["digest"]:
                    return str(name)
        return None

    def _elsewhere(self, before: Row | None, state: Row) -> Iterator[Row]:
        """Yield what a revision may have said: as its neighbours, the log and the record of today have it."""
        twin = twin_of(self._table)
        key = [twin.c[column.name] == state[column.name] for column in self._table.primary_key]
        beside = select(twin).where(*key, twin.c.revision.in_((state["revision"] - 1, state["revision"] + 1)))
        for other in self._connection.execute(beside).mappings():
            yield {name: other[name] for name in (*self._columns, "loaded_at", "revised_by_id", "form")}
        if self._present is not None:
            yield {name: self._present[name] for name in self._columns}
        yield {"known_from": state["log_known_from"] or state["known_from"], "gone": not state["gone"], "form": 1}
        yield {"previous_digest": before and before["digest"], "loaded_at": state["known_from"], "revised_by_id": None}


def _are_seals(seals: object, sealed: Collection[str]) -> bool:
    """Return whether it is salt and seal of some of the texts, and nothing else."""
    return (
        isinstance(seals, dict)
        and seals.keys() <= set(sealed)
        and all(isinstance(each, list) and len(each) == 2 for each in seals.values())  # noqa: PLR2004 (salt and seal)
        and all(isinstance(each[1], str) and (each[0] is None or _is_salt(each[0])) for each in seals.values())
    )


def _is_salt(salt: object) -> bool:
    return isinstance(salt, str) and _SALT.fullmatch(salt) is not None


def _key_in(table: Table, row: Row) -> tuple[Any, ...]:
    return tuple(row[column.name] for column in table.primary_key)
