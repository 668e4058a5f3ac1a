"""What people say about work: comments, forecasts, and who follows it."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Float, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db.base import Base, Record
from app.db.types import UtcDateTime, choice, exactly_one
from app.domain.work.conversation import ForecastVoice
from app.models.access.user import User
from app.models.organisations.organisation import Organisation
from app.models.portfolio.milestone import Milestone
from app.models.portfolio.project import Project

_ONE_SUBJECT = exactly_one(("project_id", "milestone_id"))


class Comment(Record):
    """One contribution to the thread of a project or milestone; what it said before is kept."""

    __tablename__ = "comment"
    __table_args__ = (
        CheckConstraint(_ONE_SUBJECT, name="one_subject"),
        Index("ix_comment_created_at", "created_at"),
    )

    code: Mapped[str] = mapped_column(String(20), unique=True)
    project_id: Mapped[int | None] = mapped_column(ForeignKey("project.id"), index=True)
    milestone_id: Mapped[int | None] = mapped_column(ForeignKey("milestone.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    body: Mapped[str] = mapped_column(Text)

    project: Mapped[Project | None] = relationship(lazy="raise_on_sql")
    milestone: Mapped[Milestone | None] = relationship(lazy="raise_on_sql")
    author: Mapped[User] = relationship(lazy="raise_on_sql")
    organisation: Mapped[Organisation] = relationship(lazy="raise_on_sql")
    earlier: Mapped[list["CommentVersion"]] = relationship(order_by="CommentVersion.id", lazy="raise_on_sql")


class CommentVersion(Base):
    """What a comment said before it was edited. Append-only."""

    __tablename__ = "comment_version"

    id: Mapped[int] = mapped_column(primary_key=True)
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"), index=True)
    body: Mapped[str] = mapped_column(Text)
    replaced_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Forecast(Base):
    """When the lead or the monitor expects work to be done; moves no deadline. Append-only."""

    __tablename__ = "forecast"
    __table_args__ = (
        CheckConstraint(_ONE_SUBJECT, name="one_subject"),
        CheckConstraint("confidence > 0 AND confidence <= 1", name="confidence"),
        Index("ix_forecast_milestone_id_id", "milestone_id", "id"),
        Index("ix_forecast_project_id_id", "project_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int | None] = mapped_column(ForeignKey("project.id"))
    milestone_id: Mapped[int | None] = mapped_column(ForeignKey("milestone.id"))
    voice: Mapped[ForecastVoice] = mapped_column(choice(ForecastVoice, "voice"))
    expected_on: Mapped[date]
    confidence: Mapped[float] = mapped_column(Float)
    note: Mapped[str] = mapped_column(Text)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    stated_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)

    project: Mapped[Project | None] = relationship(lazy="raise_on_sql")
    milestone: Mapped[Milestone | None] = relationship(lazy="raise_on_sql")
    organisation: Mapped[Organisation] = relationship(lazy="raise_on_sql")
    stated_by: Mapped[User] = relationship(lazy="raise_on_sql")


class Follow(Base):
    """A person follows a project or milestone."""

    __tablename__ = "follow"
    __table_args__ = (
        CheckConstraint(_ONE_SUBJECT, name="one_subject"),
        UniqueConstraint("user_id", "project_id"),
        UniqueConstraint("user_id", "milestone_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    project_id: Mapped[int | None] = mapped_column(ForeignKey("project.id"), index=True)
    milestone_id: Mapped[int | None] = mapped_column(ForeignKey("milestone.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    project: Mapped[Project | None] = relationship(lazy="raise_on_sql")
    milestone: Mapped[Milestone | None] = relationship(lazy="raise_on_sql")


class NewsSeen(Base):
    """Up to when a person has seen what is new. Apart from the account, whose version it must not move."""

    __tablename__ = "news_seen"

    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), primary_key=True)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
