"""A measurement: one dated value of an indicator, with where and how it was taken."""

from datetime import date
from decimal import Decimal

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db.base import Record
from app.db.types import ExactDecimal, choice
from app.domain.results.targets import MeasurementKind
from app.models.portfolio.document import Document
from app.models.results.indicator import Indicator

# The columns of the second form (migration 0014): digests of states from before do not know them.
_SECOND_FORM = {"form": 2}


class Measurement(Record):
    """`year` is the year the value speaks of, `as_of` the day it was taken.

    `series_break` marks a value that cannot be compared with the ones before it, since `scope` changed. A value that is
    `provisional` may still change; a corrected one is this same row, whose twin keeps what it said before.
    """

    __tablename__ = "measurement"
    __table_args__ = (UniqueConstraint("indicator_id", "kind", "year", "as_of", "scope"),)

    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"), index=True)
    kind: Mapped[MeasurementKind] = mapped_column(choice(MeasurementKind, "kind"))
    year: Mapped[int]
    as_of: Mapped[date]
    value: Mapped[Decimal] = mapped_column(ExactDecimal)
    scope: Mapped[str] = mapped_column(String(200))
    series_break: Mapped[bool]
    source: Mapped[str] = mapped_column(Text)
    provisional: Mapped[bool]
    demo: Mapped[bool]
    note: Mapped[str | None] = mapped_column(Text, info=_SECOND_FORM)
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"), index=True, info=_SECOND_FORM)

    indicator: Mapped[Indicator] = relationship(back_populates="measurements", lazy="raise_on_sql")
    document: Mapped[Document | None] = relationship(lazy="raise_on_sql")
