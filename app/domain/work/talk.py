"""What somebody may say about work: name an obstacle, ask, urge, comment, state a forecast."""

from dataclasses import dataclass

from app.domain.access.actor import Actor, Subject
from app.domain.access.policy import Action, permits


@dataclass(frozen=True)
class TalkRights:
    name_obstacle: bool
    ask_explanation: bool
    urge: bool
    comment: bool
    forecast: bool


def talk_rights(actor: Actor, subject: Subject, *, is_open: bool) -> TalkRights:
    """Return what `actor` may say; only somebody who leads can be asked, and only open work has a day to expect."""
    speaks = permits(actor, Action.FORECAST_AS_LEAD, subject) or permits(actor, Action.FORECAST_AS_MONITOR, subject)
    return TalkRights(
        name_obstacle=permits(actor, Action.OBSTACLE_NAME, subject),
        ask_explanation=bool(subject.leads) and permits(actor, Action.EXPLANATION_ASK, subject),
        urge=permits(actor, Action.URGE, subject),
        comment=permits(actor, Action.COMMENT_WRITE, subject),
        forecast=is_open and speaks,
    )
