"""A milestone: one dated step of a project, with its product."""

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, Float, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db.base import Base, Record
from app.db.types import choice
from app.domain.deadlines import DeadlinePrecision
from app.domain.portfolio.statuses import MilestoneStatus, ProjectStage
from app.models.portfolio.project import Project

if TYPE_CHECKING:
    from app.models.organisations.assignment import Assignment


class Milestone(Record):
    """`conditional` milestones arise only in some cases and do not hold up the project.

    `completed_on` is the date of the product, also while it awaits confirmation. `share_done` runs from 0 to 1 and is
    None while nobody has reported one. `claimed_by_id` is who said it is done, and so may not confirm it; `renewed_on`
    is the day the lead last said how it stands, be it "nothing new".
    """

    __tablename__ = "milestone"
    __table_args__ = (
        UniqueConstraint("project_id", "number"),
        CheckConstraint("share_done >= 0 AND share_done <= 1", name="share_done"),
        Index("ix_milestone_deadline_on_id", "deadline_on", "id"),
        # Lists by deadline, in either order: what has none comes last.
        Index("ix_milestone_due_id", text("coalesce(deadline_on, '9999-12-31')"), "id"),
        Index("ix_milestone_was_due_id", text("coalesce(deadline_on, '0001-01-01')"), "id"),
        Index("ix_milestone_status_deadline_on", "status", "deadline_on"),
        Index("ix_milestone_sort_key_id", "sort_key", "id"),
    )

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    code: Mapped[str] = mapped_column(String(70), unique=True)
    number: Mapped[int]
    title: Mapped[str] = mapped_column(Text)
    product: Mapped[str | None] = mapped_column(Text)
    stage: Mapped[ProjectStage | None] = mapped_column(choice(ProjectStage, "stage"))
    planned_start: Mapped[date | None]
    deadline_on: Mapped[date | None]
    deadline_precision: Mapped[DeadlinePrecision | None] = mapped_column(
        choice(DeadlinePrecision, "deadline_precision")
    )
    original_deadline_on: Mapped[date | None]
    original_deadline_precision: Mapped[DeadlinePrecision | None] = mapped_column(
        choice(DeadlinePrecision, "original_deadline_precision")
    )
    started_on: Mapped[date | None]
    completed_on: Mapped[date | None]
    status: Mapped[MilestoneStatus] = mapped_column(choice(MilestoneStatus, "status"))
    share_done: Mapped[float | None] = mapped_column(Float)
    conditional: Mapped[bool]
    weight: Mapped[int]
    claimed_on: Mapped[date | None]
    claimed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), index=True)
    renewed_on: Mapped[date | None]
    times_extended: Mapped[int]
    demo: Mapped[bool]
    search_text: Mapped[str] = mapped_column(Text)
    sort_key: Mapped[str] = mapped_column(Text)

    project: Mapped[Project] = relationship(back_populates="milestones", lazy="raise_on_sql")
    assignments: Mapped[list["Assignment"]] = relationship(back_populates="milestone", lazy="raise_on_sql")
    predecessors: Mapped[list["Milestone"]] = relationship(
        secondary="milestone_predecessor",
        primaryjoin="Milestone.id == MilestonePredecessor.milestone_id",
        secondaryjoin="Milestone.id == MilestonePredecessor.predecessor_id",
        order_by="Milestone.number",
        lazy="raise_on_sql",
    )


class MilestonePredecessor(Base):
    """`predecessor_id` must be done before `milestone_id` can be."""

    __tablename__ = "milestone_predecessor"
    __table_args__ = (CheckConstraint("milestone_id <> predecessor_id", name="not_itself"),)

    milestone_id: Mapped[int] = mapped_column(ForeignKey("milestone.id"), primary_key=True)
    predecessor_id: Mapped[int] = mapped_column(ForeignKey("milestone.id"), primary_key=True, index=True)
