"""Records as they were known at one moment, reduced to what a comparison looks at."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from app.domain.deadlines import Deadline
from app.domain.organisations.roles import AssignmentRole
from app.domain.portfolio.statuses import MilestoneStatus
from app.domain.work.extensions import ExtensionStatus

Value = str | int | float | Decimal | date | Deadline | None


@dataclass(frozen=True)
class Days:
    """The business days of the two moments: lateness and who answers for what are judged on them."""

    before: date
    after: date


@dataclass(frozen=True)
class WorkState:
    """A project or a milestone as it was known. What only one of the two has is None for the other.

    `others` are further fields that people edit, by name.
    """

    title: str
    status: MilestoneStatus
    deadline: Deadline | None = None
    completed_on: date | None = None
    times_extended: int = 0
    share_done: float | None = None
    published: bool | None = None
    stage: str | None = None
    programme: str | None = None
    others: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class Holding:
    """Who has a role in a piece of work; `responsible` is None while nobody is named."""

    role: AssignmentRole
    organisation: str
    responsible: str | None = None


@dataclass(frozen=True)
class RequestState:
    """A request for a later deadline."""

    status: ExtensionStatus
    wanted: Deadline


@dataclass(frozen=True)
class ObstacleState:
    cause: str
    is_cleared: bool


@dataclass(frozen=True)
class NamedState:
    """An organisation, a programme or an indicator; `ended_on` is None while it exists."""

    name: str
    ended_on: date | None = None


@dataclass(frozen=True)
class MeasurementState:
    value: Decimal
    year: int
