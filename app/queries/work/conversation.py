"""What is said about a project or milestone, and who follows what."""

from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.db.memory.past import looks_back
from app.domain.access.actor import Actor
from app.domain.errors import NotFoundError
from app.domain.messages import msgid
from app.domain.work.talk import TalkRights
from app.models import Comment, Follow, Forecast, Milestone
from app.queries.access.subjects import Subjected
from app.queries.organisations.assignments import organisation_ref
from app.schemas.conversation import CommentRead, ConversationRead, EarlierComment, FollowRead, ForecastRead
from app.schemas.portfolio import ProjectRef

_SHOWN = 100


def conversation_of(
    session: Session, row: Subjected, rights: TalkRights, actor: Actor, as_of: date
) -> ConversationRead:
    """Return the thread and the forecasts."""
    forecasts = _forecasts(session, row, as_of)
    last = {forecast.voice: forecast for forecast in reversed(forecasts)}
    return ConversationRead(
        may_comment=rights.comment,
        may_forecast=rights.forecast,
        follows=_follows(session, row, actor),
        comments=_comments(session, row, actor, as_of),
        forecasts=sorted(last.values(), key=lambda forecast: forecast.voice.value),
        earlier_forecasts=[forecast for forecast in forecasts if forecast not in last.values()],
    )


def comment_detail(session: Session, code: str, actor: Actor, as_of: date) -> CommentRead:
    """Raises NotFoundError."""
    row = session.scalars(select(Comment).where(Comment.code == code).options(*_COMMENT)).one_or_none()
    if row is None:
        raise NotFoundError(kind=msgid("comment"), code=code)
    return _comment(row, actor, as_of)


def _follows(session: Session, row: Subjected, actor: Actor) -> bool:
    """Say whether the person follows it today; of the past nobody knows."""
    if looks_back(session):
        return False
    return session.scalar(select(Follow.id).where(Follow.user_id == actor.user_id, _on(Follow, row))) is not None


def follows_of(session: Session, actor: Actor) -> list[FollowRead]:
    """Return what the person follows, the latest first; what they may no longer see is left out."""
    rows = session.scalars(
        select(Follow)
        .where(Follow.user_id == actor.user_id)
        .order_by(Follow.id.desc())
        .options(joinedload(Follow.milestone), joinedload(Follow.project))
    )
    return [
        FollowRead(subject=ProjectRef.model_validate(subject), is_milestone=row.milestone is not None)
        for row in rows
        if (subject := row.milestone or row.project) is not None
    ]


_COMMENT = (
    joinedload(Comment.milestone),
    joinedload(Comment.project),
    joinedload(Comment.author),
    joinedload(Comment.organisation),
    selectinload(Comment.earlier),
)


def _comments(session: Session, row: Subjected, actor: Actor, as_of: date) -> list[CommentRead]:
    wanted = select(Comment).where(_on(Comment, row)).order_by(Comment.id.desc()).limit(_SHOWN).options(*_COMMENT)
    return [_comment(comment, actor, as_of) for comment in session.scalars(wanted)][::-1]


def _comment(row: Comment, actor: Actor, as_of: date) -> CommentRead:
    return CommentRead(
        version=row.version,
        code=row.code,
        subject=ProjectRef.model_validate(row.milestone or row.project),
        is_milestone=row.milestone is not None,
        author=row.author.name,
        organisation=organisation_ref(row.organisation, as_of),
        body=row.body,
        written_at=row.created_at,
        earlier=[EarlierComment.model_validate(each) for each in row.earlier],
        is_own=row.author_id == actor.user_id and not actor.read_only,
    )


def _forecasts(session: Session, row: Subjected, as_of: date) -> list[ForecastRead]:
    """Return the latest hundred, newest first."""
    loads = (joinedload(Forecast.organisation), joinedload(Forecast.stated_by))
    wanted = select(Forecast).where(_on(Forecast, row)).order_by(Forecast.id.desc()).limit(_SHOWN).options(*loads)
    due = row.deadline_on
    return [
        ForecastRead(
            voice=forecast.voice,
            expected_on=forecast.expected_on,
            confidence=forecast.confidence,
            note=forecast.note,
            organisation=organisation_ref(forecast.organisation, as_of),
            stated_by=forecast.stated_by.name,
            recorded_at=forecast.recorded_at,
            days_after_deadline=(forecast.expected_on - due).days if due else None,
        )
        for forecast in session.scalars(wanted)
    ]


def _on(table: type[Comment] | type[Forecast] | type[Follow], row: Subjected) -> ColumnElement[bool]:
    return table.milestone_id == row.id if isinstance(row, Milestone) else table.project_id == row.id
