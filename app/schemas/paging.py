"""One page of a collection, alike for all of them."""

from datetime import date
from typing import Annotated, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from app.schemas.fields import AS_OF_MEANING, Limit

T = TypeVar("T")


class Parameters(BaseModel):
    """The query of a collection. An unknown name is refused, so that a misspelt filter never shows everything."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class PresentParameters(Parameters):
    """The query of a collection of which only today is known."""

    limit: Limit = Field(default=50, description="How many items a page holds, 1 to 200.", examples=[50])
    cursor: Annotated[str, StringConstraints(max_length=2000)] | None = Field(
        default=None, description="Where the page starts: taken from `next` of the page before, never made by hand."
    )


class PageParameters(PresentParameters):
    # Heeded with the view that every list reads from.
    as_of: str | None = Field(default=None, description=AS_OF_MEANING, examples=["2025-06-30"])


class Read(BaseModel):
    """What goes out; made from values, never changed."""

    model_config = ConfigDict(frozen=True, from_attributes=True)


class PageRead(Read, Generic[T]):
    items: list[T] = Field(description="The records of this page, in the order asked for.")
    next: str | None = Field(description="The address of the next page; null on the last one.")
    previous: str | None = Field(description="The address of the page before; null on the first one.")
    total: int = Field(description="How many records the filters let through.", examples=[117])
    total_is_lower_bound: bool = Field(
        description="True when counting stopped: at 10,000, as of a past moment at 2,000."
    )
    as_of: date = Field(description="The day the figures speak of.", examples=["2026-11-23"])
    demo: bool = Field(description="True when this database holds illustrative data (Dữ liệu minh họa).")
