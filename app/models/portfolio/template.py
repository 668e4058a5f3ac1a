"""Templates: the steps that work of a kind usually takes, from which milestones are made."""

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db.base import Base, Record
from app.db.types import choice
from app.domain.calendar import DayKind
from app.domain.portfolio.statuses import ProjectStage


class Template(Record):
    __tablename__ = "template"

    code: Mapped[str] = mapped_column(String(20), unique=True)
    title: Mapped[str] = mapped_column(Text)

    steps: Mapped[list["TemplateStep"]] = relationship(
        back_populates="template", order_by="TemplateStep.number", lazy="raise_on_sql"
    )


class TemplateStep(Record):
    """`days` is a planning default, None where practice gives none; `lead` is a hint in words and no assignment.

    `conditional` steps arise only in some cases and do not hold up what follows.
    """

    __tablename__ = "template_step"
    __table_args__ = (UniqueConstraint("template_id", "number"), CheckConstraint("days > 0", name="days"))

    template_id: Mapped[int] = mapped_column(ForeignKey("template.id"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(Text)
    product: Mapped[str | None] = mapped_column(Text)
    stage: Mapped[ProjectStage | None] = mapped_column(choice(ProjectStage, "stage"))
    conditional: Mapped[bool]
    days: Mapped[int | None]
    day_kind: Mapped[DayKind] = mapped_column(choice(DayKind, "day_kind"))
    lead: Mapped[str | None] = mapped_column(Text)

    template: Mapped[Template] = relationship(back_populates="steps", lazy="raise_on_sql")
    predecessors: Mapped[list["TemplateStep"]] = relationship(
        secondary="template_step_predecessor",
        primaryjoin="TemplateStep.id == TemplateStepPredecessor.step_id",
        secondaryjoin="TemplateStep.id == TemplateStepPredecessor.predecessor_id",
        order_by="TemplateStep.number",
        lazy="raise_on_sql",
    )


class TemplateStepPredecessor(Base):
    """`predecessor_id` must be done before `step_id` can be; both belong to one template."""

    __tablename__ = "template_step_predecessor"
    __table_args__ = (CheckConstraint("step_id <> predecessor_id", name="not_itself"),)

    step_id: Mapped[int] = mapped_column(ForeignKey("template_step.id"), primary_key=True)
    predecessor_id: Mapped[int] = mapped_column(ForeignKey("template_step.id"), primary_key=True, index=True)
