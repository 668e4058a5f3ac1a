"""Organisations and what they answer for, going out."""

from datetime import date

from pydantic import Field

from app.domain.organisations.roles import AssignmentRole, OrganisationKind
from app.schemas.paging import Read
from app.schemas.resolution import QuotationRead


class OrganisationRef(Read):
    code: str = Field(examples=["ubnd-tp"])
    name: str
    short_name: str
    ended_on: date | None = Field(description="The first day it no longer existed; null while it exists.")


class OrganisationRead(Read):
    code: str = Field(examples=["ubnd-tp"])
    name: str
    short_name: str
    kind: OrganisationKind
    parent: str | None = Field(description="Code of the organisation above it.")
    valid_from: date | None = Field(description="First day it existed; null when unknown.")
    valid_to: date | None = Field(description="First day it no longer existed; null while it exists.")
    legal_basis: str | None
    note: str | None


class DocumentRead(Read):
    code: str = Field(examples=["VB-7"])
    number: str | None
    issued_on: date | None
    issuer: str | None
    title: str
    demo: bool


class AssignmentRead(Read):
    role: AssignmentRole
    organisation: OrganisationRef
    subject: str = Field(description="Code of the project or milestone.", examples=["15-nq-tu.3.01"])
    subject_title: str
    from_on: date
    to_on: date | None = Field(description="First day it no longer holds; null while it holds.")
    responsible: str | None = Field(description="Title of the person who answers for it.")
    quotation: QuotationRead | None = Field(description="The words of the resolution it rests on.")
    basis_document: DocumentRead | None
    demo: bool


class WardRead(Read):
    code: str = Field(examples=["31147"])
    name: str
    valid_from: date | None
    valid_to: date | None


class Workload(Read):
    """What an organisation leads and coordinates on the day."""

    leads: int = 0
    coordinates: int = 0
    overdue: int = Field(default=0, description="How many of the projects it leads are overdue.")


class OrganisationDetail(OrganisationRead):
    version: int
    workload: Workload
