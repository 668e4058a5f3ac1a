"""The numbers that codes are made of: given in the transaction that needs them, and never given twice."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base


class Series(Base):
    """`prefix` stands before the number, as in VB-12; `last_number` is the last one given."""

    __tablename__ = "series"

    prefix: Mapped[str] = mapped_column(String(60), primary_key=True)
    last_number: Mapped[int]
