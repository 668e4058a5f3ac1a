"""Successions: who, and which ward, took what over from whom. Decided and recorded, never computed."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db.base import Record
from app.db.types import choice
from app.domain.organisations.successions import Confidence, SuccessionKind
from app.models.organisations.organisation import Organisation
from app.models.organisations.ward import Ward


class SuccessionFacts:
    """What is known of a succession. `effective_on` is None where no source settles the day.

    `scope` says what passed on, None for all of it; `source` where it was read, beside the `legal_basis`.
    """

    kind: Mapped[SuccessionKind] = mapped_column(choice(SuccessionKind, "kind"))
    effective_on: Mapped[date | None]
    scope: Mapped[str | None] = mapped_column(Text)
    legal_basis: Mapped[str | None] = mapped_column(Text)
    source: Mapped[str | None] = mapped_column(Text)
    confidence: Mapped[Confidence] = mapped_column(choice(Confidence, "confidence"))


class Succession(SuccessionFacts, Record):
    """One of the organisations that took over from another; `successor_id` is None while nobody knows who did."""

    __tablename__ = "succession"
    __table_args__ = (
        CheckConstraint("successor_id <> predecessor_id", name="not_itself"),
        UniqueConstraint("predecessor_id", "successor_id"),
    )

    predecessor_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)

    predecessor: Mapped[Organisation] = relationship(foreign_keys=[predecessor_id], lazy="raise_on_sql")
    successor: Mapped[Organisation | None] = relationship(foreign_keys=[successor_id], lazy="raise_on_sql")


class WardSuccession(SuccessionFacts, Record):
    """The ground of one ward, or part of it, that became ground of another; None while nobody knows of which."""

    __tablename__ = "ward_succession"
    __table_args__ = (
        CheckConstraint("successor_id <> predecessor_id", name="not_itself"),
        UniqueConstraint("predecessor_id", "successor_id"),
    )

    predecessor_id: Mapped[int] = mapped_column(ForeignKey("ward.id"))
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("ward.id"), index=True)

    predecessor: Mapped[Ward] = relationship(foreign_keys=[predecessor_id], lazy="raise_on_sql")
    successor: Mapped[Ward | None] = relationship(foreign_keys=[successor_id], lazy="raise_on_sql")
