"""Keeps a revision of every row that a writing session has changed, in the transaction that changes it."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from enum import Enum
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, Table, bindparam, insert, inspect, literal, select, tuple_, update
from sqlalchemy.orm import RelationshipDirection, Session, UOWTransaction

from app.db.base import Base
from app.db.memory.kinds import Memory, memory_of
from app.db.memory.log import Change, LogState
from app.db.memory.twins import FAR, has_twin, is_sealed, twin_of
from app.domain.history.digests import Revision, digest_of, seal

Key = tuple[Any, ...]
Row = dict[str, Any]

_TOUCHED, _LINKS, _UNLOGGED = "touched", "links", "unlogged"
_PROJECT_OF, _PROJECT = "project_of", "project_id_of_row"
# What one statement asks for: SQLite binds at most 32,766 values.
_BATCH = 500


class Kept(NamedTuple):
    """A revision that was written, for the log."""

    noun: str
    record: str
    revision: int
    digest: str
    known_from: datetime
    project_id: int | None


def because(session: Session, reason: str | None, record: Base | None = None) -> None:
    """Let revisions say why: that of `record`, or all that come with no reason of their own."""
    if record is None:
        session.info["reason"] = reason
    else:
        session.info.setdefault("reasons", {})[_key_of(record)] = reason


def note_links(session: Session, flush_context: UOWTransaction, instances: object) -> None:
    """Before a flush: remember which pairs of a link table come and go, which no object of the session stands for."""
    del flush_context, instances
    links = session.info.setdefault(_LINKS, [])
    for owner in (*session.new, *session.dirty):
        for relationship in inspect(type(owner)).relationships:
            table = relationship.secondary
            if relationship.direction is not RelationshipDirection.MANYTOMANY or not isinstance(table, Table):
                continue
            history = inspect(owner).attrs[relationship.key].history
            links += [
                (relationship, table, owner, other) for other in (*(history.added or ()), *(history.deleted or ()))
            ]


def note_rows(session: Session, flush_context: UOWTransaction) -> None:
    """After a flush: remember the keys of what it wrote, until it is kept."""
    del flush_context
    for record in (*session.new, *session.dirty, *session.deleted):
        table, key = _key_of(record)
        if memory_of(table) in {Memory.REVISED, Memory.APPEND_ONLY}:
            _touch(session, table, key)
    for relationship, table, owner, other in session.info.pop(_LINKS, ()):
        sides = ((owner, relationship.synchronize_pairs), (other, relationship.secondary_synchronize_pairs))
        values = {there.name: _value(row, here) for row, pairs in sides for here, there in pairs}
        _touch(session, table, tuple(values[column.name] for column in table.primary_key))


def keep(session: Session) -> None:
    """Write a revision of every row changed since the last time; one that is as it was gets none."""
    session.flush()
    touched: dict[Table, set[Key]] = session.info.pop(_TOUCHED, {})
    for table in sorted(touched, key=lambda each: each.name):
        keys = sorted(touched[table])
        for start in range(0, len(keys), _BATCH):
            session.info.setdefault(_UNLOGGED, []).extend(_revise(session, table, keys[start : start + _BATCH]))


def settle(session: Session) -> None:
    """Before the commit: keep what is left, then number all that was kept, under the log's lock."""
    if session.in_nested_transaction():
        return
    keep(session)
    kept: Sequence[Kept] = session.info.pop(_UNLOGGED, ())
    if not kept:
        return
    counted = update(LogState).values(changes=LogState.changes + len(kept)).returning(LogState.changes)
    connection = session.connection()
    last = connection.execute(counted).scalar_one()
    first = last - len(kept) + 1
    connection.execute(insert(Change), [{"number": first + at, **each._asdict()} for at, each in enumerate(kept)])


def forget(session: Session) -> None:
    """After a rollback: what was written is no more."""
    for name in (_TOUCHED, _LINKS, _UNLOGGED, "reasons", "reason", "ordered"):
        session.info.pop(name, None)


def revision_of(table: Table, row: Mapping[str, Any]) -> Revision:
    """Return what the digest of a twin's row is taken over, in the form that the row names."""
    columns = [column for column in table.columns if column.info.get("form", 1) <= row["form"]]
    seals: Mapping[str, Sequence[str]] = row["seals"]
    sealed = [column.name for column in columns if is_sealed(column)] + ["revision_reason"]
    return Revision(
        form=row["form"],
        table=table.name,
        key={column.name: row[column.name] for column in table.primary_key},
        number=row["revision"],
        known_from=row["known_from"],
        loaded_at=row["loaded_at"],
        revised_by_id=row["revised_by_id"],
        gone=row["gone"],
        values={each.name: row[each.name] for each in columns if not (each.primary_key or is_sealed(each))},
        sealed={name: seals[name][1] if name in seals else None for name in sealed},
        previous=row["previous_digest"],
    )


def record_name(key: Iterable[object]) -> str:
    """Return the key of a record as the log spells it."""
    return "-".join(map(str, key))


def project_by(table: Table, project_of: Any) -> None:
    """Say how the project that a row of the table concerns is found: from a FROM clause to an expression."""
    table.info[_PROJECT_OF] = project_of


