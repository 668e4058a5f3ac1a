"""What a search finds, going out."""

from enum import StrEnum

from pydantic import Field

from app.schemas.paging import Read


class HitKind(StrEnum):
    """In the order in which hits of one rank are shown."""

    PROGRAMME = "programme"
    PROJECT = "project"
    INDICATOR = "indicator"
    ORGANISATION = "organisation"
    CLAUSE = "clause"
    MILESTONE = "milestone"


class HitRead(Read):
    kind: HitKind
    code: str = Field(description="Code of the record; for a clause, its path.", examples=["15-nq-tu.3.01"])
    title: str = Field(description="The title.")
    within: str | None = Field(
        description="Code of the record it belongs to: a milestone's project, a clause's resolution."
    )
    within_title: str | None = Field(description="Title of the record it belongs to.")
