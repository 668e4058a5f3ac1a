"""The capital of projects, coming in: total investments, plans by source of funds, disbursements."""

from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema

from app.domain.results.amounts import LARGEST, parse_amount
from app.domain.results.capital import Fund, PlanKind, TotalKind
from app.schemas.access import Change, Wish
from app.schemas.assigning import BasisWish
from app.schemas.fields import IsoDay, Line, Prose, Year
from app.schemas.planning import Words


def _amount(value: object) -> object:
    if isinstance(value, str):
        return parse_amount(value)
    if type(value) is int:
        return value
    raise ValueError("give whole đồng, or a text such as 8.971,238 tỷ đồng")


def _schema(least: int) -> dict[str, Any]:
    number = {"type": "integer", "minimum": least, "maximum": LARGEST}
    return {"anyOf": [number, {"type": "string", "minLength": 1, "maxLength": 60}]}


# Whole đồng, or a text as Vietnamese papers write it.
Amount = Annotated[int, BeforeValidator(_amount), Field(ge=0, le=LARGEST), WithJsonSchema(_schema(0))]
SomeAmount = Annotated[int, BeforeValidator(_amount), Field(ge=1, le=LARGEST), WithJsonSchema(_schema(1))]
AMOUNT = "In đồng; a text such as 8.971,238 tỷ đồng is read too, and refused where it could be two amounts."
REASON = "Why it is corrected; kept with the change."
SOURCE = "Where it is known from, if no document is kept; null where that is not said."


class NewInvestmentTotal(Wish):
    kind: TotalKind
    decided_on: IsoDay = Field(description="The day it was decided, proposed or told.", examples=["2026-02-10"])
    amount: SomeAmount = Field(description=AMOUNT, examples=["8.971,238 tỷ đồng"])
    approximate: bool = Field(default=False, description="True where the source rounds it.")
    basis: BasisWish | None = Field(default=None, description="The document that decides it; null where none is known.")
    note: Prose | None = Field(default=None, description="What else there is to say; null for nothing.")
    source: Line | None = Field(default=None, description=SOURCE)


class InvestmentTotalChange(Change):
    kind: TotalKind = TotalKind.APPROVED
    decided_on: IsoDay = Field(default=date.min, description="The day it was decided, proposed or told.")
    amount: SomeAmount = Field(default=1, description=AMOUNT)
    approximate: bool = Field(default=False, description="True where the source rounds it.")
    basis: BasisWish | None = Field(default=None, description="The document that decides it; null takes it away.")
    note: Prose | None = Field(default=None, description="What else there is to say; null for nothing.")
    source: Line | None = Field(default=None, description=SOURCE)
    reason: Words | None = Field(default=None, description=REASON)


class NewCapitalPlan(Wish):
    kind: PlanKind
    year_from: Year = Field(description="The first year.", examples=[2026])
    year_to: Year | None = Field(default=None, description="The last year; null for a plan of one year.")
    fund: Fund
    amount: Amount = Field(description=AMOUNT, examples=["400 tỷ đồng"])
    decided_on: IsoDay = Field(description="The day it was decided.", examples=["2025-12-10"])
    basis: BasisWish | None = Field(default=None, description="The document that decides it; null where none is known.")
    note: Prose | None = Field(default=None, description="What else there is to say; null for nothing.")
    source: Line | None = Field(default=None, description=SOURCE)


class CapitalPlanChange(Change):
    """Kind, years and source stay: for others there is another plan."""

    amount: Amount = Field(default=0, description=AMOUNT)
    decided_on: IsoDay = Field(default=date.min, description="The day it was decided.")
    basis: BasisWish | None = Field(default=None, description="The document that decides it; null takes it away.")
    note: Prose | None = Field(default=None, description="What else there is to say; null for nothing.")
    source: Line | None = Field(default=None, description=SOURCE)
    reason: Words | None = Field(default=None, description=REASON)


class NewDisbursement(Wish):
    year: Year = Field(description="The year out of whose plan it was paid.", examples=[2026])
    fund: Fund
    as_of: IsoDay = Field(description="Paid until the end of this day.", examples=["2026-06-30"])
    amount: Amount = Field(description=f"All that was paid of the year until then. {AMOUNT}", examples=["20 tỷ đồng"])
    note: Prose | None = Field(default=None, description="What else there is to say; null for nothing.")
    source: Line | None = Field(default=None, description=SOURCE)


class DisbursementChange(Change):
    """Year and source stay: for others there is another record."""

    as_of: IsoDay = Field(default=date.min, description="Paid until the end of this day.")
    amount: Amount = Field(default=0, description=f"All that was paid of the year until then. {AMOUNT}")
    note: Prose | None = Field(default=None, description="What else there is to say; null for nothing.")
    source: Line | None = Field(default=None, description=SOURCE)
    reason: Words | None = Field(default=None, description=REASON)


class Removal(Wish):
    reason: Words = Field(description="Why it is taken away; its past stays.")
