"""Accounts as an administrator sees them: what is asked of the lists, and what goes out."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from app.domain.access.actor import Role
from app.domain.access.sign_in import AttemptOutcome
from app.schemas.access import OfficeRead
from app.schemas.fields import Query
from app.schemas.organisations import OrganisationRef
from app.schemas.paging import PresentParameters, Read
from app.schemas.parameters import SEARCH


class UserSort(StrEnum):
    LOGIN = "login"
    LOGIN_DOWN = "-login"


class UserParameters(PresentParameters):
    active: bool | None = Field(default=None, description="Only accounts that are open, or only the closed ones.")
    role: list[Role] = Field(default=[], description="Holds any of these roles today.")
    q: Query | None = Field(default=None, description=SEARCH)
    sort: UserSort = UserSort.LOGIN


class AttemptParameters(PresentParameters):
    login: Annotated[Query, StringConstraints(strip_whitespace=True)] | None = None
    outcome: list[AttemptOutcome] = []


class MembershipRead(OfficeRead):
    id: int = Field(description="Names the membership when it is to end.")
    role: Role
    organisation: OrganisationRef
    from_on: date = Field(description="First day on which it is held.")
    to_on: date | None = Field(description="First day it is no longer held; null while no end is set.")
    from_provider: bool = Field(description="True when it follows the identity provider's claims.")


class UserRead(Read):
    login: str = Field(description="What is typed to sign in.", examples=["nguyen.van.a"])
    name: str = Field(description="The person's name.")
    active: bool = Field(description="False when the account is closed.")
    has_password: bool = Field(description="False while no password was set; the identity provider may let them in.")
    offices: list[OfficeRead] = Field(description="What the person holds today.")
    demo: bool = Field(description="True for accounts of a demonstration.")


class UserDetail(UserRead):
    version: int = Field(description="Moves with every change of the account itself.")
    memberships: list[MembershipRead] = Field(description="What the person held, holds and will hold, in time order.")
