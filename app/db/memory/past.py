"""Looks back: a reading session whose statements find every table as the office knew it at a moment.

A common table expression that is named like a table stands in its place. It is put before each statement as it goes to
the database, so that nothing a session sends can miss it: loads of relationships, subqueries and text alike.
"""

import re
from datetime import UTC, datetime
from functools import lru_cache

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.orm import Session

from app.db.base import Base
from app.db.memory.twins import has_twin, twin_of

_MOMENT = "known_at"
_PLACE = "/*known_at*/"
_WORDS = re.compile(r"[a-z_]+")
_WITH = re.compile(r"WITH( RECURSIVE)?\s", re.IGNORECASE)


def known_at(engine: Engine, moment: datetime) -> Engine:
    """Return the engine as one that reads the past. What it remembers of no moment, it shows as it is today."""
    return engine.execution_options(**{_MOMENT: moment.astimezone(UTC)})


def looks_back(session: Session) -> bool:
    """Say whether the session reads the past."""
    return _MOMENT in session.get_bind().get_execution_options()


def look_back(engine: Engine) -> None:
    """Teach the engine to read the past where it is asked to."""
    event.listen(engine, "before_cursor_execute", _shadow, retval=True)


def _shadow(  # noqa: PLR0913, PLR0917 (as SQLAlchemy calls it)
    connection: Connection,
    cursor: DBAPICursor,
    statement: str,
    parameters: object,
    context: object,
    executemany: bool,  # noqa: FBT001
) -> tuple[str, object]:
    del cursor, context, executemany
    moment: datetime | None = connection.get_execution_options().get(_MOMENT)
    if moment is None:
        return statement, parameters
    is_sqlite = connection.dialect.name == "sqlite"
    zone = "" if is_sqlite else "+00"
    # Written out: placeholders would have to come before the statement's own, in two spellings.
    return _shadowed(statement, is_sqlite=is_sqlite).replace(
        _PLACE, f"'{moment:%Y-%m-%d %H:%M:%S.%f}{zone}'"
    ), parameters


@lru_cache(maxsize=2000)
def _shadowed(statement: str, *, is_sqlite: bool) -> str:
    """Return the statement behind the expressions it needs, with `_PLACE` where the moment goes."""
    words = set(_WORDS.findall(statement))
    shadows = ", ".join(shadow for name, shadow in _shadows(is_sqlite=is_sqlite).items() if name in words)
    if not shadows:
        return statement
    begins = _WITH.match(statement)
    if begins:
        return f"{begins[0]}{shadows}, {statement[begins.end() :]}"
    return f"WITH {shadows} {statement}"


@lru_cache(maxsize=2)
def _shadows(*, is_sqlite: bool) -> dict[str, str]:
    tables = {table.name: twin_of(table).name for table in Base.metadata.tables.values() if has_twin(table)}
    # SQLite takes a range to leave few rows, and would rather sort them all than follow the order that is asked for.
    # A moment leaves most records, so its planner is not to count on it: a sign before a column hides the column.
    hide = "+" if is_sqlite else ""
    known = f"{hide}known_from <= {_PLACE} AND {hide}known_until > {_PLACE} AND NOT gone"
    # Folded into the statement, or indexes would be of no use.
    return {name: f"{name} AS NOT MATERIALIZED (SELECT * FROM {twin} WHERE {known})" for name, twin in tables.items()}  # noqa: S608 (our own names)
