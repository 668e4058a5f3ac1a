"""An extension: the lead asks for a later deadline, the planner decides; the original deadline is never overwritten."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db.base import Record
from app.db.types import UtcDateTime, choice, exactly_one
from app.domain.deadlines import DeadlinePrecision
from app.domain.work.extensions import ExtensionStatus
from app.models.access.user import User
from app.models.organisations.organisation import Organisation
from app.models.portfolio.document import Document
from app.models.portfolio.milestone import Milestone
from app.models.portfolio.project import Project

_IS_OPEN = text("status = 'asked'")


class Extension(Record):
    """At most one is open for a project or milestone. `before_on` is the deadline it was asked against."""

    __tablename__ = "extension"
    __table_args__ = (
        CheckConstraint(exactly_one(("project_id", "milestone_id")), name="one_subject"),
        CheckConstraint("wanted_on > before_on", name="later"),
        Index("uq_extension_open_project", "project_id", unique=True, sqlite_where=_IS_OPEN, postgresql_where=_IS_OPEN),
        Index(
            "uq_extension_open_milestone", "milestone_id", unique=True, sqlite_where=_IS_OPEN, postgresql_where=_IS_OPEN
        ),
        Index("ix_extension_status_asked_on", "status", "asked_on"),
    )

    code: Mapped[str] = mapped_column(String(20), unique=True)
    project_id: Mapped[int | None] = mapped_column(ForeignKey("project.id"), index=True)
    milestone_id: Mapped[int | None] = mapped_column(ForeignKey("milestone.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    status: Mapped[ExtensionStatus] = mapped_column(choice(ExtensionStatus, "status"))
    before_on: Mapped[date]
    before_precision: Mapped[DeadlinePrecision] = mapped_column(choice(DeadlinePrecision, "before_precision"))
    wanted_on: Mapped[date]
    wanted_precision: Mapped[DeadlinePrecision] = mapped_column(choice(DeadlinePrecision, "wanted_precision"))
    reason: Mapped[str] = mapped_column(Text)
    asked_on: Mapped[date]
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    granted_on: Mapped[date | None]
    granted_precision: Mapped[DeadlinePrecision | None] = mapped_column(choice(DeadlinePrecision, "granted_precision"))
    decision: Mapped[str | None] = mapped_column(Text)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), index=True)
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"), index=True)

    project: Mapped[Project | None] = relationship(lazy="raise_on_sql")
    milestone: Mapped[Milestone | None] = relationship(lazy="raise_on_sql")
    organisation: Mapped[Organisation] = relationship(lazy="raise_on_sql")
    asked_by: Mapped[User] = relationship(foreign_keys=asked_by_id, lazy="raise_on_sql")
    decided_by: Mapped[User | None] = relationship(foreign_keys=decided_by_id, lazy="raise_on_sql")
    document: Mapped[Document | None] = relationship(lazy="raise_on_sql")
