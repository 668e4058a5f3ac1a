"""What is new since somebody last looked: what is read, and that it was seen."""

from datetime import date, datetime

from pydantic import Field

from app.domain.organisations.roles import AssignmentRole
from app.domain.portfolio.statuses import MilestoneStatus
from app.domain.work.extensions import ExtensionStatus
from app.domain.work.news import NewsKind
from app.domain.work.supervision import DelayCause
from app.schemas.access import Wish
from app.schemas.fields import Instant
from app.schemas.organisations import OrganisationRef
from app.schemas.paging import Read
from app.schemas.portfolio import ProjectRef


class NewsItem(Read):
    kind: NewsKind
    at: datetime = Field(description="When the office knew it.")
    subject: ProjectRef = Field(description="The milestone or project it is about.")
    is_milestone: bool = Field(description="Whether the subject is a milestone.")
    became: MilestoneStatus | AssignmentRole | ExtensionStatus | DelayCause | None = Field(
        description="The new state, the role given, the decision, or the obstacle's cause; null for other kinds."
    )
    day: date | None = Field(description="The day asked for, granted or expected; null where none is named.")
    words: str = Field(description="The reason or the words said; may be empty.")
    person: str | None = Field(description="Who did it; null for what came with the seed.")
    organisation: OrganisationRef | None = Field(description="For whom they did it; null where that is not kept.")


class NewsRead(Read):
    """What others did in (`since`, `until`] to the work that one's agencies lead or coordinate, or that one follows."""

    since: datetime = Field(description="What one has seen so far; at first, two weeks ago.")
    until: datetime = Field(description="When this was read: send it back to say that all of it is seen.")
    items: list[NewsItem] = Field(description="The last fifty, the newest first.")
    more: bool = Field(description="Whether there are others before them.")


class SeenUntil(Wish):
    until: Instant = Field(description="Everything up to this instant is seen; taken from `until` of the news.")
