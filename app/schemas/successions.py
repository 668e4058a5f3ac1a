"""Who took over from whom, and the duties that nobody has taken over yet: going out and coming in."""

from datetime import date
from typing import Annotated

from pydantic import Field

from app.domain.organisations.roles import AssignmentRole
from app.domain.organisations.successions import Confidence, SuccessionKind
from app.schemas.access import Wish
from app.schemas.assigning import BasisWish, Person
from app.schemas.fields import CodeText, IsoDay, Line
from app.schemas.organisations import OrganisationRef
from app.schemas.paging import Read
from app.schemas.planning import Words
from app.schemas.portfolio import ProjectRef

MOST_NAMED = 200


class SuccessionRead(Read):
    predecessor: OrganisationRef
    successor: OrganisationRef | None = Field(description="Null while nobody knows who took over (chưa xác định).")
    kind: SuccessionKind
    effective_on: date | None = Field(description="First day on which it holds; null where no source settles it.")
    scope: str | None = Field(description="What passed on; null for all of it.")
    legal_basis: str | None = Field(description="The document that says so; null when unknown.")
    source: str | None = Field(description="Where it was read.")
    confidence: Confidence


class NewSuccession(Wish):
    predecessor: CodeText = Field(description="Code of who passed it on.", examples=["so-ke-hoach-dau-tu"])
    successor: CodeText | None = Field(
        default=None, description="Code of who took over; null while nobody knows.", examples=["so-tai-chinh"]
    )
    kind: SuccessionKind
    effective_on: IsoDay | None = Field(default=None, description="First day on which it holds; null while unknown.")
    scope: Line | None = Field(default=None, description="What passed on; null for all of it.")
    legal_basis: Line | None = Field(default=None, description="The document that says so.")
    source: Line | None = Field(default=None, description="Where it was read, where that is not the document.")
    confidence: Confidence = Confidence.VERIFIED


class DutyRead(Read):
    """A role in open work, held by an organisation that has ended."""

    organisation: OrganisationRef
    role: AssignmentRole
    subject: str = Field(description="Code of the project or milestone.", examples=["15-nq-tu.3.01"])
    project: ProjectRef
    milestone: ProjectRef | None = Field(description="Null where the role is held in the project itself.")
    from_on: date = Field(description="First day on which it holds.")
    responsible: str | None = Field(description="Title of the person who answered for it.")
    demo: bool = Field(description="True when any value here is illustrative.")


class EndedRead(Read):
    """An organisation that has ended with open duties, and who may take them over as successions say."""

    organisation: OrganisationRef
    duties: int
    suggestions: list[SuccessionRead]


class DutyName(Wish):
    """One duty: of the organisations with this role in this work, the one that has ended is meant."""

    subject: CodeText = Field(description="Code of the project or milestone.", examples=["15-nq-tu.3.01"])
    role: AssignmentRole


class Reassignment(Wish):
    """Duties of one organisation that has ended, given to another with a document: those named, or all open ones."""

    predecessor: CodeText = Field(description="Code of the organisation that ended.", examples=["ubnd-quan-ninh-kieu"])
    successor: CodeText = Field(description="Code of who takes over.", examples=["ubnd-phuong-tan-an"])
    duties: Annotated[list[DutyName], Field(max_length=MOST_NAMED)] = Field(default=[], description="Which of them.")
    everything: bool = Field(default=False, description="True for all that are open, instead of naming them.")
    roles: list[AssignmentRole] = Field(default=[], description="With `everything`: only these roles.")
    responsible: Person | None = Field(default=None, description="Title of the person who answers from then on.")
    from_on: IsoDay | None = Field(
        default=None, description="First day on which it holds; null for the day on which the organisation ended."
    )
    basis: BasisWish = Field(description="The document that assigns.")
    reason: Words | None = Field(default=None, description="Why, where the document does not say so.")
