"""A reference: a public source outside the resolution, and what it says about a record."""

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db.base import Record
from app.db.types import exactly_one

if TYPE_CHECKING:
    from app.models.portfolio.project import Project
    from app.models.resolution.resolution import Resolution


class Reference(Record):
    """`url` is None where only the publisher and the title are known."""

    __tablename__ = "reference"
    __table_args__ = (CheckConstraint(exactly_one(("resolution_id", "project_id")), name="one_owner"),)

    resolution_id: Mapped[int | None] = mapped_column(ForeignKey("resolution.id"), index=True)
    project_id: Mapped[int | None] = mapped_column(ForeignKey("project.id"), index=True)
    title: Mapped[str] = mapped_column(Text)
    publisher: Mapped[str] = mapped_column(String(200))
    published_on: Mapped[date | None]
    url: Mapped[str | None] = mapped_column(Text)
    says: Mapped[str] = mapped_column(Text)

    resolution: Mapped["Resolution | None"] = relationship(lazy="raise_on_sql")
    project: Mapped["Project | None"] = relationship(back_populates="references", lazy="raise_on_sql")
