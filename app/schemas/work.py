"""What people ask to change in the course of the work."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from app.domain.portfolio.statuses import MilestoneStatus
from app.domain.work.extensions import ExtensionStatus
from app.schemas.access import Wish
from app.schemas.fields import CodeText, DeadlineText, DocumentNumber, IsoDay, Issuer, Line, Prose
from app.schemas.organisations import DocumentRead, OrganisationRef
from app.schemas.paging import Read
from app.schemas.portfolio import DeadlineRead, ProjectRef

Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False, description="0 to 1.", examples=[0.4])]


class NewDocument(Wish):
    """A paper, with or without its file. What is classified has no place here, so whoever adds it says it is not."""

    number: DocumentNumber | None = Field(default=None, description="The issuer's own number.", examples=["12/QĐ-UBND"])
    issued_on: IsoDay | None = Field(default=None, description="The day it bears.")
    issuer: Issuer | None = Field(default=None, description="Who issued it.")
    title: Line = Field(description="What it is about.", examples=["Quyết định phê duyệt dự án"])
    classified: bool = Field(description="Whether it is a state secret (mật); then it is refused.", examples=[False])


class DocumentChange(Wish):
    published: bool = Field(description="Whether the public is to see it.")


class ProductDocument(NewDocument):
    """The product that a claim rests on; its day is what timeliness is judged by."""

    number: DocumentNumber = Field(description="The issuer's own number.", examples=["12/QĐ-UBND"])
    issued_on: IsoDay = Field(description="The day it bears.")
    issuer: Issuer = Field(description="Who issued it.")


class Move(Wish):
    """A wish to move a milestone to another status."""

    to: MilestoneStatus = Field(description="The status it is to have.")
    effective_on: IsoDay | None = Field(default=None, description="When it happened; today when not said.")
    reason: Prose = Field(default="", description="Why; needed for some moves.")
    product: ProductDocument | None = Field(default=None, description="A new document the move rests on.")
    documents: list[CodeText] = Field(default=[], max_length=20, description="Codes of documents it rests on.")


class BatchedMove(Move):
    code: CodeText = Field(description="Code of the milestone.", examples=["15-nq-tu.3.01.M04"])
    version: int = Field(description="The version it was decided on.", examples=[3])


class MoveBatch(Wish):
    """Moves that happen all or not at all."""

    moves: list[BatchedMove] = Field(min_length=1, max_length=200, description="At most 200.")


class NewReport(Wish):
    """How far a milestone is, and what was done."""

    share_done: Share
    done: Annotated[Prose, Field(min_length=1)] = Field(description="What was done.")
    effective_on: IsoDay | None = Field(default=None, description="As of which day; today when not said.")
    documents: list[CodeText] = Field(default=[], max_length=20, description="Codes of documents it comes with.")


class NewExtension(Wish):
    """A request for a later deadline."""

    deadline: DeadlineText = Field(description="2026-12-31, 2026-12, 2026-Q4 or 2026.", examples=["2026-Q4"])
    reason: Annotated[Prose, Field(min_length=1)] = Field(description="Why.")


class ExtensionDecision(Wish):
    """The planner's answer; a refusal needs a reason, a grant may set another deadline than was asked for."""

    granted: bool = Field(description="Whether it is granted.")
    deadline: DeadlineText | None = Field(default=None, description="When another is granted than was asked for.")
    reason: Prose = Field(default="", description="Why; needed for a refusal.")
    documents: list[CodeText] = Field(default=[], max_length=1, description="The decision's document.")


class ExtensionRead(Read):
    version: int = Field(description="Moves with every change of the record.")
    code: str = Field(examples=["GH-3"])
    subject: ProjectRef = Field(description="The milestone or project it is about.")
    is_milestone: bool = Field(description="Whether the subject is a milestone.")
    organisation: OrganisationRef = Field(description="Who asks.")
    status: ExtensionStatus
    before: DeadlineRead = Field(description="The deadline it was asked against.")
    wanted: DeadlineRead = Field(description="The deadline asked for.")
    granted: DeadlineRead | None = Field(description="The deadline granted; null unless it was.")
    reason: str = Field(description="Why it is asked.")
    asked_on: date = Field(description="The day it was asked.")
    decision: str | None = Field(description="What the planner said.")
    document: DocumentRead | None = Field(description="The decision's document.")
    times_extended: int | None = Field(
        description="How often the milestone is extended, this request counted while it is open; null for projects."
    )


class AllowedMoveRead(Read):
    """A move that is open to the reader, and what it needs."""

    to: MilestoneStatus
    needs_reason: bool = Field(description="Whether it needs a reason.")
    needs_document: bool = Field(description="Whether it needs a document.")


class ReportRead(Read):
    effective_on: date = Field(description="As of which day.")
    recorded_at: datetime = Field(description="When the office knew it.")
    organisation: OrganisationRef = Field(description="Who reported.")
    share_done: float | None = Field(description="0 to 1.")
    done: str = Field(description="What was done.")
    unchanged: bool = Field(description="True for the press that says nothing has changed.")
    documents: list[DocumentRead] = Field(description="What it came with.")


class MilestoneDesk(Read):
    """What there is to do about a milestone, for the one who reads."""

    allowed_moves: list[AllowedMoveRead] = Field(description="The moves open to the reader.")
    may_report: bool = Field(description="Whether the reader may report progress.")
    may_ask_extension: bool = Field(description="Whether the reader may ask for a later deadline now.")
    reports: list[ReportRead] = Field(description="The latest reports, newest first.")
    extensions: list[ExtensionRead] = Field(description="Requests for a later deadline, newest first.")
    product: DocumentRead | None = Field(description="The document that the last claim rests on.")
    renewed_on: date | None = Field(description="The day the lead last said how it stands.")


class ProjectDesk(Read):
    """What there is to do about a project, for the one who reads."""

    may_ask_extension: bool = Field(description="Whether the reader may ask for a later deadline now.")
    extensions: list[ExtensionRead] = Field(
        description="Requests for a later deadline of the project and of its milestones, newest first."
    )
