"""Comments, forecasts and following: what is said, what is read."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from app.domain.work.conversation import ForecastVoice
from app.schemas.access import Wish
from app.schemas.fields import IsoDay, Prose
from app.schemas.organisations import OrganisationRef
from app.schemas.paging import Read
from app.schemas.portfolio import ProjectRef

Words = Annotated[Prose, Field(min_length=1)]


class NewComment(Wish):
    body: Words = Field(description="What is said, at most 5,000 characters.")


class NewForecast(Wish):
    expected_on: IsoDay = Field(description="The day on which it is expected to be done.")
    confidence: Annotated[float, Field(gt=0, le=1, allow_inf_nan=False)] = Field(
        description="How sure that is, above 0 and up to 1.", examples=[0.7]
    )
    note: Prose = Field(default="", description="What it rests on.")


class EarlierComment(Read):
    body: str = Field(description="What it said before.")
    replaced_at: datetime = Field(description="When it was replaced.")


class CommentRead(Read):
    version: int = Field(description="Moves with every change of the record.")
    code: str = Field(examples=["TD-3"])
    subject: ProjectRef = Field(description="The milestone or project it is about.")
    is_milestone: bool = Field(description="Whether the subject is a milestone.")
    author: str = Field(description="The person who wrote it.")
    organisation: OrganisationRef = Field(description="For whom it was written.")
    body: str = Field(description="What it says.")
    written_at: datetime = Field(description="When it was written first.")
    earlier: list[EarlierComment] = Field(description="What it said before, the oldest first.")
    is_own: bool = Field(description="Whether the reader wrote it, and may edit it.")


class ForecastRead(Read):
    voice: ForecastVoice
    expected_on: date = Field(description="The day on which it is expected to be done.")
    confidence: float = Field(description="How sure that is, above 0 and up to 1.")
    note: str = Field(description="What it rests on; may be empty.")
    organisation: OrganisationRef = Field(description="Who expects it.")
    stated_by: str = Field(description="The person who stated it.")
    recorded_at: datetime = Field(description="When it was stated.")
    days_after_deadline: int | None = Field(description="Negative before the deadline; null where there is none.")


class FollowRead(Read):
    subject: ProjectRef = Field(description="The milestone or project that is followed.")
    is_milestone: bool = Field(description="Whether the subject is a milestone.")


class ConversationRead(Read):
    """What is said about a project or milestone, and what the reader may say."""

    may_comment: bool = Field(description="Whether the reader may write here.")
    may_forecast: bool = Field(description="Whether the reader may state when it will be done.")
    follows: bool = Field(description="Whether the reader follows it today; false when looking back.")
    comments: list[CommentRead] = Field(description="The last hundred comments, the oldest first.")
    forecasts: list[ForecastRead] = Field(description="The last of each voice, the lead's first.")
    earlier_forecasts: list[ForecastRead] = Field(description="Those before them, the newest first.")
