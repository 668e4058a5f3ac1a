"""What delays work, and the limits within which an explanation is due."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class DelayCause(StrEnum):
    """The five causes of delay that the forms of investment monitoring count (Decree 29/2021, art. 100)."""

    PROCEDURE = "procedure"
    SITE_CLEARANCE = "site_clearance"
    CAPACITY = "capacity"
    CAPITAL = "capital"
    OTHER = "other"


class ExplanationStatus(StrEnum):
    ASKED = "asked"
    ANSWERED = "answered"


class ExplanationTimeliness(StrEnum):
    WAITING = "waiting"
    OVERDUE = "overdue"
    IN_TIME = "in_time"
    LATE = "late"


@dataclass(frozen=True)
class ExplanationJudgement:
    """`days` are left while it waits, counted from its limit when it is overdue or late, 0 when it came in time."""

    timeliness: ExplanationTimeliness
    days: int


# Law 121/2025/QH15, art. 40: fifteen calendar days, up to thirty in complex matters; the office may set another.
USUAL_LIMIT = 15
LONGEST_LIMIT = 90


def judge_explanation(due_on: date, answered_on: date | None, as_of: date) -> ExplanationJudgement:
    """Judge an answer by its limit; the last day still counts."""
    past = ((answered_on or as_of) - due_on).days
    if answered_on is not None:
        late = past > 0
        return ExplanationJudgement(ExplanationTimeliness.LATE if late else ExplanationTimeliness.IN_TIME, max(past, 0))
    overdue = past > 0
    return ExplanationJudgement(ExplanationTimeliness.OVERDUE if overdue else ExplanationTimeliness.WAITING, abs(past))
