"""A project: one undertaking of the resolution, with its owners, milestones and quotations."""

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import JSON, Float, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db.base import Record
from app.db.types import choice
from app.domain.deadlines import DeadlinePrecision
from app.domain.portfolio.statuses import ProjectGroup, ProjectKind, ProjectStage, ProjectStatus
from app.models.portfolio.programme import Programme
from app.models.resolution.resolution import Resolution

if TYPE_CHECKING:
    from app.models.organisations.assignment import Assignment
    from app.models.organisations.ward import Ward
    from app.models.portfolio.milestone import Milestone
    from app.models.resolution.quotation import Quotation
    from app.models.resolution.reference import Reference


class Project(Record):
    """`programme_id` is None for the tasks of part III and for work not placed yet.

    `deadline_on` is None while nobody has set one. `status` is the roll-up of the milestones, written by the
    service that moves them, unless a planner has overridden it. `demo` is true when any value shown is illustrative.
    """

    __tablename__ = "project"
    __table_args__ = (
        Index("ix_project_sort_key_id", "sort_key", "id"),
        Index("ix_project_deadline_on_id", "deadline_on", "id"),
    )

    resolution_id: Mapped[int] = mapped_column(ForeignKey("resolution.id"), index=True)
    programme_id: Mapped[int | None] = mapped_column(ForeignKey("programme.id"), index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("project.id"), index=True)
    code: Mapped[str] = mapped_column(String(60), unique=True)
    title: Mapped[str] = mapped_column(Text)
    aliases: Mapped[list[str]] = mapped_column(JSON)
    kind: Mapped[ProjectKind] = mapped_column(choice(ProjectKind, "kind"), index=True)
    summary: Mapped[str] = mapped_column(Text)
    product: Mapped[str | None] = mapped_column(Text)
    place: Mapped[str | None] = mapped_column(Text)
    latitude: Mapped[float | None] = mapped_column(Float)
    longitude: Mapped[float | None] = mapped_column(Float)
    group: Mapped[ProjectGroup] = mapped_column(choice(ProjectGroup, "group"))
    stage: Mapped[ProjectStage] = mapped_column(choice(ProjectStage, "stage"), index=True)
    status: Mapped[ProjectStatus] = mapped_column(choice(ProjectStatus, "status"), index=True)
    status_overridden: Mapped[bool]
    deadline_on: Mapped[date | None]
    deadline_precision: Mapped[DeadlinePrecision | None] = mapped_column(
        choice(DeadlinePrecision, "deadline_precision")
    )
    original_deadline_on: Mapped[date | None]
    original_deadline_precision: Mapped[DeadlinePrecision | None] = mapped_column(
        choice(DeadlinePrecision, "original_deadline_precision")
    )
    completed_on: Mapped[date | None]
    published: Mapped[bool]
    demo: Mapped[bool]
    search_text: Mapped[str] = mapped_column(Text)
    sort_key: Mapped[str] = mapped_column(Text)

    resolution: Mapped[Resolution] = relationship(lazy="raise_on_sql")
    programme: Mapped[Programme | None] = relationship(lazy="raise_on_sql")
    parent: Mapped["Project | None"] = relationship(
        back_populates="components", remote_side="Project.id", lazy="raise_on_sql"
    )
    components: Mapped[list["Project"]] = relationship(
        back_populates="parent", order_by="Project.code", lazy="raise_on_sql"
    )
    milestones: Mapped[list["Milestone"]] = relationship(
        back_populates="project", order_by="Milestone.number", lazy="raise_on_sql"
    )
    assignments: Mapped[list["Assignment"]] = relationship(back_populates="project", lazy="raise_on_sql")
    quotations: Mapped[list["Quotation"]] = relationship(
        back_populates="project", order_by="Quotation.position", lazy="raise_on_sql"
    )
    references: Mapped[list["Reference"]] = relationship(back_populates="project", lazy="raise_on_sql")
    wards: Mapped[list["Ward"]] = relationship(secondary="project_ward", order_by="Ward.code", lazy="raise_on_sql")
