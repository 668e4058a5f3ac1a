"""What the forms of the work send, field by field, as people type it."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from app.domain.work.recommendations import LONGEST_DAYS, Step
from app.schemas.access import Wish
from app.schemas.fields import CodeText, DeadlineText, DocumentNumber, IsoDay, Issuer, Line, Prose


class YesNo(StrEnum):
    YES = "yes"
    NO = "no"


class PaperForm(Wish):
    """A paper that comes with a form; all of it may be left empty."""

    number: DocumentNumber | None = None
    issued_on: IsoDay | None = None
    issuer: Issuer | None = None
    title: Line | None = None
    classified: YesNo | None = None


class PublishForm(Wish):
    published: bool


class VersionForm(Wish):
    version: int


class ReportForm(VersionForm):
    """`percent` runs from 0 to 100; `finished` claims completion, for which the paper is the product."""

    percent: Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)]
    done: Annotated[Prose, Field(min_length=1)]
    effective_on: IsoDay | None = None
    finished: bool = False


class MoveForm(VersionForm):
    reason: Prose = ""
    effective_on: IsoDay | None = None


class ExtensionForm(Wish):
    deadline: DeadlineText
    reason: Annotated[Prose, Field(min_length=1)]


class CommentForm(VersionForm):
    body: Annotated[Prose, Field(min_length=1)]


class FollowForm(Wish):
    follow: bool


class ClearingForm(VersionForm):
    clearing: Annotated[Prose, Field(min_length=1)]
    cleared_on: IsoDay | None = None


class AnswerForm(VersionForm):
    answer: Annotated[Prose, Field(min_length=1)]


class DecisionForm(VersionForm):
    decision: YesNo
    deadline: DeadlineText | None = None
    reason: Prose = ""


class StepForm(VersionForm):
    """A step about a recommendation; `document` names one that a step before rests on."""

    step: Step
    taken_on: IsoDay | None = None
    words: Prose = ""
    document: CodeText | None = None
    explain_within: Annotated[int, Field(ge=1, le=LONGEST_DAYS)] | None = None
