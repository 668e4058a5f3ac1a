"""A redaction: free text destroyed in a record and in all its revisions, on a document and by two persons."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db.base import Record
from app.db.types import UtcDateTime
from app.models.access.user import User
from app.models.portfolio.document import Document


class Redaction(Record):
    """One person asks, another approves and thereby carries it out; until then nothing is destroyed.

    `noun` is the record's table, `field` the column whose text goes.
    """

    __tablename__ = "redaction"
    __table_args__ = (
        CheckConstraint("approved_by_id <> asked_by_id", name="two_persons"),
        Index("ix_redaction_noun_record_id", "noun", "record_id"),
    )

    code: Mapped[str] = mapped_column(String(20), unique=True)
    noun: Mapped[str] = mapped_column(String(40))
    record_id: Mapped[int]
    field: Mapped[str] = mapped_column(String(40))
    reason: Mapped[str] = mapped_column(Text)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), index=True)
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), index=True)
    approved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    document: Mapped[Document] = relationship(lazy="raise_on_sql")
    asked_by: Mapped[User] = relationship(foreign_keys=asked_by_id, lazy="raise_on_sql")
    approved_by: Mapped[User | None] = relationship(foreign_keys=approved_by_id, lazy="raise_on_sql")
