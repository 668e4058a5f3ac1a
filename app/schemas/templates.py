"""Templates of work, going out."""

from datetime import date

from pydantic import Field

from app.domain.calendar import DayKind
from app.domain.portfolio.statuses import ProjectStage
from app.schemas.paging import Read


class TemplateRead(Read):
    code: str = Field(examples=["T1"])
    title: str = Field(description="What kind of work it is for.")
    steps_total: int = Field(description="How many steps it has.", examples=[21])


class TemplateStepRead(Read):
    number: int = Field(description="Its number within the template.", examples=[3])
    title: str = Field(description="The title.")
    product: str | None = Field(description="What shows that it is done.")
    stage: ProjectStage | None = Field(description="The stage of the project it belongs to.")
    conditional: bool = Field(description="True when it arises only in some cases; nothing waits for it.")
    days: int | None = Field(description="How long it usually takes; null where practice gives no time.")
    day_kind: DayKind = Field(description="Whether `days` are calendar or working days.")
    lead: str | None = Field(description="Who usually leads, as a hint in words.")
    after: tuple[int, ...] = Field(description="Numbers of the steps that come before it.")


class TemplateDetail(Read):
    code: str = Field(examples=["T1"])
    title: str = Field(description="What kind of work it is for.")
    version: int = Field(description="Moves with every change of the record.")
    steps: tuple[TemplateStepRead, ...] = Field(description="By number.")


class PlannedStepRead(Read):
    number: int = Field(description="Its number within the template.", examples=[3])
    title: str = Field(description="The title.")
    product: str | None = Field(description="What shows that it is done.")
    conditional: bool = Field(description="True when it arises only in some cases; nothing waits for it.")
    planned_start: date = Field(description="The earliest day it can begin.")
    deadline: date | None = Field(description="Null where practice gives no time.")


class PlanRead(Read):
    template: str = Field(examples=["T1"])
    title: str = Field(description="What kind of work it is for.")
    version: int = Field(description="The template's; moves with every change of it.")
    start: date = Field(description="The day on which the work may begin.")
    steps: tuple[PlannedStepRead, ...] = Field(description="By number; nothing of this is saved.")
