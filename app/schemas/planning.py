"""What a planner asks for: projects, milestones and plans."""

import re
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from app.domain.deadlines import DeadlinePrecision
from app.domain.portfolio.statuses import ProjectGroup, ProjectKind, ProjectStage
from app.domain.text import nfc
from app.schemas.access import Change, Wish
from app.schemas.fields import CodeText, IsoDay

_UNTYPED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def _typed(value: str) -> str:
    # Browsers send line ends as CR LF; no other control character can be typed.
    value = value.replace("\r\n", "\n")
    if _UNTYPED.search(value):
        raise ValueError("contains a control character")
    return nfc(value)


def _one_line(value: str) -> str:
    return " ".join(value.split())


Line = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=500),
    AfterValidator(_typed),
    AfterValidator(_one_line),
]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=5000), AfterValidator(_typed)]


class DeadlineWish(Wish):
    date: IsoDay = Field(description="Any day of the span; the last one counts.", examples=["2026-12-31"])
    precision: DeadlinePrecision = Field(default=DeadlinePrecision.DAY, description="How exactly it is set.")


class QuotationWish(Wish):
    clause: CodeText = Field(description="Path of the sentence or bullet.", examples=["II.3.d1.s2"])
    words: Words = Field(description="The exact words.", examples=["đường nối Võ Văn Kiệt - 91B"])
    occurrence: Annotated[int, Field(ge=1, le=1000)] | None = Field(
        default=None, description="Counts from 1; needed where the words stand there more than once."
    )
    completion_test: Words | None = Field(default=None, description="How one will know that it is done.")


class NewProject(Wish):
    resolution: CodeText = Field(examples=["15-nq-tu"])
    programme: CodeText | None = Field(default=None, description="Null for none.", examples=["15-nq-tu.3"])
    title: Line = Field(description="The title.")
    kind: ProjectKind
    summary: Words = Field(description="One or two sentences.")
    product: Words | None = Field(default=None, description="What proves that it is done; null while undecided.")
    place: Line | None = Field(default=None, description="Where; null when not stated.")
    group: ProjectGroup = ProjectGroup.UNKNOWN
    deadline: DeadlineWish | None = Field(default=None, description="Null while nobody has set one.")
    quotations: Annotated[list[QuotationWish], Field(min_length=1, max_length=50)] = Field(
        description="The words it stands on."
    )


class ProjectChange(Change):
    programme: CodeText | None = Field(default=None, description="Null for none; its code stays.")
    title: Line = Field(default="", description="The title.")
    kind: ProjectKind = ProjectKind.SCHEME
    stage: ProjectStage = ProjectStage.PROPOSED
    summary: Words = Field(default="", description="One or two sentences.")
    product: Words | None = Field(default=None, description="What proves that it is done; null while undecided.")
    place: Line | None = Field(default=None, description="Where; null when not stated.")
    group: ProjectGroup = ProjectGroup.UNKNOWN
    deadline: DeadlineWish | None = Field(
        default=None, description="The first deadline; from then on it moves by an extension."
    )


class Publication(Wish):
    published: bool = Field(description="Whether the public may see it.")


class NewMilestone(Wish):
    title: Line = Field(description="The title.")
    product: Words | None = Field(default=None, description="What proves it; null while undecided.")
    stage: ProjectStage | None = Field(default=None, description="The stage of the project it belongs to.")
    planned_start: IsoDay | None = Field(default=None, description="Null while nobody has planned one.")
    deadline: DeadlineWish | None = Field(default=None, description="Null while nobody has set one.")
    conditional: bool = Field(default=False, description="True when it arises only in some cases.")
    weight: Annotated[int, Field(ge=1, le=100)] = Field(default=1, description="How much it counts, 1 to 100.")
    predecessors: Annotated[list[CodeText], Field(max_length=100)] = Field(
        default=[], description="Codes of milestones of the project that come before it."
    )


class MilestoneChange(Change):
    title: Line = Field(default="", description="The title.")
    product: Words | None = Field(default=None, description="What proves it; null while undecided.")
    stage: ProjectStage | None = Field(default=None, description="The stage of the project it belongs to.")
    planned_start: IsoDay | None = Field(default=None, description="Null while nobody has planned one.")
    deadline: DeadlineWish | None = Field(
        default=None, description="The first deadline; from then on it moves by an extension."
    )
    conditional: bool = Field(default=False, description="True when it arises only in some cases.")
    weight: Annotated[int, Field(ge=1, le=100)] = Field(default=1, description="How much it counts, 1 to 100.")
    predecessors: Annotated[list[CodeText], Field(max_length=100)] = Field(
        default=[], description="Codes of milestones of the project that come before it."
    )


class PlanWish(Wish):
    start: IsoDay = Field(description="The day the work may begin.", examples=["2026-12-01"])


class AcceptedStep(Wish):
    """A step of a template with the dates that the planner accepted or changed."""

    number: Annotated[int, Field(ge=1, le=1000)] = Field(description="Its number within the template.")
    planned_start: IsoDay | None = Field(default=None, description="Null to plan none.")
    deadline: DeadlineWish | None = Field(default=None, description="Null to set none.")


class AcceptedPlan(Wish):
    template: CodeText = Field(examples=["T1"])
    steps: Annotated[list[AcceptedStep], Field(min_length=1, max_length=200)] = Field(
        description="Those to be made; a step that is left out hands on what it waits for."
    )
