"""The twin of a table: every state that each of its rows has had, in the order the office knew them."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Enum, Index, Integer, String, Table, Text, UniqueConstraint
from sqlalchemy.types import TypeEngine

from app.db.types import UtcDateTime

FAR = datetime(9999, 12, 31, tzinfo=UTC)
"""Until when the latest state is known."""

_SUFFIX = "_revision"
_KEY = "twin"


def add_twin(table: Table, counted: Sequence[str] = ()) -> Table:
    """Declare the twin of a table, with the table's columns and what is known of each state.

    A state holds from `known_from`, when the office knew it, to `known_until`, when it knew better; `loaded_at` is the
    wall clock, which differs where the past was loaded. `gone` marks the end of a row that was taken away. `seals`
    holds salt and seal of each free text. By the columns `counted` the office counts its whole portfolio: they get an
    index that says by itself which states held at a moment, and by the first of them also to whom they belong.
    """
    columns = [Column(each.name, _plain(each.type), primary_key=each.primary_key) for each in table.columns]
    twin = Table(
        f"{table.name}{_SUFFIX}",
        table.metadata,
        *columns,
        Column("revision", Integer, primary_key=True, autoincrement=False),
        Column("known_from", UtcDateTime, nullable=False),
        Column("known_until", UtcDateTime, nullable=False),
        Column("loaded_at", UtcDateTime, nullable=False),
        Column("revised_by_id", Integer),
        Column("revision_reason", Text),
        Column("form", Integer, nullable=False),
        Column("gone", Boolean, nullable=False),
        Column("seals", JSON, nullable=False),
        Column("previous_digest", String(64)),
        Column("digest", String(64), nullable=False),
        # Without row numbers a row cannot be replaced by its number, behind the trigger that looks at its key.
        sqlite_with_rowid=False,
    )
    for names in sorted(_looked_up(table)):
        Index(f"ix_{twin.name}_{'_'.join(names)}", *(twin.c[name] for name in names), twin.c.known_from)
    for index in filter(_is_computed, table.indexes):
        parts = [twin.c[each.name] if isinstance(each, Column) else each for each in index.expressions]
        Index(str(index.name).replace(table.name, twin.name, 1), *parts, twin.c.known_from)
    if counted:
        held = ("known_from", "known_until", "gone")
        Index(f"ix_{twin.name}_counted", *(twin.c[name] for name in (counted[0], *held, *counted[1:])))
    table.info[_KEY] = twin
    return twin


def twin_of(table: Table) -> Table:
    """Return the twin of a table that remembers."""
    twin: Table = table.info[_KEY]
    return twin


def has_twin(table: Table) -> bool:
    return _KEY in table.info


def is_sealed(column: Column[Any]) -> bool:
    """Return whether a column holds free text, which stands in the digest by its seal."""
    return isinstance(column.type, Text)


def _plain(kind: TypeEngine[Any]) -> TypeEngine[Any]:
    """Return the type without its closed set: what was once allowed stays readable when it no longer is."""
    return String(kind.length) if isinstance(kind, Enum) else kind


def _looked_up(table: Table) -> set[tuple[str, ...]]:
    """Return the columns by which the table is looked up: the past is looked up by the same ones."""
    return {names for names in _indexed(table) if names != tuple(table.primary_key.columns.keys())}


def _indexed(table: Table) -> Iterator[tuple[str, ...]]:
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint):
            yield tuple(constraint.columns.keys())
    for index in table.indexes:
        if not _is_computed(index):
            yield tuple(column.name for column in index.columns)


def _is_computed(index: Index) -> bool:
    return not all(isinstance(each, Column) for each in index.expressions)
