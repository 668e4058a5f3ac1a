"""A progress report on a milestone: how far it is, and what was done. Append-only."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Float, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db.base import Base
from app.db.types import UtcDateTime
from app.models.access.user import User
from app.models.organisations.organisation import Organisation
from app.models.portfolio.document import Document
from app.models.portfolio.milestone import Milestone


class ProgressReport(Base):
    """`share_done` runs from 0 to 1. `unchanged` is the one press that says there is nothing new."""

    __tablename__ = "progress_report"
    __table_args__ = (
        CheckConstraint("share_done >= 0 AND share_done <= 1", name="share_done"),
        Index("ix_progress_report_milestone_id_id", "milestone_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    milestone_id: Mapped[int] = mapped_column(ForeignKey("milestone.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    reported_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    effective_on: Mapped[date]
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    share_done: Mapped[float | None] = mapped_column(Float)
    done: Mapped[str] = mapped_column(Text)
    unchanged: Mapped[bool]

    milestone: Mapped[Milestone] = relationship(lazy="raise_on_sql")
    organisation: Mapped[Organisation] = relationship(lazy="raise_on_sql")
    reported_by: Mapped[User] = relationship(lazy="raise_on_sql")
    documents: Mapped[list[Document]] = relationship(secondary="report_document", lazy="raise_on_sql")


class ReportDocument(Base):
    """Which documents a progress report came with."""

    __tablename__ = "report_document"

    report_id: Mapped[int] = mapped_column(ForeignKey("progress_report.id"), primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True, index=True)
