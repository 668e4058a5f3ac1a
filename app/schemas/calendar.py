"""The office's calendar, going out."""

from datetime import date

from pydantic import Field

from app.domain.calendar import HolidayKind
from app.schemas.paging import Read


class HolidayRead(Read):
    day: date = Field(examples=["2026-09-02"])
    name: str = Field(description="What the day is.", examples=["Quốc khánh"])
    kind: HolidayKind = Field(description="Whether it is off, off in place of another, or worked instead.")
    source: str = Field(description="The law or notice it rests on.")
    version: int = Field(description="Moves with every change of the record.")
