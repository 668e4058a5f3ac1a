"""Indicators, targets and measurements, going out. Values are JSON numbers."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import Field, GetPydanticSchema, PlainSerializer, WithJsonSchema
from pydantic_core import core_schema

from app.domain.messages import Message
from app.domain.results.achievement import Verdict
from app.domain.results.targets import Comparator, MeasurementKind
from app.schemas.comparing import Compared
from app.schemas.paging import Read
from app.schemas.resolution import QuotationRead

# Six decimals fit a double exactly enough, and a JSON number is what everybody computes with.
Figure = Annotated[Decimal, PlainSerializer(float, return_type=float, when_used="json")]


# JSON carries the English; pages translate the message for their reader.
_AS_TEXT = core_schema.is_instance_schema(Message, serialization=core_schema.to_string_ser_schema())
Sentence = Annotated[Message, GetPydanticSchema(lambda _, __: _AS_TEXT), WithJsonSchema({"type": "string"})]


class TargetRead(Read):
    comparator: Comparator
    low: Figure | None = Field(description="The value to reach, or the lower end of a range.")
    high: Figure | None = Field(description="The upper end of a range.")
    due_year: int | None = Field(description="Year whose value counts; null when every year of the period does.")
    text: str | None = Field(description="The target in words, where no number is set.")
    baseline: str | None = Field(description="What growth or a relative target is held against.")


class MeasurementRead(Read):
    indicator: str = Field(examples=["15-nq-tu.CT.03"])
    kind: MeasurementKind
    year: int = Field(description="The year the value speaks of.", examples=[2025])
    as_of: date = Field(description="The day it was taken.")
    value: Figure = Field(description="The value, in the unit of its kind.")
    scope: str = Field(description="The area it covers.")
    series_break: bool = Field(description="True when it cannot be compared with the values before it.")
    source: str = Field(description="Where the value comes from.")
    provisional: bool = Field(description="True while the value may still change.")
    demo: bool = Field(description="True when any value here is illustrative.")


class AchievementRead(Read):
    verdict: Verdict
    because: Sentence = Field(description="Why, in one English sentence.")


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
    quotations: list[QuotationRead] = Field(description="The words it stands on.")
    demo: bool = Field(description="True when any value here is illustrative.")


class IndicatorDetail(IndicatorRead):
    version: int = Field(description="Moves with every change of the record.")
    measurements: list[MeasurementRead] = Field(description="All values of the series, by year.")
