"""An indicator: what the resolution wants to see measured, and the target it sets."""

from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db.base import Record
from app.db.types import ExactDecimal, choice
from app.domain.results.targets import Comparator
from app.models.resolution.resolution import Resolution

if TYPE_CHECKING:
    from app.models.resolution.quotation import Quotation
    from app.models.results.measurement import Measurement


class Indicator(Record):
    """`series` ties together the periods of one and the same figure; the years of a period are inclusive."""

    __tablename__ = "indicator"
    __table_args__ = (
        UniqueConstraint("resolution_id", "number"),
        Index("ix_indicator_sort_key_id", "sort_key", "id"),
    )

    resolution_id: Mapped[int] = mapped_column(ForeignKey("resolution.id"))
    code: Mapped[str] = mapped_column(String(60), unique=True)
    number: Mapped[int]
    title: Mapped[str] = mapped_column(Text)
    series: Mapped[str] = mapped_column(String(60), index=True)
    unit: Mapped[str | None] = mapped_column(String(60))
    period_from: Mapped[int]
    period_to: Mapped[int]
    search_text: Mapped[str] = mapped_column(Text)
    sort_key: Mapped[str] = mapped_column(Text)

    resolution: Mapped[Resolution] = relationship(lazy="raise_on_sql")
    target: Mapped["Target"] = relationship(back_populates="indicator", lazy="raise_on_sql")
    quotations: Mapped[list["Quotation"]] = relationship(
        back_populates="indicator", order_by="Quotation.position", lazy="raise_on_sql"
    )
    measurements: Mapped[list["Measurement"]] = relationship(
        back_populates="indicator", order_by="Measurement.as_of, Measurement.id", lazy="raise_on_sql"
    )


class Target(Record):
    """What counts as reached. `due_year` is None when every year of the period counts."""

    __tablename__ = "target"

    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"), unique=True)
    comparator: Mapped[Comparator] = mapped_column(choice(Comparator, "comparator"))
    low: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    high: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    due_year: Mapped[int | None]
    text: Mapped[str | None] = mapped_column(Text)
    baseline: Mapped[str | None] = mapped_column(Text)

    indicator: Mapped[Indicator] = relationship(back_populates="target", lazy="raise_on_sql")
