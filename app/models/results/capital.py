"""The capital of a project: its total investment, its plans by source of funds, and what was paid out."""

from datetime import date

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db.base import Record
from app.db.types import choice
from app.domain.results.capital import Fund, PlanKind, TotalKind
from app.models.portfolio.document import Document
from app.models.portfolio.project import Project


class InvestmentTotal(Record):
    """The total investment as it was decided, proposed or told on a day; amounts are in đồng.

    `approximate` says that the source rounds it. `source` is where it is known from, where no document is kept.
    """

    __tablename__ = "investment_total"
    __table_args__ = (
        CheckConstraint("amount > 0", name="amount"),
        UniqueConstraint("project_id", "decided_on"),
    )

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    code: Mapped[str] = mapped_column(String(20), unique=True)
    kind: Mapped[TotalKind] = mapped_column(choice(TotalKind, "kind"))
    decided_on: Mapped[date]
    amount: Mapped[int] = mapped_column(BigInteger)
    approximate: Mapped[bool]
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"), index=True)
    note: Mapped[str | None] = mapped_column(Text)
    source: Mapped[str | None] = mapped_column(Text)
    demo: Mapped[bool]

    project: Mapped[Project] = relationship(lazy="raise_on_sql")
    document: Mapped[Document | None] = relationship(lazy="raise_on_sql")


class CapitalPlan(Record):
    """What a decision gives a project for the years `year_from` to `year_to` from one source, in đồng.

    A later decision for the same years and source takes the place of an earlier one; whoever enters one holds the
    project, so that no two of one day are entered at once.
    """

    __tablename__ = "capital_plan"
    __table_args__ = (
        CheckConstraint("amount >= 0", name="amount"),
        CheckConstraint("year_to >= year_from", name="years"),
        CheckConstraint("kind <> 'yearly' OR year_to = year_from", name="year"),
    )

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), index=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    kind: Mapped[PlanKind] = mapped_column(choice(PlanKind, "kind"))
    year_from: Mapped[int]
    year_to: Mapped[int]
    fund: Mapped[Fund] = mapped_column(choice(Fund, "fund"))
    amount: Mapped[int] = mapped_column(BigInteger)
    decided_on: Mapped[date]
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"), index=True)
    note: Mapped[str | None] = mapped_column(Text)
    source: Mapped[str | None] = mapped_column(Text)
    demo: Mapped[bool]

    project: Mapped[Project] = relationship(lazy="raise_on_sql")
    document: Mapped[Document | None] = relationship(lazy="raise_on_sql")


class Disbursement(Record):
    """What was paid out of the plan of `year` from one source, from its first day until `as_of`, in đồng."""

    __tablename__ = "disbursement"
    __table_args__ = (
        CheckConstraint("amount >= 0", name="amount"),
        UniqueConstraint("project_id", "year", "fund", "as_of"),
    )

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    code: Mapped[str] = mapped_column(String(20), unique=True)
    year: Mapped[int]
    fund: Mapped[Fund] = mapped_column(choice(Fund, "fund"))
    as_of: Mapped[date]
    amount: Mapped[int] = mapped_column(BigInteger)
    note: Mapped[str | None] = mapped_column(Text)
    source: Mapped[str | None] = mapped_column(Text)
    demo: Mapped[bool]

    project: Mapped[Project] = relationship(lazy="raise_on_sql")
