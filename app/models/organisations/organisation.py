"""An organisation: its identity is its code and the time it existed, never its name."""

from datetime import date

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db.base import Record
from app.db.types import choice
from app.domain.organisations.roles import OrganisationKind


class Organisation(Record):
    """Exists on the days of [`valid_from`, `valid_to`); None leaves that side open."""

    __tablename__ = "organisation"
    __table_args__ = (Index("ix_organisation_sort_key_id", "sort_key", "id"),)

    code: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(Text)
    short_name: Mapped[str] = mapped_column(String(120))
    kind: Mapped[OrganisationKind] = mapped_column(choice(OrganisationKind, "kind"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    legal_basis: Mapped[str | None] = mapped_column(Text)
    note: Mapped[str | None] = mapped_column(Text)
    search_text: Mapped[str] = mapped_column(Text)
    sort_key: Mapped[str] = mapped_column(Text)

    parent: Mapped["Organisation | None"] = relationship(remote_side="Organisation.id", lazy="raise_on_sql")
