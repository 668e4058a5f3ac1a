"""Which moves of a milestone are open to whom, and what each needs."""

from dataclasses import dataclass

from app.domain.access.actor import Actor, Subject
from app.domain.access.policy import Action, permits
from app.domain.portfolio.statuses import MILESTONE_LIFECYCLE, MilestoneStatus

_ARROWS = {
    (MilestoneStatus.NOT_STARTED, MilestoneStatus.IN_PROGRESS): Action.MILESTONE_BEGIN,
    (MilestoneStatus.IN_PROGRESS, MilestoneStatus.AWAITING_CONFIRMATION): Action.MILESTONE_CLAIM,
    (MilestoneStatus.AWAITING_CONFIRMATION, MilestoneStatus.COMPLETED): Action.MILESTONE_CONFIRM,
    (MilestoneStatus.AWAITING_CONFIRMATION, MilestoneStatus.IN_PROGRESS): Action.MILESTONE_RETURN,
    (MilestoneStatus.COMPLETED, MilestoneStatus.IN_PROGRESS): Action.MILESTONE_REOPEN,
}


@dataclass(frozen=True)
class AllowedMove:
    """A status that the reader may move the milestone to, and what the move needs."""

    to: MilestoneStatus
    needs_reason: bool
    needs_document: bool


def action_of(current: MilestoneStatus, target: MilestoneStatus) -> Action:
    """Return what the policy calls the move; stopping, cancelling and resuming are one action."""
    return _ARROWS.get((current, target), Action.MILESTONE_HALT)


def allowed_moves(
    actor: Actor, subject: Subject, current: MilestoneStatus, previous: MilestoneStatus | None
) -> list[AllowedMove]:
    """Return the moves open to `actor`, the usual one first. `previous` is the status before a suspension."""
    return [
        AllowedMove(
            target,
            MILESTONE_LIFECYCLE.asks_for_reason(current, target),
            MILESTONE_LIFECYCLE.asks_for_document(current, target),
        )
        for target in MILESTONE_LIFECYCLE.next_from(current, previous)
        if permits(actor, action_of(current, target), subject)
    ]
