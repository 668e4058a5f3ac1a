"""A quotation: the exact words of a clause that a record stands on."""

from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db.base import Record
from app.db.types import exactly_one
from app.models.resolution.clause import Clause

if TYPE_CHECKING:
    from app.models.organisations.assignment import Assignment
    from app.models.portfolio.milestone import Milestone
    from app.models.portfolio.programme import Programme
    from app.models.portfolio.project import Project
    from app.models.results.indicator import Indicator

OWNERS = ("programme_id", "project_id", "milestone_id", "indicator_id", "assignment_id")


class Quotation(Record):
    """`start` and `end` are offsets into the clause's text; exactly one record owns the quotation."""

    __tablename__ = "quotation"
    __table_args__ = (CheckConstraint(exactly_one(OWNERS), name="one_owner"),)

    clause_id: Mapped[int] = mapped_column(ForeignKey("clause.id"), index=True)
    words: Mapped[str] = mapped_column(Text)
    start: Mapped[int]
    end: Mapped[int]
    position: Mapped[int]
    completion_test: Mapped[str | None] = mapped_column(Text)
    programme_id: Mapped[int | None] = mapped_column(ForeignKey("programme.id"), index=True)
    project_id: Mapped[int | None] = mapped_column(ForeignKey("project.id"), index=True)
    milestone_id: Mapped[int | None] = mapped_column(ForeignKey("milestone.id"), index=True)
    indicator_id: Mapped[int | None] = mapped_column(ForeignKey("indicator.id"), index=True)
    assignment_id: Mapped[int | None] = mapped_column(ForeignKey("assignment.id"), index=True)

    clause: Mapped[Clause] = relationship(lazy="raise_on_sql")
    programme: Mapped["Programme | None"] = relationship(back_populates="quotations", lazy="raise_on_sql")
    project: Mapped["Project | None"] = relationship(back_populates="quotations", lazy="raise_on_sql")
    milestone: Mapped["Milestone | None"] = relationship(lazy="raise_on_sql")
    indicator: Mapped["Indicator | None"] = relationship(back_populates="quotations", lazy="raise_on_sql")
    assignment: Mapped["Assignment | None"] = relationship(back_populates="quotation", lazy="raise_on_sql")
