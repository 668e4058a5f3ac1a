"""Checks of the history, and what they found."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from app.domain.access.policy import Action
from app.domain.history.checks import Check
from app.models import HistoryCheck
from app.queries.history.checking import check_history
from app.services.unit_of_work import UnitOfWork


def check_now(reading: Session, begin: Callable[[], UnitOfWork]) -> HistoryCheck:
    """Check what is read, then write down what was found; whoever calls has asked the policy for the long reading."""
    check = check_history(reading)
    work = begin()
    work.require(Action.HISTORY_CHECK)
    return keep_check(work.session, check, work.now, work.user_id)


def keep_check(session: Session, check: Check, now: datetime, user_id: int | None = None) -> HistoryCheck:
    """Write down what a check found. `user_id` is None where the command line asked."""
    broken = check.broken
    row = HistoryCheck(
        checked_at=now,
        checked_by_id=user_id,
        chains=check.chains,
        revisions=check.revisions,
        first_digest=check.first,
        last_digest=check.last,
        root_size=check.root.size,
        root_digest=check.root.digest,
        **({} if broken is None else vars(broken)),
    )
    session.add(row)
    session.flush()
    return row
