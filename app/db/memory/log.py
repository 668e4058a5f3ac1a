"""The log: one row for each revision, numbered without a gap in the order in which changes were committed."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base
from app.db.types import UtcDateTime


class Change(Base):
    """That a record got a revision. `record` is its key, several parts joined by hyphens.

    `project_id` is the project it concerns, None for what concerns the office alone.
    """

    __tablename__ = "change"
    __table_args__ = (
        Index("ix_change_noun_record_revision", "noun", "record", "revision"),
        Index("ix_change_project_id_number", "project_id", "number"),
        Index("ix_change_known_from", "known_from"),
    )

    number: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    noun: Mapped[str] = mapped_column(String(40))
    record: Mapped[str] = mapped_column(String(40))
    revision: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    known_from: Mapped[datetime] = mapped_column(UtcDateTime)
    project_id: Mapped[int | None]


class LogState(Base):
    """The one row that says how many changes there are. Its lock, taken last, puts them in one order."""

    __tablename__ = "log_state"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    changes: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"))
