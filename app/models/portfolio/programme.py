"""A programme: one group of tasks of a resolution."""

from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db.base import Record
from app.models.resolution.clause import Clause
from app.models.resolution.resolution import Resolution

if TYPE_CHECKING:
    from app.models.resolution.quotation import Quotation


class Programme(Record):
    __tablename__ = "programme"
    __table_args__ = (UniqueConstraint("resolution_id", "number"),)

    resolution_id: Mapped[int] = mapped_column(ForeignKey("resolution.id"))
    clause_id: Mapped[int] = mapped_column(ForeignKey("clause.id"))
    code: Mapped[str] = mapped_column(String(60), unique=True)
    number: Mapped[int]
    title: Mapped[str] = mapped_column(Text)
    search_text: Mapped[str] = mapped_column(Text)

    resolution: Mapped[Resolution] = relationship(lazy="raise_on_sql")
    clause: Mapped[Clause] = relationship(lazy="raise_on_sql")
    quotations: Mapped[list["Quotation"]] = relationship(back_populates="programme", lazy="raise_on_sql")
