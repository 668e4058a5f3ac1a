"""What stands in the way of work, and what is asked of those who lead it."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db.base import Base, Record
from app.db.types import UtcDateTime, choice, exactly_one
from app.domain.calendar import DayKind
from app.domain.work.supervision import DelayCause, ExplanationStatus
from app.models.access.user import User
from app.models.organisations.organisation import Organisation
from app.models.portfolio.milestone import Milestone
from app.models.portfolio.project import Project

_ONE_SUBJECT = exactly_one(("project_id", "milestone_id"))


class Obstacle(Record):
    """Something that holds work up, with its cause; cleared once somebody says how."""

    __tablename__ = "obstacle"
    __table_args__ = (CheckConstraint(_ONE_SUBJECT, name="one_subject"),)

    code: Mapped[str] = mapped_column(String(20), unique=True)
    project_id: Mapped[int | None] = mapped_column(ForeignKey("project.id"), index=True)
    milestone_id: Mapped[int | None] = mapped_column(ForeignKey("milestone.id"), index=True)
    cause: Mapped[DelayCause] = mapped_column(choice(DelayCause, "cause"))
    description: Mapped[str] = mapped_column(Text)
    proposal: Mapped[str] = mapped_column(Text)
    named_on: Mapped[date]
    named_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    cleared_on: Mapped[date | None]
    cleared_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), index=True)
    clearing: Mapped[str | None] = mapped_column(Text)

    project: Mapped[Project | None] = relationship(lazy="raise_on_sql")
    milestone: Mapped[Milestone | None] = relationship(lazy="raise_on_sql")
    organisation: Mapped[Organisation] = relationship(lazy="raise_on_sql")
    named_by: Mapped[User] = relationship(foreign_keys=named_by_id, lazy="raise_on_sql")


class Explanation(Record):
    """A question to one organisation with a time limit, and its answer."""

    __tablename__ = "explanation"
    __table_args__ = (
        CheckConstraint(_ONE_SUBJECT, name="one_subject"),
        Index("ix_explanation_asked_of_id_status", "asked_of_id", "status"),
    )

    code: Mapped[str] = mapped_column(String(20), unique=True)
    project_id: Mapped[int | None] = mapped_column(ForeignKey("project.id"), index=True)
    milestone_id: Mapped[int | None] = mapped_column(ForeignKey("milestone.id"), index=True)
    asked_of_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    asked_for_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    asked_on: Mapped[date]
    question: Mapped[str] = mapped_column(Text)
    limit_days: Mapped[int]
    limit_kind: Mapped[DayKind] = mapped_column(choice(DayKind, "limit_kind"))
    due_on: Mapped[date]
    status: Mapped[ExplanationStatus] = mapped_column(choice(ExplanationStatus, "status"))
    answer: Mapped[str | None] = mapped_column(Text)
    answered_on: Mapped[date | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), index=True)

    project: Mapped[Project | None] = relationship(lazy="raise_on_sql")
    milestone: Mapped[Milestone | None] = relationship(lazy="raise_on_sql")
    asked_of: Mapped[Organisation] = relationship(foreign_keys=asked_of_id, lazy="raise_on_sql")
    asked_for: Mapped[Organisation] = relationship(foreign_keys=asked_for_id, lazy="raise_on_sql")
    asked_by: Mapped[User] = relationship(foreign_keys=asked_by_id, lazy="raise_on_sql")
    answered_by: Mapped[User | None] = relationship(foreign_keys=answered_by_id, lazy="raise_on_sql")


class Urging(Base):
    """A note with which the planner or the monitor urges whoever leads (đôn đốc). Append-only."""

    __tablename__ = "urging"
    __table_args__ = (CheckConstraint(_ONE_SUBJECT, name="one_subject"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int | None] = mapped_column(ForeignKey("project.id"), index=True)
    milestone_id: Mapped[int | None] = mapped_column(ForeignKey("milestone.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    note: Mapped[str] = mapped_column(Text)
    urged_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    urged_for_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)

    project: Mapped[Project | None] = relationship(lazy="raise_on_sql")
    milestone: Mapped[Milestone | None] = relationship(lazy="raise_on_sql")
    urged_by: Mapped[User] = relationship(lazy="raise_on_sql")
    urged_for: Mapped[Organisation] = relationship(foreign_keys=urged_for_id, lazy="raise_on_sql")
