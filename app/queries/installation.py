"""What kind of database this is, and how often it has changed."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Installation


@dataclass(frozen=True)
class State:
    """`change_number` moves with every change, so that a reader can tell whether anything is new."""

    demo: bool
    change_number: int


def state_of(session: Session) -> State:
    row = session.execute(select(Installation.demo, Installation.change_number)).one_or_none()
    return State(*row) if row else State(demo=False, change_number=0)
