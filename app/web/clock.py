"""The web layer's one look at the clock, and the day it is in the office."""

from datetime import UTC, date, datetime

from app.domain.calendar import OFFICE_ZONE


def present() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 (the web layer's one look at the clock)


def office_day_of(now: datetime) -> date:
    return now.astimezone(OFFICE_ZONE).date()
