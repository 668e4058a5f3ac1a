"""A resolution: its identity and its text, verbatim."""

from datetime import date

from sqlalchemy import JSON, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Record


class Resolution(Record):
    """`number` is None when neither the text nor a public source gives one.

    `task_parts` are the paths of the parts that set tasks: every segment below them is to be accounted for.
    """

    __tablename__ = "resolution"

    code: Mapped[str] = mapped_column(String(40), unique=True)
    number: Mapped[str | None] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(Text)
    issuer: Mapped[str] = mapped_column(Text)
    announced_on: Mapped[date | None]
    horizon_year: Mapped[int | None]
    vision_year: Mapped[int | None]
    task_parts: Mapped[list[str]] = mapped_column(JSON)
    text: Mapped[str] = mapped_column(Text)
