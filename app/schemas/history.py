"""What changed, as a follower reads it: revision after revision, in the order in which they were committed."""

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import Field

from app.domain.history.nouns import ChangeKind, Noun
from app.schemas.fields import AS_OF_MEANING, CodeText, Limit
from app.schemas.paging import Parameters, Read

Number = Annotated[int, Field(ge=0, lt=2**63)]


class FollowParameters(Parameters):
    """A follower asks for what came after what it has."""

    after: Number = Field(default=0, description="Only changes with a higher number; 0 for all.", examples=[1234])
    limit: Limit = Field(default=50, description="How many items a page holds, 1 to 200.", examples=[50])
    # Heeded with the view that the changes are read from.
    as_of: str | None = Field(default=None, description=AS_OF_MEANING, examples=["2025-06-30"])


class ProjectChangeParameters(FollowParameters):
    noun: list[Noun] = Field(default=[], description="Any of these nouns.")


class ChangeParameters(ProjectChangeParameters):
    project: list[CodeText] = Field(default=[], description="Code of the project.", examples=[["15-nq-tu.3.01"]])
    organisation: list[CodeText] = Field(
        default=[],
        description="Code of an organisation: the work it leads or coordinates today, and its own record.",
        examples=[["ubnd-tp"]],
    )


class FieldChange(Read):
    name: str = Field(description="The field.", examples=["deadline"])
    old: Any = Field(description="What it was; null where it was empty, or the record is new.")
    new: Any = Field(description="What it became; null where it is empty, or the record is gone.")


class ChangeRead(Read):
    number: int = Field(description="Its place in the log; others may stand between that one may not see.")
    at: datetime = Field(description="When the office knew it.")
    loaded_at: datetime = Field(description="When it was written down.")
    replayed: bool = Field(description="True when it was known before it was written down here.")
    noun: Noun
    code: str | None = Field(description="Code of the record; null where such records have none.")
    link: str | None = Field(description="Its address; null where it has none, or is gone.")
    project: str | None = Field(description="Code of the project it concerns; null where it concerns none.")
    subject: str | None = Field(description="Code of the milestone or project that the record is about.")
    is_milestone: bool = Field(description="Whether the subject is a milestone.")
    revision: int = Field(description="The how manieth state of the record it is, from 1.")
    kind: ChangeKind
    fields: list[FieldChange] = Field(description="What differs from the state before, as far as it is told.")
    actor: str | None = Field(description="Who did it; null where that is not known, or not the reader's to know.")
    reason: str | None = Field(description="Why, in their words.")
    digest: str = Field(description="SHA-256 of the revision, in which the one before is contained.")


class ChangesRead(Read):
    """The oldest first. Whoever keeps asking for `next` gets every change once."""

    items: list[ChangeRead] = Field(description="The changes of this page, in the order of their numbers.")
    next: str = Field(description="Where to go on; the same page again while there is nothing new.")
    more: bool = Field(description="Whether there is more already.")
    as_of: date = Field(description="The day on which it was read.", examples=["2026-11-23"])
    demo: bool = Field(description="True when this database holds illustrative data (Dữ liệu minh họa).")
