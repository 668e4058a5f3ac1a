"""Indicators, targets and measurements, going out; measurements coming in. Values are JSON numbers."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, Field, GetPydanticSchema, PlainSerializer, WithJsonSchema
from pydantic_core import core_schema

from app.domain.messages import Message
from app.domain.results.achievement import Verdict
from app.domain.results.decimals import parse_decimal, within_limits
from app.domain.results.targets import Comparator, MeasurementKind
from app.domain.results.trends import Direction
from app.schemas.access import Change, Wish
from app.schemas.comparing import Compared
from app.schemas.fields import CodeText, IsoDay, Line, Prose, Year
from app.schemas.organisations import DocumentRead
from app.schemas.paging import Read
from app.schemas.resolution import QuotationRead

# Six decimals fit a double exactly enough, and a JSON number is what everybody computes with.
Figure = Annotated[Decimal, PlainSerializer(float, return_type=float, when_used="json")]


# JSON carries the English; pages translate the message for their reader.
_AS_TEXT = core_schema.is_instance_schema(Message, serialization=core_schema.to_string_ser_schema())
Sentence = Annotated[Message, GetPydanticSchema(lambda _, __: _AS_TEXT), WithJsonSchema({"type": "string"})]


def _decimal(value: object) -> object:
    """Return the number: as JSON has it, or as people here write it, "1.234,5"."""
    if isinstance(value, str):
        return parse_decimal(value)
    return within_limits(Decimal(str(value))) if type(value) in {int, float, Decimal} else value


_NUMBER = {"anyOf": [{"type": "number", "exclusiveMinimum": -1e12, "exclusiveMaximum": 1e12}, {"type": "string"}]}
Value = Annotated[Decimal, BeforeValidator(_decimal), WithJsonSchema(_NUMBER, mode="validation")]
Scope = Annotated[Line, Field(max_length=200)]


class TargetRead(Read):
    comparator: Comparator
    low: Figure | None = Field(description="The value to reach, or the lower end of a range.")
    high: Figure | None = Field(description="The upper end of a range.")
    due_year: int | None = Field(description="Year whose value counts; null when every year of the period does.")
    text: str | None = Field(description="The target in words, where no number is set.")
    baseline: str | None = Field(description="What growth or a relative target is held against.")


class MeasurementRead(Read):
    id: int = Field(description="By which it is corrected and withdrawn.", examples=[12])
    version: int = Field(description="Moves with every change of the record.")
    indicator: str = Field(examples=["15-nq-tu.CT.03"])
    kind: MeasurementKind
    year: int = Field(description="The year the value speaks of.", examples=[2025])
    as_of: date = Field(description="The day it was taken.")
    value: Figure = Field(description="The value, in the unit of its kind.")
    scope: str = Field(description="The area it covers.")
    series_break: bool = Field(description="True when it cannot be compared with the values before it.")
    source: str = Field(description="Where the value comes from.")
    document: DocumentRead | None = Field(description="The document it stands in, where it is kept here.")
    note: str | None = Field(description="What else is to be known of it.")
    provisional: bool = Field(description="True while the value may still change.")
    demo: bool = Field(description="True when any value here is illustrative.")


class NewMeasurement(Wish):
    """What is measured once; the year's estimate is a value of its own, of kind `estimate`."""

    kind: MeasurementKind = Field(default=MeasurementKind.LEVEL, description="What the value is.")
    year: Year = Field(description="The year the value speaks of.", examples=[2026])
    as_of: IsoDay = Field(description="The day it was taken.", examples=["2026-10-05"])
    value: Value = Field(description='The value: a number, or a text as "1.234,5".', examples=[70.5])
    scope: Scope = Field(description="The area it covers.", examples=["4 phường mới"])
    series_break: bool = Field(default=False, description="True when the values before it are of other ground.")
    source: Line = Field(description="Where the value comes from.", examples=["Báo cáo số 12/BC-UBND"])
    document: CodeText | None = Field(default=None, description="Code of the document it stands in.", examples=["VB-7"])
    note: Prose | None = Field(default=None, description="What else is to be known of it.")
    provisional: bool = Field(default=False, description="True while the value may still change.")


