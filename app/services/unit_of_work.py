"""One change: who makes it, when, and the transaction it happens in. Whoever opened it commits it."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from app.db.base import Base, Record
from app.db.memory.keeping import because
from app.domain.access.actor import THE_OFFICE, Actor, Subject
from app.domain.access.policy import Action, require
from app.domain.errors import DomainError, StaleEditError


@dataclass(frozen=True)
class UnitOfWork:
    """`version` is the one the change was decided on, None when the request named none."""

    session: Session
    actor: Actor
    now: datetime
    today: date
    version: int | None = None

    def require(self, action: Action, subject: Subject = THE_OFFICE, hidden: DomainError | None = None) -> None:
        require(self.actor, action, subject, hidden)

    def expect(self, record: Record) -> None:
        """Refuse to change a record that somebody else has changed since it was read. Raises StaleEditError."""
        if self.version is not None and record.version != self.version:
            raise StaleEditError(current=record.version)

    def because(self, reason: str | None, *records: Base) -> None:
        """Let the revisions of these records say why, those of all records of this change where none is named."""
        for record in records or (None,):
            because(self.session, reason, record)

    @property
    def user_id(self) -> int:
        """Return whose change it is; only after `require`, which turns away the public."""
        assert self.actor.user_id is not None  # noqa: S101 (no rule but viewing holds for the public)
        return self.actor.user_id
