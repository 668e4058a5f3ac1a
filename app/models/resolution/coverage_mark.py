"""A coverage mark: words of the resolution that set no task, with who decided so and why."""

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db.base import Record
from app.models.resolution.clause import Clause


class CoverageMark(Record):
    """`start` and `end` are offsets into the clause's text."""

    __tablename__ = "coverage_mark"

    clause_id: Mapped[int] = mapped_column(ForeignKey("clause.id"), index=True)
    words: Mapped[str] = mapped_column(Text)
    start: Mapped[int]
    end: Mapped[int]
    reason: Mapped[str] = mapped_column(Text)
    decided_by: Mapped[str] = mapped_column(String(200))

    clause: Mapped[Clause] = relationship(lazy="raise_on_sql")
