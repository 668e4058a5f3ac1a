"""How long claims wait, and have waited."""

from datetime import timedelta

from sqlalchemy.orm import Session

from app.domain.portfolio.statuses import MilestoneStatus
from app.domain.work.waiting import Waits
from app.queries.work.waiting import waiting
from tests.conftest import TODAY
from tests.factories import Make

AWAITING, DONE = MilestoneStatus.AWAITING_CONFIRMATION, MilestoneStatus.COMPLETED


def test_claims_wait_from_their_day_until_they_are_confirmed(session: Session, make: Make) -> None:
    for days in (2, 5, 12):
        make.milestone(status=AWAITING, claimed_on=TODAY - timedelta(days=days))
    milestone = make.milestone(status=DONE)
    for status, before, ago in ((AWAITING, "in_progress", 30), (AWAITING, "in_progress", 9), (DONE, AWAITING, 3)):
        make.status_change(
            milestone=milestone, from_status=before, to_status=status, effective_on=TODAY - timedelta(days=ago)
        )
    make.status_change(
        milestone=make.milestone(), from_status=AWAITING, to_status=DONE, effective_on=TODAY - timedelta(days=91)
    )

    found = waiting(session, TODAY)

    assert (found.now, found.lately) == (Waits(3, 5, 12, 1), Waits(1, 6, 6, 0))


def test_where_nothing_was_claimed_nothing_waits(session: Session) -> None:
    assert waiting(session, TODAY).now == waiting(session, TODAY).lately == Waits(0, None, None, 0)
