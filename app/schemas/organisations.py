"""Organisations and what they answer for, going out."""

from datetime import date

from pydantic import Field

from app.domain.organisations.roles import AssignmentRole, OrganisationKind
from app.schemas.comparing import Compared
from app.schemas.paging import Read
from app.schemas.resolution import QuotationRead


class Named(Read):
    """An organisation, or a ward, by its code and name."""

    code: str = Field(examples=["ubnd-phuong-tan-an"])
    name: str = Field(description="The full name.")
    short_name: str = Field(description="The name in tables.")


class OrganisationRef(Read):
    code: str = Field(examples=["ubnd-tp"])
    name: str = Field(description="The full name.")
    short_name: str = Field(description="The name in tables.")
    ended_on: date | None = Field(description="The first day it no longer existed; null while it exists.")
    now: list[Named] = Field(
        default=[], description="Who stands in its place (nay là) since it ended; empty where no source settles it."
    )


class OrganisationRead(Compared):
    code: str = Field(examples=["ubnd-tp"])
    name: str = Field(description="The full name.")
    short_name: str = Field(description="The name in tables.")
    kind: OrganisationKind
    parent: str | None = Field(description="Code of the organisation above it.")
    valid_from: date | None = Field(description="First day it existed; null when unknown.")
    valid_to: date | None = Field(description="First day it no longer existed; null while it exists.")
    legal_basis: str | None = Field(description="The document it rests on or ended by; null when unknown.")
    note: str | None = Field(description="What else is known of it.")


class DocumentRead(Read):
    version: int = Field(description="Moves with every change of the record.")
    code: str = Field(examples=["VB-7"])
    number: str | None = Field(description="The number it bears.")
    issued_on: date | None = Field(description="The date the document bears.")
    issuer: str | None = Field(description="Who issued it.")
    title: str = Field(description="The title.")
    file_name: str | None = Field(description="Name of its file; null while none is kept.")
    sha256: str | None = Field(description="Digest of its file, by which anybody can tell it is the same.")
    media_type: str | None = Field(description="Kind of its file.")
    size_bytes: int | None = Field(description="Size of its file.")
    published: bool = Field(description="Whether the public may see it.")
    demo: bool = Field(description="True when any value here is illustrative.")


class AssignmentRead(Read):
    role: AssignmentRole
    organisation: OrganisationRef
    subject: str = Field(description="Code of the project or milestone.", examples=["15-nq-tu.3.01"])
    subject_title: str = Field(description="Title of the project or milestone.")
    from_on: date = Field(description="First day on which it holds.")
    to_on: date | None = Field(description="First day it no longer holds; null while it holds.")
    responsible: str | None = Field(description="Title of the person who answers for it.")
    quotation: QuotationRead | None = Field(description="The words of the resolution it rests on.")
    basis_document: DocumentRead | None = Field(
        description="The document that assigned it; null when words of the resolution do."
    )
    demo: bool = Field(description="True when any value here is illustrative.")


class WardRead(Read):
    code: str = Field(examples=["31147"])
    name: str = Field(description="The full name.")
    valid_from: date | None = Field(description="First day it existed; null when unknown.")
    valid_to: date | None = Field(description="First day it no longer existed; null while it exists.")
    now: list[Named] = Field(
        default=[],
        description="The wards its ground lies in (nay thuộc) since it ended; empty where nobody settled it.",
    )


class Workload(Read):
    """What an organisation leads and coordinates on the day."""

    leads: int = Field(default=0, description="How many projects it leads.")
    coordinates: int = Field(default=0, description="How many projects it coordinates in.")
    overdue: int = Field(default=0, description="How many of the projects it leads are overdue.")


class OrganisationDetail(OrganisationRead):
    version: int = Field(description="Moves with every change of the record.")
    workload: Workload
