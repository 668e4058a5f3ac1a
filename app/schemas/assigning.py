"""Who is to answer for what: asked for, previewed and recorded."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from app.domain.organisations.roles import AssignmentRole
from app.schemas.access import Wish
from app.schemas.fields import CodeText, IsoDay
from app.schemas.organisations import DocumentRead, OrganisationRef
from app.schemas.paging import Read
from app.schemas.planning import DeadlineWish, Line, Words
from app.schemas.portfolio import DeadlineRead, ProjectRef

Person = Annotated[Line, Field(max_length=200)]


class BasisWish(Wish):
    """The document that assigns; one with the same number, date and issuer is taken as it is."""

    number: Annotated[Line, Field(max_length=80)] = Field(description="The number it bears.", examples=["12/QĐ-UBND"])
    issued_on: IsoDay = Field(description="The date it bears.", examples=["2026-11-20"])
    issuer: Annotated[Line, Field(max_length=200)] = Field(description="Who issued it.", examples=["UBND thành phố"])
    title: Line = Field(description="What it is about.", examples=["Phân công chủ trì thực hiện"])


class HolderWish(Wish):
    organisation: CodeText = Field(description="Code of the organisation.", examples=["ubnd-tp"])
    responsible: Person | None = Field(
        default=None, description="Title of the person who answers for it; null while nobody is named."
    )


class NewAssignment(HolderWish):
    role: AssignmentRole
    from_on: IsoDay | None = Field(default=None, description="First day on which it holds; null for today.")
    basis: BasisWish = Field(description="The document that assigns.")
    reason: Words | None = Field(default=None, description="Why, where the document does not say so.")


class BulkAssignment(Wish):
    """At least one of lead, coordinators and deadline is given."""

    projects: Annotated[list[CodeText], Field(min_length=1, max_length=200)] = Field(
        description="Codes of the projects.", examples=[["15-nq-tu.3.01"]]
    )
    lead: HolderWish | None = Field(default=None, description="Who is to lead them; null to leave that as it is.")
    coordinators: Annotated[list[CodeText], Field(max_length=50)] = Field(
        default=[], description="Codes of organisations that are to coordinate, beside those that do."
    )
    deadline: DeadlineWish | None = Field(default=None, description="Their first deadline; null to leave that.")
    from_on: IsoDay | None = Field(default=None, description="First day on which it holds; null for today.")
    basis: BasisWish = Field(description="The document that assigns.")
    reason: Words | None = Field(default=None, description="Why, where the document does not say so.")


class Undo(Wish):
    reason: Words = Field(description="Why it is taken back.")


class ChangeRead(Read):
    """What one act changed, or would change, in one project; without a role its deadline."""

    project: ProjectRef
    milestone: ProjectRef | None = Field(description="The milestone in which; null for the project itself.")
    role: AssignmentRole | None = Field(description="Null where a deadline is set.")
    before: OrganisationRef | None = Field(description="Who had the role; null for nobody.")
    after: OrganisationRef | None = Field(description="Who has it then; null for nobody.")
    responsible_before: str | None = Field(description="Title of the person before; null for nobody.")
    responsible_after: str | None = Field(description="Title of the person after; null for nobody.")
    deadline: DeadlineRead | None = Field(description="The deadline that is set, or taken back; null for none.")


class BatchRead(Read):
    code: str = Field(examples=["PC-3"])
    made_by: str = Field(description="Who did it.")
    recorded_at: datetime = Field(description="When the office knew it.")
    from_on: date = Field(description="First day on which it holds.")
    reason: str = Field(description="Why; empty where the document says so.")
    basis_document: DocumentRead | None = Field(description="The document that assigned; null where one is taken back.")
    undoes: str | None = Field(description="Code of the act that this one takes back.")
    undone_by: str | None = Field(description="Code of the act that took this one back.")
    changes: list[ChangeRead] = Field(description="What it changed, project by project.")
