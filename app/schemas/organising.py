"""What an administrator asks to change of an organisation."""

from typing import Annotated

from pydantic import Field, StringConstraints

from app.domain.organisations.codes import CODE_PATTERN, LONGEST_CODE
from app.domain.organisations.roles import OrganisationKind
from app.schemas.access import Change, Wish
from app.schemas.fields import CodeText, IsoDay, Line

ShortName = Annotated[Line, StringConstraints(max_length=120)]


OrganisationCode = Annotated[str, StringConstraints(pattern=CODE_PATTERN, max_length=LONGEST_CODE)]


class NewOrganisation(Wish):
    code: OrganisationCode | None = Field(
        default=None,
        description="Small letters, digits and hyphens, for good; made from the short name where none is given.",
        examples=["so-xay-dung"],
    )
    name: Line = Field(description="The full name.", examples=["Sở Xây dựng thành phố Cần Thơ"])
    short_name: ShortName = Field(description="The name in tables.", examples=["Sở Xây dựng"])
    kind: OrganisationKind = Field(description="What sort of office it is.")
    parent: CodeText | None = Field(default=None, description="Code of the organisation above it.")
    valid_from: IsoDay | None = Field(default=None, description="First day it existed; null when unknown.")
    valid_to: IsoDay | None = Field(default=None, description="First day it no longer existed; null while it exists.")
    legal_basis: Line | None = Field(default=None, description="The document it rests on.")


class OrganisationChange(Change):
    name: Line = Field(default="", description="The full name.")
    short_name: ShortName = Field(default="", description="The name in tables.")
    kind: OrganisationKind = OrganisationKind.OTHER
    parent: CodeText | None = Field(default=None, description="Code of the organisation above it; null for none.")
    valid_from: IsoDay | None = Field(default=None, description="First day it existed; null when unknown.")
    valid_to: IsoDay | None = Field(default=None, description="First day it no longer existed; null while it exists.")
    legal_basis: Line | None = Field(default=None, description="The document it rests on or ended by.")
