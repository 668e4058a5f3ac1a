"""What happened on which day: replayed in order, each step with the clock of its day."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from operator import attrgetter

from sqlalchemy.orm import Session

from app.db.engine import at
from app.domain.calendar import OFFICE_ZONE


@dataclass(frozen=True)
class Step:
    """Something that happened on a day."""

    on: date
    act: Callable[[], None]


def replay(session: Session, steps: Iterable[Step]) -> None:
    """Take the steps by their days; what happens on one day happens in the order given."""
    for step in sorted(steps, key=attrgetter("on")):
        at(session, morning_of(step.on))
        step.act()
    session.flush()


def morning_of(day: date) -> datetime:
    return datetime.combine(day, time(9), OFFICE_ZONE)
