"""Accounts and sign-ins, coming in and going out."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, field_validator

from app.domain.access.actor import Role
from app.domain.access.sign_in import AttemptOutcome, SignInWay, TokenScope
from app.domain.text import nfc
from app.schemas.fields import CodeText, IsoDay, composed, keepable
from app.schemas.organisations import OrganisationRef
from app.schemas.paging import Read

LOGIN_PATTERN = r"^[^\s/?#]*[^\s/?#.][^\s/?#]*$"
Login = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=2, max_length=200, pattern=LOGIN_PATTERN),
    AfterValidator(nfc),
]
# Composed before it is measured, since composing may lengthen.
PersonName = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), BeforeValidator(composed)
]


class Wish(BaseModel):
    """What somebody asks to change; a field nobody knows is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @field_validator("*", mode="before")
    @classmethod
    def _keepable(cls, value: object) -> object:
        return keepable(value)


def _without_defaults(schema: dict[str, Any]) -> None:
    """Leave defaults out of a patch's schema: an unsent field stays as it is."""
    for field in schema["properties"].values():
        field.pop("default", None)


class Change(Wish):
    """A merge patch: an unsent field stays as it is, null empties a field that may be empty."""

    model_config = ConfigDict(extra="forbid", frozen=True, json_schema_extra=_without_defaults)


class NewAccount(Wish):
    login: Login = Field(description="What is typed to sign in; case does not matter.", examples=["nguyen.van.a"])
    name: PersonName = Field(description="The person's name.", examples=["Nguyễn Văn A"])


class AccountChange(Change):
    name: PersonName = Field(default="", description="The person's name.")
    active: bool = Field(default=True, description="False closes the account and ends all its sign-ins.")


class NewMembership(Wish):
    organisation: CodeText = Field(description="Code of the organisation.", examples=["so-xay-dung"])
    role: Role
    from_on: IsoDay | None = Field(default=None, description="First day on which it is held; today when not sent.")


class NewToken(Wish):
    name: Annotated[PersonName, Field(max_length=100)]
    scope: TokenScope = TokenScope.READ
    days: Annotated[int, Field(ge=1, le=365)] = 90


class PasswordChange(Wish):
    password: Annotated[str, Field(max_length=400)]
    new_password: Annotated[str, Field(max_length=400)]


class OfficeRead(Read):
    """A role held in an organisation."""

    role: Role
    organisation: OrganisationRef


class DeviceRead(Read):
    id: int
    way: SignInWay
    device: str
    address: str
    created_at: datetime
    last_seen_at: datetime
    is_this: bool


class TokenRead(Read):
    id: int
    name: str
    scope: TokenScope
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None


class AccountRead(Read):
    """One's own account. `has_password` is false for those who sign in through the identity provider alone."""

    login: str
    name: str
    has_password: bool
    offices: list[OfficeRead]
    devices: list[DeviceRead]
    tokens: list[TokenRead]


class AttemptRead(Read):
    at: datetime
    login: str
    address: str
    way: SignInWay
    outcome: AttemptOutcome
