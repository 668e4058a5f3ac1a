"""What an administrator asks to change of an organisation."""

from typing import Annotated

from pydantic import Field, StringConstraints

from app.domain.organisations.roles import OrganisationKind
from app.schemas.access import Change
from app.schemas.fields import CodeText, IsoDay, Line

ShortName = Annotated[Line, StringConstraints(max_length=120)]


class OrganisationChange(Change):
    name: Line = Field(default="", description="The full name.")
    short_name: ShortName = Field(default="", description="The name in tables.")
    kind: OrganisationKind = OrganisationKind.OTHER
    parent: CodeText | None = Field(default=None, description="Code of the organisation above it; null for none.")
    valid_from: IsoDay | None = Field(default=None, description="First day it existed; null when unknown.")
    valid_to: IsoDay | None = Field(default=None, description="First day it no longer existed; null while it exists.")
    legal_basis: Line | None = Field(default=None, description="The document it rests on or ended by.")
