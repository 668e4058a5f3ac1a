"""The earlier moment that a reader compares with: a day, an instant, a council session, or their last visit."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.access.actor import Actor
from app.domain.calendar import OFFICE_ZONE
from app.domain.errors import InvalidParameterError
from app.domain.history.moments import Moment, end_of, moment_of
from app.domain.messages import msgid
from app.domain.work.news import FIRST_LOOK
from app.models import CouncilSession, NewsSeen

SINCE = "since"
LAST_VISIT = "last-visit"
SESSION_PREFIX = "KH-"


def since_of(session: Session, text: str, actor: Actor, until: Moment, now: datetime) -> Moment:
    """Return the moment that `since` spells; `until` is the one looked from.

    Raises InvalidParameterError for what is none, and for one that does not lie before `until`.
    """
    moment = _moment(session, text, actor, now)
    if moment.instant >= until.instant:
        reason = msgid("It has to lie before the moment looked from (as_of, or now).")
        raise InvalidParameterError(parameter=SINCE, reason=reason)
    return moment


def _moment(session: Session, text: str, actor: Actor, now: datetime) -> Moment:
    if text == LAST_VISIT:
        return _last_visit(session, actor, now)
    if text.startswith(SESSION_PREFIX):
        return _end_of_session(session, text)
    return moment_of(text, SINCE, now)


def _last_visit(session: Session, actor: Actor, now: datetime) -> Moment:
    """Return when the person last said that they have seen what is new, at first two weeks ago."""
    if not actor.is_signed_in:
        raise InvalidParameterError(parameter=SINCE, reason=msgid("Only who is signed in has a last visit."))
    seen = session.scalar(select(NewsSeen.seen_at).where(NewsSeen.user_id == actor.user_id)) or now - FIRST_LOOK
    return Moment(seen, seen.astimezone(OFFICE_ZONE).date())


def _end_of_session(session: Session, code: str) -> Moment:
    held_to = session.scalar(select(CouncilSession.held_to).where(CouncilSession.code == code))
    if held_to is None:
        raise InvalidParameterError(parameter=SINCE, reason=msgid("There is no council session with this code."))
    return end_of(held_to)
