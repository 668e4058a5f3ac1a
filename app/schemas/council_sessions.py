"""Council sessions (kỳ họp), coming in and going out."""

from datetime import date

from pydantic import Field

from app.schemas.access import Change, Wish
from app.schemas.fields import IsoDay, Line
from app.schemas.paging import Read


class CouncilSessionRead(Read):
    code: str = Field(examples=["KH-12"])
    name: str = Field(description="What it is called.", examples=["Kỳ họp thứ 12, HĐND TP khóa X"])
    held_from: date = Field(description="Its first day.")
    held_to: date = Field(description="Its last day, at whose end `since` compares.")
    source: str | None = Field(description="The document or page it is known from; null where none is named.")
    demo: bool = Field(description="True when any value here is illustrative.")
    version: int = Field(description="Moves with every change of the record.")


class NewCouncilSession(Wish):
    name: Line = Field(description="What it is called.", examples=["Kỳ họp thứ 12, HĐND TP khóa X"])
    held_from: IsoDay = Field(description="Its first day.", examples=["2026-07-08"])
    held_to: IsoDay = Field(description="Its last day.", examples=["2026-07-10"])
    source: Line | None = Field(default=None, description="The document or page it is known from.")


class CouncilSessionChange(Change):
    name: Line = Field(default="", description="What it is called.")
    held_from: IsoDay = Field(default=date.min, description="Its first day.")
    held_to: IsoDay = Field(default=date.min, description="Its last day.")
    source: Line | None = Field(default=None, description="The document or page it is known from; null takes it away.")
