"""That somebody has seen what is new."""

from datetime import datetime

from sqlalchemy import update

from app.db.engine import insert_unless_there
from app.domain.access.policy import Action
from app.domain.errors import FieldError, InvalidInputError
from app.domain.messages import Message, msgid
from app.models import NewsSeen
from app.services.unit_of_work import UnitOfWork


def mark_seen(work: UnitOfWork, until: datetime) -> None:
    """Note that everything up to the instant is seen; an earlier one than before changes nothing."""
    work.require(Action.OWN_ACCOUNT)
    if until > work.now:
        fault = Message(msgid("Nobody has seen what is still to come; send the instant the news were read at."))
        raise InvalidInputError(FieldError(fault, pointer="/until"))
    if not insert_unless_there(work.session, NewsSeen, user_id=work.user_id, seen_at=until):
        earlier = (NewsSeen.user_id == work.user_id) & (NewsSeen.seen_at < until)
        work.session.execute(update(NewsSeen).where(earlier).values(seen_at=until))
