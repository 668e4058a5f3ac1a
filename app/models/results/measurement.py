"""A measurement: one dated value of an indicator, with where and how it was taken."""

from datetime import date
from decimal import Decimal

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db.base import Record
from app.db.types import ExactDecimal, choice
from app.domain.results.targets import MeasurementKind
from app.models.results.indicator import Indicator


class Measurement(Record):
    """`year` is the year the value speaks of, `as_of` the day it was taken.

    `series_break` marks a value that cannot be compared with the ones before it, since `scope` changed.
    """

    __tablename__ = "measurement"

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

    indicator: Mapped[Indicator] = relationship(back_populates="measurements", lazy="raise_on_sql")
