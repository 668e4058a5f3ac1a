"""What the milestones of a project say about the project: its status, its timeliness, what comes next."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import inf

from app.domain.portfolio.statuses import OPEN_STATUSES, MilestoneStatus, ProjectStatus
from app.domain.portfolio.timeliness import Judgement, MilestoneFacts, Timeliness, judge

_STARTED = frozenset(
    {MilestoneStatus.IN_PROGRESS, MilestoneStatus.AWAITING_CONFIRMATION, MilestoneStatus.COMPLETED},
)
_WORST_FIRST = (
    Timeliness.OVERDUE,
    Timeliness.DUE_SOON,
    Timeliness.ON_TRACK,
    Timeliness.NOT_YET_DUE,
    Timeliness.NO_DEADLINE,
)


@dataclass(frozen=True)
class Step:
    """A milestone as its project sees it. A conditional one arises only in some cases and is not required."""

    code: str
    number: int
    facts: MilestoneFacts
    conditional: bool = False
    started_on: date | None = None

    @property
    def is_open(self) -> bool:
        return self.facts.status in OPEN_STATUSES

    @property
    def is_started(self) -> bool:
        return self.started_on is not None or self.facts.status in _STARTED


@dataclass(frozen=True)
class ProjectFacts:
    """`deadline_on` is the project's own, None where only its milestones have deadlines, or nobody has set any.

    `completed_on` is None where the products of the milestones tell the date.
    """

    status: ProjectStatus
    deadline_on: date | None = None
    completed_on: date | None = None


@dataclass(frozen=True)
class MilestoneCounts:
    """`total` counts every milestone; `overdue`, `due_soon` and `undated` (no deadline) only open ones."""

    total: int = 0
    completed: int = 0
    overdue: int = 0
    due_soon: int = 0
    awaiting_confirmation: int = 0
    undated: int = 0
    suspended: int = 0
    cancelled: int = 0

    @property
    def counted(self) -> int:
        """The denominator of progress, which what is cancelled leaves."""
        return self.total - self.cancelled


def project_status(steps: Iterable[Step], *, suspended: bool = False) -> ProjectStatus:
    """Derive a project's status, the first that fits. `suspended` is a planner's decision by document.

    Cancelled milestones count only towards the cancellation of the whole; what is left decides the rest.
    """
    all_steps = list(steps)
    required = [step.facts.status for step in all_steps if not step.conditional]
    left = {status for status in required if status is not MilestoneStatus.CANCELLED}
    if required and not left:
        return ProjectStatus.CANCELLED
    if suspended:
        return ProjectStatus.SUSPENDED
    if left == {MilestoneStatus.COMPLETED}:
        return ProjectStatus.COMPLETED
    if left and left <= {MilestoneStatus.AWAITING_CONFIRMATION, MilestoneStatus.COMPLETED}:
        return ProjectStatus.AWAITING_CONFIRMATION
    has_started = any(step.is_started for step in all_steps)
    return ProjectStatus.IN_PROGRESS if has_started else ProjectStatus.NOT_STARTED


def project_timeliness(project: ProjectFacts, steps: Iterable[Step], as_of: date) -> Judgement:
    """Judge a project by its own deadline, or else by the worst of its open required milestones.

    Milestones without a deadline never make it on track; when nothing dated is open, it has no deadline.
    """
    required = [step for step in steps if not step.conditional]
    own = judge(_as_milestone(project, required), as_of)
    if own.timeliness is not Timeliness.NO_DEADLINE or project.status is ProjectStatus.COMPLETED:
        return own
    worst = min((judge(step.facts, as_of) for step in required if step.is_open), key=_urgency, default=own)
    return replace(worst, waiting_days=own.waiting_days)


def next_milestone(steps: Iterable[Step]) -> Step | None:
    """Return the open milestone to work on next: the earliest deadline, then, among undated ones, the lowest number.

    What awaits confirmation comes last, since nothing is left to do for it; a conditional one counts once started.
    """
    candidates = (step for step in steps if step.is_open and (step.is_started or not step.conditional))
    return min(candidates, key=_turn, default=None)


def count_milestones(steps: Iterable[Step], as_of: date) -> MilestoneCounts:
    facts = [step.facts for step in steps]
    by_status = Counter(each.status for each in facts)
    by_timeliness = Counter(judge(each, as_of).timeliness for each in facts)
    return MilestoneCounts(
        total=len(facts),
        completed=by_status[MilestoneStatus.COMPLETED],
        overdue=by_timeliness[Timeliness.OVERDUE],
        due_soon=by_timeliness[Timeliness.DUE_SOON],
        awaiting_confirmation=by_status[MilestoneStatus.AWAITING_CONFIRMATION],
        undated=sum(each.deadline_on is None and each.status in OPEN_STATUSES for each in facts),
        suspended=by_status[MilestoneStatus.SUSPENDED],
        cancelled=by_status[MilestoneStatus.CANCELLED],
    )


def _as_milestone(project: ProjectFacts, required: Sequence[Step]) -> MilestoneFacts:
    return MilestoneFacts(
        status=MilestoneStatus(project.status.value),
        deadline_on=project.deadline_on,
        completed_on=project.completed_on or _last_product(required),
    )


def _last_product(required: Sequence[Step]) -> date | None:
    """Return the date of the last product, None unless every product that is still required has one."""
    dates = [step.facts.completed_on for step in required if step.facts.status is not MilestoneStatus.CANCELLED]
    known = [day for day in dates if day is not None]
    return max(known) if known and len(known) == len(dates) else None


def _urgency(judgement: Judgement) -> tuple[int, float]:
    """Order by the worst state, within it by the most days late or the fewest days left."""
    days = inf if judgement.days is None else judgement.days
    is_overdue = judgement.timeliness is Timeliness.OVERDUE
    return _WORST_FIRST.index(judgement.timeliness), -days if is_overdue else days


def _turn(step: Step) -> tuple[bool, date, int]:
    awaits = step.facts.status is MilestoneStatus.AWAITING_CONFIRMATION
    return awaits, step.facts.deadline_on or date.max, step.number
