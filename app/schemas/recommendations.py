"""Recommendations (kiến nghị) and the steps taken about them, coming in and going out."""

from datetime import date
from typing import Annotated

from pydantic import Field

from app.domain.work.recommendations import LONGEST_DAYS, RecommendationState, Standing, Step
from app.schemas.access import Change, Wish
from app.schemas.fields import CodeText, IsoDay, Line, Prose, Query
from app.schemas.organisations import DocumentRead, OrganisationRef
from app.schemas.paging import PageParameters, Read
from app.schemas.parameters import SEARCH

Words = Annotated[Prose, Field(min_length=1)]
_SUBJECT = "Code of the project, milestone or programme it is about; null for none."


class NewRecommendation(Wish):
    content: Words = Field(description="What is recommended.")
    addressee: CodeText = Field(description="Code of the organisation that is to act.", examples=["ubnd-tp"])
    product: Words = Field(description="What has to come of it.")
    basis: Words = Field(description="What it rests on: a finding, a conclusion, a provision.")
    evidence_awaited: Prose = Field(default="", description="What evidence is awaited.")
    report: Line | None = Field(default=None, description="The report it comes from.")
    document: CodeText | None = Field(default=None, description="Code of the document it rests on.")
    subject: CodeText | None = Field(default=None, description=_SUBJECT)
    council_session: CodeText | None = Field(default=None, description="Code of the council session it was made at.")
    deadline_on: IsoDay | None = Field(
        default=None, description="By which day; none for a Party body, to which it is a proposal."
    )
    priority: bool = Field(default=False, description="Whether it goes before others.")


class RecommendationChange(Change):
    content: Words = Field(default="", description="What is recommended.")
    addressee: CodeText = Field(default="", description="Code of the organisation that is to act.")
    product: Words = Field(default="", description="What has to come of it.")
    basis: Words = Field(default="", description="What it rests on.")
    evidence_awaited: Prose = Field(default="", description="What evidence is awaited.")
    report: Line | None = Field(default=None, description="The report it comes from.")
    document: CodeText | None = Field(default=None, description="Code of the document it rests on.")
    subject: CodeText | None = Field(default=None, description=_SUBJECT)
    council_session: CodeText | None = Field(default=None, description="Code of the council session it was made at.")
    deadline_on: IsoDay | None = Field(default=None, description="By which day; none for a Party body.")
    priority: bool = Field(default=False, description="Whether it goes before others.")


class NewFollowUp(Wish):
    step: Step = Field(description="One of the steps that are open.")
    taken_on: IsoDay | None = Field(default=None, description="When; today when not said.")
    words: Prose = Field(default="", description="What is said.")
    document: CodeText | None = Field(default=None, description="Code of the document it rests on.")
    explain_within: Annotated[int, Field(ge=1, le=LONGEST_DAYS)] | None = Field(
        default=None, description="Calendar days to explain in: 15 when not said, 30 in complex matters."
    )


class SubjectRead(Read):
    kind: str = Field(description="project, milestone or programme.")
    code: str = Field(examples=["15-nq-tu.3.01"])
    title: str = Field(description="The title.")


class SessionRef(Read):
    code: str = Field(examples=["KH-12"])
    name: str = Field(description="What the session is called.")


class RecommendationRead(Read):
    version: int = Field(description="Moves with every change of the record.")
    code: str = Field(examples=["KN-4"])
    content: str = Field(description="What is recommended.")
    addressee: OrganisationRef = Field(description="Who is to act.")
    made_for: OrganisationRef = Field(description="The supervising body that recommends it.")
    is_proposal: bool = Field(description="True where it is put to a Party body: a proposal without a clock.")
    product: str = Field(description="What has to come of it.")
    evidence_awaited: str = Field(description="What evidence is awaited; may be empty.")
    basis: str = Field(description="What it rests on.")
    document: DocumentRead | None = Field(description="The document it rests on.")
    report: str | None = Field(description="The report it comes from.")
    subject: SubjectRead | None = Field(description="What it is about.")
    council_session: SessionRef | None = Field(description="The council session it was made at.")
    priority: bool = Field(description="Whether it goes before others.")
    deadline_on: date | None = Field(description="By which day; null for a proposal.")
    state: RecommendationState = Field(description="What the supervising side has found so far.")
    standing: Standing = Field(description="The state as of the day, on which it may be overdue.")
    issued_on: date | None = Field(description="When it was sent; null before.")
    closed_on: date | None = Field(description="When the supervising side closed it; null while it is open.")
    age: int | None = Field(description="Days since it was sent, or from then until it was closed; null before.")
    days_late: int = Field(description="Days past its deadline, 0 where there are none.")
    days_left: int | None = Field(description="Days to its deadline; null where it has none or is closed.")
    pressed: Step | None = Field(description="The last of the seven steps taken; null before the first.")
    explain_by: date | None = Field(description="By which day an explanation is due; null where none is asked for.")
    explanation_late: int = Field(description="Days past that day, 0 where there are none.")
    answer_awaited: bool = Field(description="Whether it is the addressee's turn.")
    demo: bool = Field(description="True when any value here is illustrative.")


class FollowUpRead(Read):
    step: Step
    taken_on: date = Field(description="When it was taken.")
    actor: str = Field(description="Who took it.")
    organisation: OrganisationRef = Field(description="For which organisation.")
    words: str = Field(description="What was said; may be empty.")
    document: DocumentRead | None = Field(description="What it rests on; null where none may be seen.")
    explain_by: date | None = Field(description="By which day the explanation was due that the step asked for.")
    explained_late: int | None = Field(
        description="How many days late that explanation came or has not come; 0 in time, null where none was asked."
    )


class AllowedStepRead(Read):
    """A step that is open to the reader, and what it needs."""

    step: Step
    needs_words: bool = Field(description="Whether it has to be put in words.")
    needs_document: bool = Field(description="Whether it needs a document.")


class RecommendationDetail(RecommendationRead):
    follow_ups: list[FollowUpRead] = Field(description="What was done about it, in the order it was done.")
    allowed_steps: list[AllowedStepRead] = Field(description="The steps that the reader may take now.")
    may_edit: bool = Field(description="Whether the reader may change its words: only before it is sent.")


class AddresseeCounts(Read):
    """How many of an organisation's recommendations stand how; they add up to `total`."""

    addressee: OrganisationRef
    by_standing: dict[Standing, int]
    total: int


class RecommendationCounts(Read):
    """What was asked and what came of it; `past_deadline` counts open ones of any state, `drafts` are in no other."""

    addressees: list[AddresseeCounts]
    by_standing: dict[Standing, int]
    total: int
    still_open: int
    carried_out: int
    past_deadline: int
    drafts: int


class RecommendationParameters(PageParameters):
    state: list[Standing] = Field(default=[], description="Any of these states, as of the day.")
    addressee: list[CodeText] = Field(default=[], description="Put to any of these organisations.")
    project: list[CodeText] = Field(default=[], description="About any of these projects, or their milestones.")
    overdue: bool | None = Field(default=None, description="Whether it is open past its deadline.")
    priority: bool | None = Field(default=None, description="Whether it goes before others.")
    sent: bool | None = Field(default=None, description="Whether it has been sent, or is still a draft.")
    q: Query | None = Field(default=None, description=SEARCH)
