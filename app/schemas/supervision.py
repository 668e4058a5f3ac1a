"""Obstacles, explanations and urging: what is asked, what is answered, what is read."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from app.domain.calendar import DayKind
from app.domain.work.supervision import (
    LONGEST_LIMIT,
    USUAL_LIMIT,
    DelayCause,
    ExplanationStatus,
    ExplanationTimeliness,
)
from app.schemas.access import Wish
from app.schemas.fields import CodeText, IsoDay, Prose
from app.schemas.organisations import OrganisationRef
from app.schemas.paging import PageParameters, Read
from app.schemas.portfolio import ProjectRef

Words = Annotated[Prose, Field(min_length=1)]


class NewObstacle(Wish):
    cause: DelayCause = Field(description="One of the five causes that investment monitoring counts.")
    description: Words = Field(description="What stands in the way.")
    proposal: Prose = Field(default="", description="What would clear it, and who could.")


class ObstacleClearing(Wish):
    clearing: Words = Field(description="How it was cleared.")
    cleared_on: IsoDay | None = Field(default=None, description="The day; today when not said.")


class NewExplanation(Wish):
    question: Words = Field(description="What is to be explained.")
    limit_days: Annotated[int, Field(ge=1, le=LONGEST_LIMIT)] = Field(
        default=USUAL_LIMIT, description="Days to answer in."
    )
    limit_kind: DayKind = Field(default=DayKind.CALENDAR, description="What sort of days they are.")


class ExplanationAnswer(Wish):
    answer: Words = Field(description="The explanation.")


class NewUrging(Wish):
    note: Words = Field(description="What is urged.")


class UrgingOfMany(NewUrging):
    milestones: Annotated[list[CodeText], Field(min_length=1, max_length=200)] = Field(
        description="Codes of the milestones."
    )


class ObstacleRead(Read):
    version: int = Field(description="Moves with every change of the record.")
    code: str = Field(examples=["VM-3"])
    subject: ProjectRef = Field(description="The milestone or project it holds up.")
    is_milestone: bool = Field(description="Whether the subject is a milestone.")
    cause: DelayCause
    description: str = Field(description="What stands in the way.")
    proposal: str = Field(description="What would clear it; may be empty.")
    organisation: OrganisationRef = Field(description="Who named it.")
    named_on: date = Field(description="The day it was named.")
    cleared_on: date | None = Field(description="Null while it stands.")
    clearing: str | None = Field(description="How it was cleared.")
    days: int = Field(description="How many days it has stood, or stood until it was cleared.")


class ExplanationRead(Read):
    version: int = Field(description="Moves with every change of the record.")
    code: str = Field(examples=["GT-3"])
    subject: ProjectRef = Field(description="The milestone or project it is about.")
    is_milestone: bool = Field(description="Whether the subject is a milestone.")
    asked_of: OrganisationRef = Field(description="Who is to answer.")
    asked_for: OrganisationRef = Field(description="For whom it was asked.")
    asked_by: str = Field(description="The person who asked.")
    asked_on: date = Field(description="The day it was asked.")
    question: str = Field(description="What is to be explained.")
    limit_days: int = Field(description="Days to answer in.")
    limit_kind: DayKind
    due_on: date = Field(description="The last day of the limit.")
    status: ExplanationStatus
    timeliness: ExplanationTimeliness
    days: int = Field(description="Days left, or days past the limit.")
    answer: str | None = Field(description="Null until it is answered.")
    answered_on: date | None = Field(description="Null until it is answered.")


class UrgingRead(Read):
    subject: ProjectRef = Field(description="The milestone or project it is about.")
    is_milestone: bool = Field(description="Whether the subject is a milestone.")
    note: str = Field(description="What was urged.")
    urged_for: OrganisationRef = Field(description="For whom it was urged.")
    urged_by: str = Field(description="The person who urged.")
    recorded_at: datetime = Field(description="When.")


class SupervisionRead(Read):
    """What holds a project or milestone up, what was asked about it, and what the reader may do."""

    may_name_obstacle: bool = Field(description="Whether the reader may name an obstacle.")
    may_ask_explanation: bool = Field(description="Whether the reader may ask whoever leads it to explain.")
    may_urge: bool = Field(description="Whether the reader may urge whoever leads it.")
    obstacles: list[ObstacleRead] = Field(description="What stands in the way, then what did.")
    explanations: list[ExplanationRead] = Field(description="What was asked, the newest first.")
    urgings: list[UrgingRead] = Field(description="The last ten notes, the newest first.")


class ObstacleParameters(PageParameters):
    cause: list[DelayCause] = Field(default=[], description="Any of these causes.")
    cleared: bool | None = Field(default=None, description="Whether it is cleared.")


class ExplanationParameters(PageParameters):
    status: list[ExplanationStatus] = Field(default=[], description="Any of these statuses.")
    overdue: bool | None = Field(default=None, description="Whether it waits past its limit.")
    asked_of: list[CodeText] = Field(default=[], description="Asked of any of these organisations.")
