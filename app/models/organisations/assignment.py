"""An assignment: what an organisation is to a project or a milestone, from one day to another."""

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db.base import Record
from app.db.types import choice, exactly_one
from app.domain.organisations.roles import AssignmentRole
from app.models.organisations.organisation import Organisation
from app.models.portfolio.document import Document
from app.models.portfolio.milestone import Milestone
from app.models.portfolio.project import Project

if TYPE_CHECKING:
    from app.models.resolution.quotation import Quotation


class Assignment(Record):
    """Holds on the days of [`from_on`, `to_on`); reassigning closes one row and opens another.

    `responsible` is the title of the person who answers for it, None while nobody is named.
    """

    __tablename__ = "assignment"
    __table_args__ = (
        CheckConstraint(exactly_one(("project_id", "milestone_id")), name="one_subject"),
        CheckConstraint("to_on IS NULL OR to_on > from_on", name="half_open"),
        Index("ix_assignment_organisation_id_role", "organisation_id", "role"),
    )

    project_id: Mapped[int | None] = mapped_column(ForeignKey("project.id"), index=True)
    milestone_id: Mapped[int | None] = mapped_column(ForeignKey("milestone.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    role: Mapped[AssignmentRole] = mapped_column(choice(AssignmentRole, "role"))
    from_on: Mapped[date] = mapped_column(index=True)
    to_on: Mapped[date | None] = mapped_column(index=True)
    responsible: Mapped[str | None] = mapped_column(String(200))
    basis_document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"), index=True)
    demo: Mapped[bool]

    project: Mapped[Project | None] = relationship(back_populates="assignments", lazy="raise_on_sql")
    milestone: Mapped[Milestone | None] = relationship(back_populates="assignments", lazy="raise_on_sql")
    organisation: Mapped[Organisation] = relationship(lazy="raise_on_sql")
    basis_document: Mapped[Document | None] = relationship(lazy="raise_on_sql")
    quotation: Mapped["Quotation | None"] = relationship(back_populates="assignment", lazy="raise_on_sql")
