"""The acts of assigning: what each changed, and why. Append-only."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db.base import Base
from app.db.types import UtcDateTime, choice
from app.domain.deadlines import DeadlinePrecision
from app.domain.organisations.roles import AssignmentRole
from app.models.organisations.organisation import Organisation
from app.models.portfolio.document import Document
from app.models.portfolio.milestone import Milestone
from app.models.portfolio.project import Project

if TYPE_CHECKING:
    from app.models.access.user import User


class AssignmentBatch(Base):
    """One act over one project or many; `undoes_id` names the act that this one takes back."""

    __tablename__ = "assignment_batch"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    from_on: Mapped[date]
    basis_document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"), index=True)
    reason: Mapped[str] = mapped_column(Text)
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("assignment_batch.id"), unique=True)

    made_by: Mapped["User"] = relationship(lazy="raise_on_sql")
    basis_document: Mapped[Document | None] = relationship(lazy="raise_on_sql")
    undoes: Mapped["AssignmentBatch | None"] = relationship(remote_side="AssignmentBatch.id", lazy="raise_on_sql")
    changes: Mapped[list["AssignmentChange"]] = relationship(
        back_populates="batch", order_by="AssignmentChange.id", lazy="raise_on_sql"
    )


class AssignmentChange(Base):
    """One role of one project, from whom to whom, None for nobody; without a role a deadline that was set.

    `milestone_id` names the one of its milestones that the role was held in, None for the project itself.
    `basis_before_id` is what the one before stood on.
    """

    __tablename__ = "assignment_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("assignment_batch.id"), index=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), index=True)
    milestone_id: Mapped[int | None] = mapped_column(ForeignKey("milestone.id"), index=True)
    role: Mapped[AssignmentRole | None] = mapped_column(choice(AssignmentRole, "role"))
    before_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    after_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    responsible_before: Mapped[str | None] = mapped_column(String(200))
    responsible_after: Mapped[str | None] = mapped_column(String(200))
    basis_before_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"), index=True)
    deadline_on: Mapped[date | None]
    deadline_precision: Mapped[DeadlinePrecision | None] = mapped_column(
        choice(DeadlinePrecision, "deadline_precision")
    )

    batch: Mapped[AssignmentBatch] = relationship(back_populates="changes", lazy="raise_on_sql")
    project: Mapped[Project] = relationship(lazy="raise_on_sql")
    milestone: Mapped[Milestone | None] = relationship(lazy="raise_on_sql")
    before: Mapped[Organisation | None] = relationship(foreign_keys=[before_id], lazy="raise_on_sql")
    after: Mapped[Organisation | None] = relationship(foreign_keys=[after_id], lazy="raise_on_sql")