def _revise(session: Session, table: Table, keys: Sequence[Key]) -> list[Kept]:
    connection, twin = session.connection(), twin_of(table)
    wanted = {"keys": [key[0] for key in keys] if len(table.primary_key) == 1 else keys}
    live = _by_key(table, connection.execute(_live(table), wanted).mappings())
    heads = _by_key(table, connection.execute(_heads(table), wanted).mappings())
    rows = [row for key in keys if (row := _next(session, table, live.get(key), heads.get(key))) is not None]
    if not rows:
        return []
    connection.execute(insert(twin), rows)
    _supersede(session, table, [row for row in rows if row["revision"] > 1])
    projects = {key: row[_PROJECT] for key, row in live.items()} | _projects_of_gone(session, table, rows)
    return [_kept(table, row, projects) for row in rows]


@cache
def _live(table: Table) -> Select[Any]:
    return select(table, _project_of(table, table)).where(_among(table, table))


@cache
def _heads(table: Table) -> Select[Any]:
    twin = twin_of(table)
    return select(twin).where(_among(table, twin), twin.c.known_until == FAR)


def _kept(table: Table, row: Row, projects: Mapping[Key, int | None]) -> Kept:
    key = _key_in(table, row)
    return Kept(table.name, record_name(key), row["revision"], row["digest"], row["known_from"], projects[key])


def _next(session: Session, table: Table, live: Row | None, head: Row | None) -> Row | None:
    """Return the revision that follows `head`; None where the row is as it was, or was never known."""
    if live is None and (head is None or head["gone"]):
        return None
    names = table.columns.keys()
    source = live if live is not None else head
    values = {name: _plain(source[name]) for name in names}  # type: ignore[index]
    if live is not None and head is not None and not head["gone"] and values == {name: head[name] for name in names}:
        return None
    now: datetime = session.info["now"]
    row = {
        **values,
        "revision": head["revision"] + 1 if head else 1,
        # Writers may come to the log in another order than they began; no state ends before it began.
        "known_from": max(now, head["known_from"]) if head else now,
        "known_until": FAR,
        "loaded_at": session.info.get("loaded_at", now),
        "revised_by_id": session.info.get("revised_by"),
        "revision_reason": _reason(session, table, _key_in(table, values)),
        "form": max(column.info.get("form", 1) for column in table.columns),
        "gone": live is None,
        "previous_digest": head["digest"] if head else None,
    }
    row["seals"] = dict(_seals(table, row))
    return {**row, "digest": digest_of(revision_of(table, row))}


def _seals(table: Table, row: Row) -> Iterator[tuple[str, list[str]]]:
    for name in (*(column.name for column in table.columns if is_sealed(column)), "revision_reason"):
        if row[name] is not None:
            salt = os.urandom(16)
            yield name, [salt.hex(), seal(salt, row[name])]


def _supersede(session: Session, table: Table, rows: Sequence[Row]) -> None:
    if not rows:
        return
    twin = twin_of(table)
    names = [column.name for column in table.primary_key]
    which = [twin.c[name] == bindparam(f"key_{name}") for name in names]
    ended = update(twin).where(*which, twin.c.revision == bindparam("before")).values(known_until=bindparam("until"))
    known = [
        {**{f"key_{name}": row[name] for name in names}, "before": row["revision"] - 1, "until": row["known_from"]}
        for row in rows
    ]
    session.connection().execute(ended, known)


def _projects_of_gone(session: Session, table: Table, rows: Sequence[Row]) -> dict[Key, int | None]:
    gone = [_key_in(table, row) for row in rows if row["gone"]]
    if not gone:
        return {}
    twin = twin_of(table)
    keys = [twin.c[column.name] for column in table.primary_key]
    found = select(*keys, _project_of(table, twin)).where(_among(table, twin), twin.c.known_until == FAR)
    wanted = {"keys": [key[0] for key in gone] if len(keys) == 1 else gone}
    return {tuple(row[:-1]): row[-1] for row in session.connection().execute(found, wanted)}


def _project_of(table: Table, source: Table) -> ColumnElement[Any]:
    project = table.info.get(_PROJECT_OF)
    found: ColumnElement[Any] = literal(None) if project is None else project(source)
    return found.label(_PROJECT)


def _among(table: Table, source: Table) -> ColumnElement[bool]:
    """Return whether a row of the table, or of its twin, has one of the keys that the statement is given."""
    columns = [source.c[column.name] for column in table.primary_key]
    which = columns[0] if len(columns) == 1 else tuple_(*columns)
    return which.in_(bindparam("keys", expanding=True))


def _by_key(table: Table, rows: Iterable[Mapping[Any, Any]]) -> dict[Key, Row]:
    return {_key_in(table, row): dict(row) for row in rows}


def _key_in(table: Table, row: Mapping[Any, Any]) -> Key:
    return tuple(row[column.name] for column in table.primary_key)


def _reason(session: Session, table: Table, key: Key) -> str | None:
    found: str | None = session.info.get("reasons", {}).get((table, key), session.info.get("reason"))
    return found or None


def _touch(session: Session, table: Table, key: Key) -> None:
    if has_twin(table):
        session.info.setdefault(_TOUCHED, {}).setdefault(table, set()).add(key)


def _key_of(record: object) -> tuple[Table, Key]:
    mapper = inspect(type(record))
    return mapper.local_table, tuple(mapper.primary_key_from_instance(record))


def _value(row: object, column: Any) -> Any:
    return getattr(row, inspect(type(row)).get_property_by_column(column).key)


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, Enum) else value
