"""A document: what proves or orders something, by number, date and issuer; the file may follow."""

from datetime import date

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Record


class Document(Record):
    """`number` is the issuer's own, as printed; `code` is ours. `sha256` is None until a file is kept.

    One that is not `published` is for planners, for who added it, and for those whose office sees work it rests on.
    """

    __tablename__ = "document"

    code: Mapped[str] = mapped_column(String(20), unique=True)
    number: Mapped[str | None] = mapped_column(String(80))
    issued_on: Mapped[date | None]
    issuer: Mapped[str | None] = mapped_column(String(200))
    title: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str | None] = mapped_column(String(64))
    media_type: Mapped[str | None] = mapped_column(String(100))
    size_bytes: Mapped[int | None]
    file_name: Mapped[str | None] = mapped_column(String(150))
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), index=True)
    published: Mapped[bool]
    demo: Mapped[bool]
    search_text: Mapped[str] = mapped_column(Text)
