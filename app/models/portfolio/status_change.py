"""The status history: one row for each move of a project or a milestone. Append-only."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db.base import Base
from app.db.types import UtcDateTime, exactly_one
from app.models.portfolio.document import Document
from app.models.portfolio.milestone import Milestone
from app.models.portfolio.project import Project


class StatusChange(Base):
    """`effective_on` is when it happened, `recorded_at` when the office knew it.

    `actor` is the office that moved it, in words; `actor_id` the person, None for what came with the seed.
    """

    __tablename__ = "status_change"
    __table_args__ = (CheckConstraint(exactly_one(("project_id", "milestone_id")), name="one_subject"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int | None] = mapped_column(ForeignKey("project.id"), index=True)
    milestone_id: Mapped[int | None] = mapped_column(ForeignKey("milestone.id"), index=True)
    from_status: Mapped[str | None] = mapped_column(String(32))
    to_status: Mapped[str] = mapped_column(String(32))
    effective_on: Mapped[date]
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    actor: Mapped[str] = mapped_column(String(200))
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), index=True)
    reason: Mapped[str] = mapped_column(Text)
    demo: Mapped[bool]

    project: Mapped[Project | None] = relationship(lazy="raise_on_sql")
    milestone: Mapped[Milestone | None] = relationship(lazy="raise_on_sql")
    documents: Mapped[list[Document]] = relationship(secondary="evidence", lazy="raise_on_sql")


class Evidence(Base):
    """Which documents a status change rests on."""

    __tablename__ = "evidence"

    status_change_id: Mapped[int] = mapped_column(ForeignKey("status_change.id"), primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True, index=True)
