"""Whether a lead has filed its progress for a reporting period: in time, late, not yet, or not at all."""

from datetime import date
from enum import StrEnum


class Filing(StrEnum):
    IN_TIME = "in_time"
    LATE = "late"
    AWAITED = "awaited"
    SILENT = "silent"


def filing_of(filed_on: date | None, due_on: date, as_of: date) -> Filing:
    """Return how it stands as of the day; `filed_on` is when the office first knew of a report on the period."""
    if filed_on is not None and filed_on <= as_of:
        return Filing.IN_TIME if filed_on <= due_on else Filing.LATE
    return Filing.AWAITED if as_of <= due_on else Filing.SILENT
