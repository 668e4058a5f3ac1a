"""What kind of database this is, and how often it has changed."""

from dataclasses import dataclass

from sqlalchemy import false, func, select, true
from sqlalchemy.orm import Session

from app.models import Installation, LogState


@dataclass(frozen=True)
class State:
    """One of the numbers moves with every change, so that a reader can tell whether anything is new.

    `changes` counts what is remembered, whoever writes it; `change_number` counts requests, also for what is of today.
    """

    demo: bool
    change_number: int
    changes: int


def state_of(session: Session) -> State:
    numbers = (func.coalesce(Installation.change_number, 0), LogState.changes)
    demo = func.coalesce(Installation.demo, false())
    return State(*session.execute(select(demo, *numbers).select_from(LogState).outerjoin(Installation, true())).one())
