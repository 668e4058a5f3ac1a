"""Engines and sessions: every difference between the two databases lives here."""

import sqlite3
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, Engine, create_engine, event, inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import Session, UOWTransaction, sessionmaker
from sqlalchemy.pool import ConnectionPoolEntry

from app.db.base import Base, Record
from app.db.collisions import WritingSession, tell_collisions
from app.db.memory.guard import guard, refuse_bulk
from app.db.memory.keeping import forget, keep, note_links, note_rows, settle
from app.db.memory.past import known_at, look_back
from app.db.once import forget as forget_what_was_read

_SQLITE_PRAGMAS = ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "busy_timeout=15000")


def make_engine(url: str, *, enforce_foreign_keys: bool = True) -> Engine:
    """Return an engine; migrations leave foreign keys off, since SQLite cascades when it rebuilds a table."""
    if url.startswith("sqlite"):
        engine = create_engine(url)
        _prepare_sqlite(engine, enforce_foreign_keys=enforce_foreign_keys)
    else:
        # One connection for each of the forty threads that may answer a request.
        # Statements that look back are long and their costs overrated: compiling them takes seconds.
        options = {"options": "-c jit=off"}
        engine = create_engine(url, pool_size=20, max_overflow=20, pool_pre_ping=True, connect_args=options)
    tell_collisions(engine)
    look_back(engine)
    return engine


def reading(engine: Engine, moment: datetime | None = None) -> sessionmaker[Session]:
    """Return the maker of sessions that only read: today's state, or the one that was known at a moment."""
    if moment is not None:
        engine = known_at(engine, moment)
    if engine.dialect.name == "sqlite":
        return sessionmaker(engine.execution_options(write=False), autoflush=False, expire_on_commit=False)
    readonly = engine.execution_options(postgresql_readonly=True, isolation_level="REPEATABLE READ")
    return sessionmaker(readonly, autoflush=False, expire_on_commit=False)


def writing(engine: Engine) -> sessionmaker[Session]:
    """Return the maker of sessions that write; `session.info["now"]` is the time their rows bear."""
    maker: sessionmaker[Session] = sessionmaker(engine, class_=WritingSession, expire_on_commit=False)
    event.listen(maker, "before_flush", _stamp)
    event.listen(maker, "before_flush", guard)
    event.listen(maker, "before_flush", note_links)
    event.listen(maker, "after_flush", note_rows)
    event.listen(maker, "before_commit", settle)
    event.listen(maker, "after_rollback", forget)
    event.listen(maker, "do_orm_execute", refuse_bulk)
    event.listen(maker, "after_flush", forget_what_was_read)
    return maker


def at(session: Session, now: datetime) -> Session:
    """Let the rows written from here on, and their revisions, bear `now`."""
    if session.info.get("now") != now:
        keep(session)
        session.info["now"] = now
    return session


def insert_unless_there(session: Session, table: type[Base], **values: object) -> bool:
    """Insert a row unless its key is taken, and say whether it was; waits for whoever inserts the same meanwhile."""
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    statement = dialect.insert(table).values(**values).on_conflict_do_nothing().returning(*inspect(table).primary_key)
    return session.execute(statement).first() is not None


def _stamp(session: Session, flush_context: UOWTransaction, instances: object) -> None:
    del flush_context, instances
    for record in _records(session.new):
        record.created_at = record.created_at or session.info["now"]
        record.updated_at = record.updated_at or session.info["now"]
    for record in _records(session.dirty):
        if session.is_modified(record):
            record.updated_at = session.info["now"]


def _records(rows: Iterable[object]) -> list[Record]:
    return [row for row in rows if isinstance(row, Record)]


def _prepare_sqlite(engine: Engine, *, enforce_foreign_keys: bool) -> None:
    @event.listens_for(engine, "connect")
    def connect(connection: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
        del entry
        if not isinstance(connection, sqlite3.Connection):
            return
        # SQLAlchemy, not the driver, begins: the driver begins late and lets a rolled-back write through.
        connection.isolation_level = None
        for pragma in _SQLITE_PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        if not enforce_foreign_keys:
            connection.execute("PRAGMA foreign_keys=OFF")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("write", True)
        # PostgreSQL refuses writing in a read-only transaction; a slip must show on both.
        connection.exec_driver_sql(f"PRAGMA query_only={'OFF' if writes else 'ON'}")
        # IMMEDIATE queues writers; a reader that turns writer may find the door locked.
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
