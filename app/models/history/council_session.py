"""A council session (kỳ họp): two days with a name, between which and from which on people compare."""

from datetime import date

from sqlalchemy import CheckConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Record


class CouncilSession(Record):
    """Held on the days of [`held_from`, `held_to`], both included. `source` is None while nothing is named."""

    __tablename__ = "council_session"
    __table_args__ = (
        CheckConstraint("held_to >= held_from", name="days"),
        Index("ix_council_session_held_to_id", "held_to", "id"),
    )

    code: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[str] = mapped_column(Text)
    held_from: Mapped[date]
    held_to: Mapped[date]
    source: Mapped[str | None] = mapped_column(Text)
    demo: Mapped[bool]
