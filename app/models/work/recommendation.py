"""What the supervising side asks of an organisation, and what has been done about it since."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db.base import Base, Record
from app.db.types import UtcDateTime, at_most_one, choice
from app.domain.work.recommendations import RecommendationState, Step
from app.models.history.council_session import CouncilSession
from app.models.organisations.organisation import Organisation
from app.models.portfolio.document import Document
from app.models.portfolio.milestone import Milestone
from app.models.portfolio.programme import Programme
from app.models.portfolio.project import Project


class Recommendation(Record):
    """`pressed` is the last of the seven steps taken; `explain_by` the last day of a question not yet answered.

    `report` names the report it comes from, `basis` what it rests on; `prepared_by_id` is None for what came with the
    demonstration. What is put to a Party body has no deadline.
    """

    __tablename__ = "recommendation"
    __table_args__ = (
        CheckConstraint(at_most_one(("project_id", "milestone_id", "programme_id")), name="one_subject"),
        CheckConstraint("(issued_on IS NULL) = (state = 'draft')", name="sent"),
        CheckConstraint("(closed_on IS NULL) = (state NOT IN ('done', 'not_done'))", name="closed"),
        Index("ix_recommendation_state_deadline_on", "state", "deadline_on"),
        Index("ix_recommendation_addressee_id_state", "addressee_id", "state"),
    )

    code: Mapped[str] = mapped_column(String(20), unique=True)
    content: Mapped[str] = mapped_column(Text)
    product: Mapped[str] = mapped_column(Text)
    evidence_awaited: Mapped[str] = mapped_column(Text)
    basis: Mapped[str] = mapped_column(Text)
    report: Mapped[str | None] = mapped_column(Text)
    priority: Mapped[bool]
    deadline_on: Mapped[date | None]
    addressee_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    made_for_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    prepared_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), index=True)
    project_id: Mapped[int | None] = mapped_column(ForeignKey("project.id"), index=True)
    milestone_id: Mapped[int | None] = mapped_column(ForeignKey("milestone.id"), index=True)
    programme_id: Mapped[int | None] = mapped_column(ForeignKey("programme.id"), index=True)
    council_session_id: Mapped[int | None] = mapped_column(ForeignKey("council_session.id"), index=True)
    basis_document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"), index=True)
    state: Mapped[RecommendationState] = mapped_column(choice(RecommendationState, "state"))
    issued_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    pressed: Mapped[Step | None] = mapped_column(choice(Step, "pressed"))
    explain_by: Mapped[date | None]
    answer_awaited: Mapped[bool]
    demo: Mapped[bool]
    search_text: Mapped[str] = mapped_column(Text)

    addressee: Mapped[Organisation] = relationship(foreign_keys=addressee_id, lazy="raise_on_sql")
    made_for: Mapped[Organisation] = relationship(foreign_keys=made_for_id, lazy="raise_on_sql")
    project: Mapped[Project | None] = relationship(lazy="raise_on_sql")
    milestone: Mapped[Milestone | None] = relationship(lazy="raise_on_sql")
    programme: Mapped[Programme | None] = relationship(lazy="raise_on_sql")
    council_session: Mapped[CouncilSession | None] = relationship(lazy="raise_on_sql")
    basis_document: Mapped[Document | None] = relationship(lazy="raise_on_sql")


class FollowUp(Base):
    """One step taken about a recommendation. `taken_on` is when, `recorded_at` when the office knew it. Append-only.

    `actor` is who took it, in words; `actor_id` the person, None for what came with the demonstration. `explain_by` is
    the last day for the explanation that the step asks for.
    """

    __tablename__ = "follow_up"

    id: Mapped[int] = mapped_column(primary_key=True)
    recommendation_id: Mapped[int] = mapped_column(ForeignKey("recommendation.id"), index=True)
    step: Mapped[Step] = mapped_column(choice(Step, "step"))
    taken_on: Mapped[date]
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(String(200))
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    words: Mapped[str] = mapped_column(Text)
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"), index=True)
    explain_by: Mapped[date | None]
    demo: Mapped[bool]

    recommendation: Mapped[Recommendation] = relationship(lazy="raise_on_sql")
    organisation: Mapped[Organisation] = relationship(lazy="raise_on_sql")
    document: Mapped[Document | None] = relationship(lazy="raise_on_sql")
