"""What the office says about one project or milestone, for those who may know of it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.domain.access.actor import Actor
from app.domain.access.policy import Action, permits
from app.domain.portfolio.statuses import OPEN_STATUSES
from app.domain.work.talk import TalkRights, talk_rights
from app.queries.access.subjects import Subjected, subject_of
from app.queries.work.conversation import conversation_of
from app.queries.work.recommendations import recommendations_of
from app.queries.work.supervision import supervision_of
from app.schemas.conversation import ConversationRead
from app.schemas.recommendations import RecommendationRead
from app.schemas.supervision import SupervisionRead


@dataclass(frozen=True)
class Talk:
    supervision: SupervisionRead
    conversation: ConversationRead
    recommendations: list[RecommendationRead]
    may_recommend: bool


def talk_about(session: Session, row: Subjected, actor: Actor, as_of: date) -> Talk | None:
    """Return all of it; None for those who may not know, at the cost of no statement."""
    rights = rights_about(row, actor, as_of)
    if rights is None:
        return None
    supervision = supervision_of(session, row, rights, as_of)
    return Talk(
        supervision,
        conversation_of(session, row, rights, actor, as_of),
        recommendations_of(session, row, as_of),
        permits(actor, Action.RECOMMENDATION_PREPARE),
    )


def rights_about(row: Subjected, actor: Actor, as_of: date) -> TalkRights | None:
    """Return what the reader may say about it; None for those who may not even know what is said."""
    if not permits(actor, Action.TALK_VIEW):
        return None
    subject = subject_of(row, as_of)
    if not permits(actor, Action.TALK_VIEW, subject):
        return None
    return talk_rights(actor, subject, is_open=row.status.value in OPEN_STATUSES)
