"""Which rows a comparison has to read: those that have a revision between the moments, or that time alone changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Integer, RowMapping, Select, Table, cast, select
from sqlalchemy.orm import Session

from app.db.memory.log import Change
from app.db.memory.twins import twin_of
from app.domain.history.moments import Span

Row = RowMapping
_LOG = Change.__table__.c
_KNOWN = ("revision", "known_from", "known_until", "revised_by_id", "revision_reason", "gone")


@dataclass(frozen=True)
class Chain:
    """The states of a record that were known at the first moment or came after it, up to the second.

    `before` and `after` are None where there was no such record then.
    """

    before: Row | None
    after: Row | None
    rows: tuple[Row, ...]

    @property
    def last(self) -> Row:
        return self.rows[-1]

    def changed_by(self, columns: Iterable[str]) -> Row | None:
        """Return the revision that gave these columns what they hold now; None where none did."""
        found: Row | None = None
        for older, newer in pairwise((self.before, *self._news())):
            if newer is None:
                continue
            if older is None or older["gone"] != newer["gone"] or any(older[name] != newer[name] for name in columns):
                found = newer
        return found

    def _news(self) -> list[Row]:
        return [row for row in self.rows if row is not self.before]


@dataclass(frozen=True)
class Window:
    """A span, and the projects that may be told of: None for all of them."""

    span: Span
    projects: Select[int] | None

    def revised(self, table: Table) -> Select[int]:
        """Return the ids of the rows of work that have a revision in the span."""
        ids = self._logged(table)
        return ids.where(_LOG.project_id.is_not(None) if self.projects is None else _LOG.project_id.in_(self.projects))

    def revised_anywhere(self, table: Table) -> Select[int]:
        """Return the ids of the rows that belong to no project and have a revision in the span."""
        return self._logged(table)

    def untouched(self, table: Table, *which: ColumnElement[bool]) -> Select[int]:
        """Return the ids of the rows that have been as they are throughout the span, and are so."""
        twin = twin_of(table).c
        throughout = (twin.known_from <= self.span.since.instant, twin.known_until > self.span.until.instant)
        return select(twin.id).where(*throughout, ~twin.gone, *which)

    def _logged(self, table: Table) -> Select[int]:
        since, until = self.span.since.instant, self.span.until.instant
        within = (_LOG.noun == table.name, _LOG.known_from > since, _LOG.known_from <= until)
        return select(cast(_LOG.record, Integer)).where(*within)


def chains(
    session: Session,
    span: Span,
    table: Table,
    names: Iterable[str],
    found: "Found",
) -> list[Chain]:
    """Return the chains of the rows that are found, with their columns of these names, in one statement."""
    twin = twin_of(table)
    columns = [twin.c[name] for name in ("id", *names, *_KNOWN)]
    known = (twin.c.known_from <= span.until.instant, twin.c.known_until > span.since.instant)
    statement = (
        select(*columns, *found.beside)
        .select_from(found.joined if found.joined is not None else twin)
        .where(twin.c.id.in_(found.ids), *known)
        .order_by(twin.c.id, twin.c.revision)
    )
    rows_by_id: dict[int, list[Row]] = {}
    # Past the session's own criteria, which do not know twins: what may be seen is in the ids.
    for row in session.connection().execute(statement).mappings():
        rows_by_id.setdefault(row["id"], []).append(row)
    return [_chain(rows, span) for rows in rows_by_id.values()]


@dataclass(frozen=True)
class Found:
    """The ids of the rows, and what is read beside each from the tables joined to the twin."""

    ids: Any
    joined: FromClause | None = None
    beside: tuple[ColumnElement[Any], ...] = ()


def _chain(rows: list[Row], span: Span) -> Chain:
    since, until = span.since.instant, span.until.instant
    before = next((row for row in rows if row["known_from"] <= since and not row["gone"]), None)
    after = next((row for row in rows if row["known_until"] > until and not row["gone"]), None)
    return Chain(before, after, tuple(rows))
