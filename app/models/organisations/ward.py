"""Wards: the ground a project stands on. Names and codes return with other borders, so each has its time."""

from datetime import date

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base, Record


class Ward(Record):
    """Exists on the days of [`valid_from`, `valid_to`); None leaves that side open."""

    __tablename__ = "ward"

    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    note: Mapped[str | None] = mapped_column(Text)


class ProjectWard(Base):
    """Which wards, old and new, a project lies in."""

    __tablename__ = "project_ward"

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), primary_key=True)
    ward_id: Mapped[int] = mapped_column(ForeignKey("ward.id"), primary_key=True, index=True)
