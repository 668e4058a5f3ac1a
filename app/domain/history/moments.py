"""The moment one looks from: a day of the office or an instant, as an address spells it."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from app.domain.calendar import OFFICE_ZONE
from app.domain.errors import InvalidParameterError
from app.domain.messages import msgid

# A sign of the zone may arrive as a space: in an address + stands for one.
_INSTANT = re.compile(r"(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?)(Z|[+\- ]\d{2}:\d{2})")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_FIRST = date(1900, 1, 1)


@dataclass(frozen=True)
class Moment:
    """Up to `instant` things were known; `day` is the business day that deadlines are judged on."""

    instant: datetime
    day: date

    @property
    def is_whole_day(self) -> bool:
        return self == end_of(self.day)

    @property
    def text(self) -> str:
        """Return the moment as an address spells it."""
        return self.day.isoformat() if self.is_whole_day else self.instant.isoformat().replace("+00:00", "Z")


@dataclass(frozen=True)
class Span:
    """From `since`, which is not part of it, to `until`, which is."""

    since: Moment
    until: Moment


def moment_of(text: str, parameter: str, now: datetime) -> Moment:
    """Return the moment that a parameter spells: a day ends at midnight in the office.

    Raises InvalidParameterError for what is no moment, or lies ahead of `now`.
    """
    moment = _of_day(text) if _DAY.fullmatch(text) else _of_instant(text)
    if moment is None:
        reason = msgid("Write a day as YYYY-MM-DD, or an instant with its time zone.")
        raise InvalidParameterError(parameter=parameter, reason=reason)
    today = now.astimezone(OFFICE_ZONE).date()
    if not _FIRST <= moment.day <= today:
        reason = msgid("Only days from %(first)s to today can be looked at.")
        raise InvalidParameterError(parameter=parameter, reason=reason, params={"first": _FIRST.isoformat()})
    return moment


def end_of(day: date) -> Moment:
    """Return the last moment of a day in the office."""
    return Moment(datetime.combine(day, time.max, OFFICE_ZONE).astimezone(UTC), day)


def _of_day(text: str) -> Moment | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    # In UTC the calendar's first and last day lie outside it; the caller refuses them by their day.
    return end_of(day) if date.min < day < date.max else Moment(datetime.max.replace(tzinfo=UTC), day)


def _of_instant(text: str) -> Moment | None:
    found = _INSTANT.fullmatch(text)
    if found is None:
        return None
    try:
        instant = datetime.fromisoformat(found[1] + found[2].replace(" ", "+")).astimezone(UTC)
        return Moment(instant, instant.astimezone(OFFICE_ZONE).date())
    except (ValueError, OverflowError):
        return None
