"""Walks the log of changes in its order: whether it is whole, and the root over its digests."""

import re
from collections.abc import Iterator
from itertools import count

from sqlalchemy import Connection, Select, select
from sqlalchemy.orm import Session

from app.db.memory.log import Change, LogState
from app.domain.history.checks import Break, Fault
from app.domain.history.roots import Root, root_of
from app.queries.history.chains import STREAMED

_DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)


class LogWalk:
    """One pass over the log; what it found is complete once `root` was taken."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.size = 0
        self.first: str | None = None
        self.last: str | None = None
        self.broken: Break | None = None

    def root(self) -> Root:
        digest = root_of(self._digests())
        counted = self._connection.scalar(select(LogState.changes))
        if self.broken is None and counted != self.size:
            self.broken = Break(Fault.LOG_END, "change", str(self.size))
        return Root(self.size, digest)

    def _digests(self) -> Iterator[str]:
        with self._connection.execute(_in_order(), execution_options=STREAMED) as rows:
            for expected, (number, digest) in zip(count(1), rows, strict=False):
                fault = _fault(number, expected, digest)
                if fault is not None and self.broken is None:
                    self.broken = Break(fault, "change", str(min(expected, number)))
                if fault is Fault.UNREADABLE:
                    continue
                self.size += 1
                self.first, self.last = self.first or digest, digest
                yield digest


def history_root(session: Session) -> Root:
    """Return the root over the history as it is now."""
    return LogWalk(session.connection()).root()


def contains(session: Session, root: Root) -> bool:
    """Return whether the history that the root was taken over stands, unchanged, at the beginning of today's."""
    with session.connection().execute(_in_order().limit(root.size), execution_options=STREAMED) as rows:
        digests = [0]
        found = root_of(_counted((digest for _, digest in rows), digests))
    return (digests[0], found) == (root.size, root.digest)


def unknown_nouns(connection: Connection, nouns: list[str]) -> Break | None:
    """Return the first row of the log that is of no table."""
    stray = select(Change.noun, Change.record, Change.revision).where(Change.noun.not_in(nouns))
    found = connection.execute(stray.order_by(Change.number).limit(1)).first()
    return None if found is None else Break(Fault.LOG_ALONE, *found)


def _in_order() -> Select[int, str]:
    return select(Change.number, Change.digest).order_by(Change.number)


def _counted(digests: Iterator[str], counter: list[int]) -> Iterator[str]:
    for digest in digests:
        counter[0] += 1
        yield digest


def _fault(number: int, expected: int, digest: str) -> Fault | None:
    if not _DIGEST.fullmatch(digest):
        return Fault.UNREADABLE
    return None if number == expected else Fault.LOG_GAP
