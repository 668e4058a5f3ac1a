"""A clause: a piece of the resolution's text that can be cited by its path."""

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db.base import Record
from app.db.types import choice
from app.domain.resolution.clause import ClauseKind
from app.models.resolution.resolution import Resolution


class Clause(Record):
    """`spans` are [start, end) pairs into the stored text; `position` is the reading order."""

    __tablename__ = "clause"
    __table_args__ = (
        UniqueConstraint("resolution_id", "path"),
        UniqueConstraint("resolution_id", "position", name="uq_clause_resolution_id_position"),
    )

    resolution_id: Mapped[int] = mapped_column(ForeignKey("resolution.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("clause.id"), index=True)
    path: Mapped[str] = mapped_column(String(80))
    kind: Mapped[ClauseKind] = mapped_column(choice(ClauseKind, "kind"))
    number: Mapped[str | None] = mapped_column(String(20))
    title: Mapped[str | None] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    spans: Mapped[list[list[int]]] = mapped_column(JSON)
    position: Mapped[int]
    search_text: Mapped[str] = mapped_column(Text)

    resolution: Mapped[Resolution] = relationship(lazy="raise_on_sql")
    parent: Mapped["Clause | None"] = relationship(remote_side="Clause.id", lazy="raise_on_sql")
