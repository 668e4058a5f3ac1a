"""Checks the whole history: every chain of every table, and the log, in constant memory."""

from collections.abc import Iterator

from sqlalchemy import Connection, Table, select
from sqlalchemy.orm import Session

from app.db.base import Base
from app.db.memory.twins import has_twin
from app.domain.history.checks import Break, Check
from app.domain.history.roots import Root
from app.models import HistoryCheck
from app.queries.history.chains import Tally, breaks_of
from app.queries.history.log import LogWalk, unknown_nouns
from app.schemas.proof import BreakRead, CheckRead


def check_history(session: Session) -> Check:
    """Walk over the history until something is broken, all in the one state that the session reads."""
    connection = session.connection()
    log, tally = LogWalk(connection), Tally()
    root = log.root()
    # A break in a chain names a record, one in the log a number alone; so the chains come first.
    broken = next(_broken_chains(connection, tally), log.broken)
    return Check(tally.chains, tally.revisions, log.first, log.last, root, broken)


def last_check(session: Session) -> HistoryCheck | None:
    return session.scalars(select(HistoryCheck).order_by(HistoryCheck.id.desc()).limit(1)).one_or_none()


def found_break(row: HistoryCheck) -> Break | None:
    """Return the break that a check of before has found."""
    if row.fault is None:
        return None
    return Break(row.fault, row.noun or "", row.record, row.revision, row.column)


def checked_root(row: HistoryCheck) -> Root:
    return Root(row.root_size, row.root_digest)


def check_read(row: HistoryCheck) -> CheckRead:
    broken = found_break(row)
    values = {name: getattr(row, name) for name in ("checked_at", "chains", "revisions", "first_digest", "last_digest")}
    return CheckRead(
        **values,
        root=str(checked_root(row)),
        broken=None if broken is None else BreakRead.model_validate(broken),
    )


def remembered_tables() -> list[Table]:
    return sorted(filter(has_twin, Base.metadata.tables.values()), key=lambda table: table.name)


def _broken_chains(connection: Connection, tally: Tally) -> Iterator[Break]:
    tables = remembered_tables()
    for table in tables:
        yield from breaks_of(connection, table, tally)
    stray = unknown_nouns(connection, [table.name for table in tables])
    if stray is not None:
        yield stray
