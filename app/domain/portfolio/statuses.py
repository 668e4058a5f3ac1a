"""The states of milestones and projects, and the milestone's lifecycle."""

from enum import StrEnum

from app.domain.lifecycle import Lifecycle


class MilestoneStatus(StrEnum):
    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    AWAITING_CONFIRMATION = "awaiting_confirmation"
    COMPLETED = "completed"
    SUSPENDED = "suspended"
    CANCELLED = "cancelled"


class ProjectStatus(StrEnum):
    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    AWAITING_CONFIRMATION = "awaiting_confirmation"
    COMPLETED = "completed"
    SUSPENDED = "suspended"
    CANCELLED = "cancelled"


class ProjectKind(StrEnum):
    CONSTRUCTION = "construction"
    PLANNING = "planning"
    LANDSCAPE = "landscape"
    POLICY = "policy"
    INVESTMENT_CALL = "investment_call"
    SCHEME = "scheme"
    RECURRING = "recurring"


class ProjectStage(StrEnum):
    PROPOSED = "proposed"
    PREPARATION = "preparation"
    IMPLEMENTATION = "implementation"
    COMPLETION = "completion"
    CLOSED = "closed"


class ProjectGroup(StrEnum):
    """Groups of the law on public investment, by total investment; unknown until somebody has classified it."""

    A = "A"
    B = "B"
    C = "C"
    UNKNOWN = "unknown"


OPEN_STATUSES = (MilestoneStatus.NOT_STARTED, MilestoneStatus.IN_PROGRESS, MilestoneStatus.AWAITING_CONFIRMATION)
# What is reported on and extended: nobody has claimed it yet, and nobody has stopped it.
WORKABLE_STATUSES = frozenset({MilestoneStatus.NOT_STARTED, MilestoneStatus.IN_PROGRESS})

_HALTED = (MilestoneStatus.SUSPENDED, MilestoneStatus.CANCELLED)
_BEGIN = (MilestoneStatus.NOT_STARTED, MilestoneStatus.IN_PROGRESS)
_CLAIM = (MilestoneStatus.IN_PROGRESS, MilestoneStatus.AWAITING_CONFIRMATION)
_CONFIRM = (MilestoneStatus.AWAITING_CONFIRMATION, MilestoneStatus.COMPLETED)
_RETURN = (MilestoneStatus.AWAITING_CONFIRMATION, MilestoneStatus.IN_PROGRESS)
_REOPEN = (MilestoneStatus.COMPLETED, MilestoneStatus.IN_PROGRESS)
_SUSPEND = frozenset((status, MilestoneStatus.SUSPENDED) for status in OPEN_STATUSES)
_RESUME = frozenset((MilestoneStatus.SUSPENDED, status) for status in OPEN_STATUSES)
_CANCEL = frozenset((status, MilestoneStatus.CANCELLED) for status in (*OPEN_STATUSES, MilestoneStatus.SUSPENDED))

# What is completed is reopened before it is suspended or cancelled, so that no confirmed result disappears in one move.
MILESTONE_LIFECYCLE = Lifecycle(
    arrows={
        MilestoneStatus.NOT_STARTED: (_BEGIN[1], *_HALTED),
        MilestoneStatus.IN_PROGRESS: (_CLAIM[1], *_HALTED),
        MilestoneStatus.AWAITING_CONFIRMATION: (_CONFIRM[1], _RETURN[1], *_HALTED),
        MilestoneStatus.COMPLETED: (_REOPEN[1],),
        MilestoneStatus.SUSPENDED: (MilestoneStatus.CANCELLED,),
        MilestoneStatus.CANCELLED: (),
    },
    returns_from=frozenset({MilestoneStatus.SUSPENDED}),
    needs_reason=frozenset({_RETURN, _REOPEN}) | _SUSPEND | _RESUME | _CANCEL,
    needs_document=frozenset({_CLAIM}) | _SUSPEND | _RESUME | _CANCEL,
)
