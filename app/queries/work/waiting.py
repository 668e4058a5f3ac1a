"""How long claims wait to be confirmed, and how long those confirmed of late have waited."""

from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from app.domain.portfolio.statuses import MilestoneStatus
from app.domain.work.waiting import Waits, waits_of
from app.models import Milestone, StatusChange
from app.schemas.overview import WaitingRead

_LATELY = timedelta(days=90)


def waiting(session: Session, as_of: date) -> WaitingRead:
    """Return what waits on the day, and what was confirmed in the ninety days before it."""
    return WaitingRead(now=_now(session, as_of), lately=_lately(session, as_of))


def _now(session: Session, as_of: date) -> Waits:
    claimed = select(Milestone.claimed_on).where(
        Milestone.status == MilestoneStatus.AWAITING_CONFIRMATION, Milestone.claimed_on.is_not(None)
    )
    return waits_of((as_of - day).days for day in session.scalars(claimed) if day)


def _lately(session: Session, as_of: date) -> Waits:
    claim = aliased(StatusChange)
    claimed_on = (
        select(func.max(claim.effective_on))
        .where(
            claim.milestone_id == StatusChange.milestone_id,
            claim.to_status == MilestoneStatus.AWAITING_CONFIRMATION,
            claim.id < StatusChange.id,
        )
        .scalar_subquery()
    )
    confirmed = select(StatusChange.effective_on, claimed_on).where(
        StatusChange.milestone_id.is_not(None),
        StatusChange.from_status == MilestoneStatus.AWAITING_CONFIRMATION,
        StatusChange.to_status == MilestoneStatus.COMPLETED,
        StatusChange.effective_on.between(as_of - _LATELY, as_of),
    )
    return waits_of((done - claimed).days for done, claimed in session.execute(confirmed) if claimed)
