"""The milestone's lifecycle, every pair of states."""

from itertools import product

import pytest

from app.domain.portfolio.statuses import MILESTONE_LIFECYCLE, OPEN_STATUSES, MilestoneStatus, ProjectStatus

NOT_STARTED, IN_PROGRESS, AWAITING, COMPLETED, SUSPENDED, CANCELLED = MilestoneStatus
ARROWS = {
    (NOT_STARTED, IN_PROGRESS): "",
    (IN_PROGRESS, AWAITING): "document",
    (AWAITING, COMPLETED): "",
    (AWAITING, IN_PROGRESS): "reason",
    (COMPLETED, IN_PROGRESS): "reason",
    **{(status, SUSPENDED): "document, reason" for status in (NOT_STARTED, IN_PROGRESS, AWAITING)},
    **{(status, CANCELLED): "document, reason" for status in (NOT_STARTED, IN_PROGRESS, AWAITING, SUSPENDED)},
}


@pytest.mark.parametrize(("current", "target"), list(product(MilestoneStatus, repeat=2)))
def test_a_move_is_allowed_where_there_is_an_arrow(current: MilestoneStatus, target: MilestoneStatus) -> None:
    assert MILESTONE_LIFECYCLE.allows(current, target) is ((current, target) in ARROWS)


@pytest.mark.parametrize(("current", "target"), list(product(MilestoneStatus, OPEN_STATUSES)))
def test_only_what_is_suspended_goes_back_to_the_state_before(
    current: MilestoneStatus, target: MilestoneStatus
) -> None:
    is_allowed = MILESTONE_LIFECYCLE.allows(current, target, previous=target)

    assert is_allowed is (current is SUSPENDED or (current, target) in ARROWS)


def test_what_was_suspended_goes_back_to_no_other_state() -> None:
    assert MILESTONE_LIFECYCLE.next_from(SUSPENDED, previous=IN_PROGRESS) == (IN_PROGRESS, CANCELLED)


@pytest.mark.parametrize(("arrow", "needs"), list(ARROWS.items()))
def test_a_move_asks_for_what_it_needs(arrow: tuple[MilestoneStatus, MilestoneStatus], needs: str) -> None:
    assert MILESTONE_LIFECYCLE.asks_for_reason(*arrow) is ("reason" in needs)
    assert MILESTONE_LIFECYCLE.asks_for_document(*arrow) is ("document" in needs)


@pytest.mark.parametrize("previous", OPEN_STATUSES)
def test_resuming_needs_a_document_and_a_reason(previous: MilestoneStatus) -> None:
    assert MILESTONE_LIFECYCLE.asks_for_reason(SUSPENDED, previous)
    assert MILESTONE_LIFECYCLE.asks_for_document(SUSPENDED, previous)


def test_moves_are_offered_forward_first() -> None:
    assert MILESTONE_LIFECYCLE.next_from(AWAITING) == (COMPLETED, IN_PROGRESS, SUSPENDED, CANCELLED)


def test_cancelled_is_the_end() -> None:
    assert MILESTONE_LIFECYCLE.next_from(CANCELLED, previous=IN_PROGRESS) == ()


def test_projects_and_milestones_share_their_states() -> None:
    assert [status.value for status in ProjectStatus] == [status.value for status in MilestoneStatus]
