"""The office's calendar, coming in and going out."""

from datetime import date

from pydantic import Field

from app.domain.calendar import HolidayKind
from app.schemas.access import Wish
from app.schemas.fields import IsoDay, Line
from app.schemas.paging import Read


class HolidayRead(Read):
    day: date = Field(examples=["2026-09-02"])
    name: str = Field(description="What the day is.", examples=["Quốc khánh"])
    kind: HolidayKind = Field(description="Whether it is off, off in place of another, or worked instead.")
    source: str = Field(description="The law or notice it rests on.")
    version: int = Field(description="Moves with every change of the record.")


class NewHoliday(Wish):
    day: IsoDay = Field(description="The day.", examples=["2027-02-08"])
    name: Line = Field(description="What the day is.", examples=["Tết Âm lịch"])
    kind: HolidayKind
    source: Line = Field(description="The law or notice it rests on.", examples=["Bộ luật Lao động 2019, Điều 112"])