class MeasurementChange(Change):
    """A correction; what it said before stays in its history."""

    year: Year = Field(default=1900, description="The year the value speaks of.")
    as_of: IsoDay = Field(default=date.min, description="The day it was taken.")
    value: Value = Field(default=Decimal(0), description='The value: a number, or a text as "1.234,5".')
    scope: Scope = Field(default="", description="The area it covers.")
    series_break: bool = Field(default=False, description="True when the values before it are of other ground.")
    source: Line = Field(default="", description="Where the value comes from.")
    document: CodeText | None = Field(default=None, description="Code of the document; null takes it away.")
    note: Prose | None = Field(default=None, description="What else is to be known of it; null takes it away.")
    provisional: bool = Field(default=False, description="True while the value may still change.")
    reason: Prose | None = Field(default=None, description="Why it is corrected, for its history.")


class MeasurementWithdrawal(Wish):
    reason: Annotated[Prose, Field(min_length=1)] = Field(description="Why it is taken back; stays in its history.")


class AchievementRead(Read):
    verdict: Verdict
    because: Sentence = Field(description="Why, in one English sentence.")


class YearRead(Read):
    """What one year of the period shows."""

    year: int = Field(description="The year.")
    verdict: Verdict
    because: Sentence = Field(description="Why, in one English sentence.")
    counts: bool = Field(description="Whether the target is judged on this year.")
    value: Figure | None = Field(description="In the target's unit; null where the year has no value.")
    low: Figure | None = Field(description="The least that reaches the target in this year; null where none is set.")
    high: Figure | None = Field(description="The most that the target speaks of; null where none is set.")
    scope: str | None = Field(description="The area it covers.")
    series_break: bool = Field(description="True when it cannot be compared with the years before.")
    provisional: bool = Field(description="True while the value may still change.")


class TrendRead(Read):
    """The latest value against the one before it that it can be compared with."""

    direction: Direction | None = Field(description="Null where there is nothing to compare it with.")
    change: Figure | None = Field(description="By how much, in the unit of the values.")
    since: int | None = Field(description="The year it is compared with.")
    better: bool | None = Field(description="Whether that is for the better; null where it is neither.")
    because: Sentence = Field(description="The same in one English sentence, or why there is none.")


class ProjectionRead(Read):
    """Where a straight line through the comparable values leads."""

    year: int = Field(description="The last year that counts for the target.")
    value: Figure | None = Field(description="Null where nothing is drawn on; `assumption` then says why.")
    reaches: bool | None = Field(description="Whether that would reach the target.")
    assumption: Sentence = Field(description="What it rests on, in one English sentence.")


class BreakRead(Read):
    """Where the ground that is measured changed."""

    year: int = Field(description="The first year of the new ground.")
    on: date | None = Field(description="The day on which areas were redrawn; null where none is known.")
    before: str | None = Field(description="The area before; null where nothing was measured before.")
    after: str = Field(description="The area since.")


class IndicatorRead(Compared):
    code: str = Field(examples=["15-nq-tu.CT.03"])
    number: int = Field(description="The number it bears.")
    title: str = Field(description="The title.")
    series: str = Field(description="Ties together the periods of one figure.", examples=["nuoc-sach"])
    period: str = Field(description="First and last year.", examples=["2021-2025"])
    unit: str | None = Field(description="Null where the target is in words.")
    target: TargetRead
    latest: MeasurementRead | None = Field(description="Null while nothing has been measured.")
    achievement: AchievementRead
    years: list[YearRead] = Field(description="Every year of the period.")
    trend: TrendRead
    projection: ProjectionRead
    quotations: list[QuotationRead] = Field(description="The words it stands on.")
    demo: bool = Field(description="True when any value here is illustrative.")


class IndicatorDetail(IndicatorRead):
    version: int = Field(description="Moves with every change of the record.")
    measurements: list[MeasurementRead] = Field(description="All values of the series, by year.")
    breaks: list[BreakRead] = Field(description="Where the series breaks; nothing is compared across.")
