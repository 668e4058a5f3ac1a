"""Whether a milestone is on time, seen on a given day: one ordered table, which queries compile to SQL as well.

States are stored, timeliness is derived from them; what each move of the lifecycle changes:

not_started → in_progress              nothing: an open milestone is judged by its deadline and the day
in_progress → awaiting_confirmation    the clock stops on the product's date, in time or late by then
awaiting_confirmation → in_progress    the clock runs again, as if nothing had been claimed
awaiting_confirmation → completed      judged for good on the product's date, not on that of the confirmation
completed → in_progress                reopened: the clock runs again against the same deadline
any open state → suspended             a document says so, which stops the clock
suspended → the state before           the clock runs again against the same deadline, unless an extension moved it
any open state, suspended → cancelled  leaves every denominator
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.domain.portfolio.statuses import MilestoneStatus

DUE_SOON_DAYS = 7


class Timeliness(StrEnum):
    NO_DEADLINE = "no_deadline"
    NOT_YET_DUE = "not_yet_due"
    ON_TRACK = "on_track"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    COMPLETED_ON_TIME = "completed_on_time"
    COMPLETED_LATE = "completed_late"
    SUSPENDED = "suspended"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class MilestoneFacts:
    """`completed_on` is the date of the product, also while it awaits confirmation; `claimed_on` that of the claim."""

    status: MilestoneStatus
    deadline_on: date | None
    planned_start: date | None = None
    completed_on: date | None = None
    claimed_on: date | None = None


@dataclass(frozen=True)
class Judgement:
    """`days` counts the days late, or those left until the deadline; None where neither means anything.

    `waiting_days` counts from the claim, or from the product where nobody noted the claim's day, to the day of the
    judgement; None unless it awaits confirmation.
    """

    timeliness: Timeliness
    days: int | None = None
    waiting_days: int | None = None


class Day(StrEnum):
    """The days that rules compare; SOON is the last day on which a deadline counts as near."""

    AS_OF = "as_of"
    SOON = "soon"
    DEADLINE = "deadline"
    PLANNED_START = "planned_start"
    COMPLETED = "completed"


@dataclass(frozen=True)
class StatusIs:
    status: MilestoneStatus


@dataclass(frozen=True)
class Known:
    day: Day


@dataclass(frozen=True)
class Unknown:
    day: Day


@dataclass(frozen=True)
class Later:
    """`day` comes after `than`. Does not hold when either is unknown, as NULL does not in SQL."""

    day: Day
    than: Day


Condition = StatusIs | Known | Unknown | Later


@dataclass(frozen=True)
class DaysBetween:
    first: Day
    last: Day


@dataclass(frozen=True)
class Rule:
    """Applies when all its conditions hold; `days` says which days the judgement counts."""

    timeliness: Timeliness
    conditions: tuple[Condition, ...] = ()
    days: DaysBetween | None = None


_COMPLETED = StatusIs(MilestoneStatus.COMPLETED)
_CLAIMED = StatusIs(MilestoneStatus.AWAITING_CONFIRMATION)
_PRODUCT_IS_LATE = Later(Day.COMPLETED, Day.DEADLINE)
_DEADLINE_HAS_PASSED = Later(Day.AS_OF, Day.DEADLINE)
_DEADLINE_IS_FAR = Later(Day.DEADLINE, Day.SOON)
_STARTS_LATER = Later(Day.PLANNED_START, Day.AS_OF)
_PRODUCT_LATENESS = DaysBetween(Day.DEADLINE, Day.COMPLETED)
_LATENESS = DaysBetween(Day.DEADLINE, Day.AS_OF)
_TIME_LEFT = DaysBetween(Day.AS_OF, Day.DEADLINE)

# The first rule that fits decides. What is completed without a date of its product cannot be held against its deadline,
# so it stands with those that have none; a claim without such a date does not stop the clock.
RULES = (
    Rule(Timeliness.SUSPENDED, (StatusIs(MilestoneStatus.SUSPENDED),)),
    Rule(Timeliness.CANCELLED, (StatusIs(MilestoneStatus.CANCELLED),)),
    Rule(Timeliness.NO_DEADLINE, (Unknown(Day.DEADLINE),)),
    Rule(Timeliness.NO_DEADLINE, (_COMPLETED, Unknown(Day.COMPLETED))),
    Rule(Timeliness.COMPLETED_LATE, (_COMPLETED, _PRODUCT_IS_LATE), _PRODUCT_LATENESS),
    Rule(Timeliness.COMPLETED_ON_TIME, (_COMPLETED,)),
    Rule(Timeliness.OVERDUE, (_CLAIMED, _PRODUCT_IS_LATE), _PRODUCT_LATENESS),
    Rule(Timeliness.ON_TRACK, (_CLAIMED, Known(Day.COMPLETED))),
    Rule(Timeliness.OVERDUE, (_DEADLINE_HAS_PASSED,), _LATENESS),
    Rule(Timeliness.NOT_YET_DUE, (_DEADLINE_IS_FAR, _STARTS_LATER), _TIME_LEFT),
    Rule(Timeliness.ON_TRACK, (_DEADLINE_IS_FAR,), _TIME_LEFT),
    Rule(Timeliness.DUE_SOON, (), _TIME_LEFT),
)


def judge(facts: MilestoneFacts, as_of: date) -> Judgement:
    """Judge a milestone by the first rule that fits, as seen on `as_of`."""
    days = _days_of(facts, as_of)
    rule = next(rule for rule in RULES if all(_holds(condition, facts, days) for condition in rule.conditions))
    return Judgement(rule.timeliness, _count(rule.days, days), _waiting_days(facts, as_of))


def _days_of(facts: MilestoneFacts, as_of: date) -> dict[Day, date | None]:
    return {
        Day.AS_OF: as_of,
        Day.SOON: as_of + timedelta(days=DUE_SOON_DAYS),
        Day.DEADLINE: facts.deadline_on,
        Day.PLANNED_START: facts.planned_start,
        Day.COMPLETED: facts.completed_on,
    }


def _holds(condition: Condition, facts: MilestoneFacts, days: dict[Day, date | None]) -> bool:
    match condition:
        case StatusIs(status):
            return facts.status == status
        case Known(day):
            return days[day] is not None
        case Unknown(day):
            return days[day] is None
    left, right = days[condition.day], days[condition.than]
    return left is not None and right is not None and left > right


def _count(span: DaysBetween | None, days: dict[Day, date | None]) -> int | None:
    if span is None:
        return None
    first, last = days[span.first], days[span.last]
    return None if first is None or last is None else (last - first).days


def _waiting_days(facts: MilestoneFacts, as_of: date) -> int | None:
    since = facts.claimed_on or facts.completed_on
    if facts.status is not MilestoneStatus.AWAITING_CONFIRMATION or since is None:
        return None
    return max(0, (as_of - since).days)
