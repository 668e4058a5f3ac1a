"""Two who write the same at the same moment: whoever came second hears so, instead of a fault of the database."""

import sqlite3

from sqlalchemy import Engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from app.domain.errors import CollisionError

# PostgreSQL's states: unique violation, serialisation failure, deadlock, lock not available.
_STATES = frozenset({"23505", "40001", "40P01", "55P03"})
_SQLITE_CODES = frozenset({sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY, sqlite3.SQLITE_BUSY})


class WritingSession(Session):
    """A session whose flushes raise CollisionError where another writer was faster."""

    def flush(self, *arguments: object, **options: object) -> None:
        try:
            super().flush(*arguments, **options)  # type: ignore[arg-type]
        except StaleDataError as error:
            raise CollisionError from error


def tell_collisions(engine: Engine) -> None:
    """Let what the database itself refuses to the second of two writers be a CollisionError."""
    event.listen(engine, "handle_error", _told)


def _told(context: ExceptionContext) -> None:
    error = context.original_exception
    if getattr(error, "sqlstate", None) in _STATES or getattr(error, "sqlite_errorcode", None) in _SQLITE_CODES:
        raise CollisionError from error
