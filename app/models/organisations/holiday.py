"""Days that differ from their week: holidays, days off in place of others, and weekend days that are worked."""

from datetime import date

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Record
from app.db.types import choice
from app.domain.calendar import HolidayKind


class Holiday(Record):
    """`source` names the law or notice that the day rests on."""

    __tablename__ = "holiday"

    day: Mapped[date] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[HolidayKind] = mapped_column(choice(HolidayKind, "kind"))
    source: Mapped[str] = mapped_column(Text)
