"""What people say about work: comments, forecasts, and that they follow it."""

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import joinedload

from app.db.engine import insert_unless_there
from app.domain.access.policy import Action, permits
from app.domain.errors import ConflictError, FieldError, InvalidInputError, NotFoundError
from app.domain.messages import Message, msgid
from app.domain.portfolio.statuses import OPEN_STATUSES
from app.domain.work.conversation import ForecastVoice
from app.domain.work.kinds import WorkKind
from app.models import Comment, CommentVersion, Follow, Forecast, Milestone
from app.queries.access.subjects import Subjected, subject_of
from app.schemas.conversation import NewComment, NewForecast
from app.services.acting import acting_organisation
from app.services.series import next_code
from app.services.unit_of_work import UnitOfWork
from app.services.work.fetching import about, kind_of, row_of, subjected


def add_comment(work: UnitOfWork, kind: WorkKind, code: str, wish: NewComment) -> Comment:
    """Say something in the thread; whoever coordinates the work speaks there too."""
    row = subjected(work, kind, code)
    subject = subject_of(row, work.today)
    work.require(Action.COMMENT_WRITE, subject)
    comment = Comment(
        **about(row),
        code=next_code(work.session, "TD-"),
        author_id=work.user_id,
        organisation=acting_organisation(work, subject.leads, subject.coordinates),
        body=wish.body,
    )
    work.session.add(comment)
    work.session.flush()
    return comment


def edit_comment(work: UnitOfWork, code: str, wish: NewComment) -> Comment:
    """Say it otherwise; what it said before is kept."""
    loads = (joinedload(Comment.milestone), joinedload(Comment.project))
    wanted = select(Comment).where(Comment.code == code).options(*loads).with_for_update(of=Comment)
    comment = work.session.scalars(wanted).one_or_none()
    if comment is None:
        raise NotFoundError(kind=msgid("comment"), code=code)
    work.require(Action.COMMENT_EDIT, subject_of(row_of(work, comment), work.today, author_id=comment.author_id))
    work.expect(comment)
    if comment.body != wish.body:
        work.session.add(CommentVersion(comment_id=comment.id, body=comment.body, replaced_at=work.now))
        comment.body = wish.body
        work.session.flush()
    return comment


def state_forecast(work: UnitOfWork, kind: WorkKind, code: str, wish: NewForecast) -> Forecast:
    """State when the work will be done, as its lead or as the monitor; no deadline moves."""
    row = subjected(work, kind, code)
    subject = subject_of(row, work.today)
    is_lead = permits(work.actor, Action.FORECAST_AS_LEAD, subject)
    work.require(Action.FORECAST_AS_LEAD if is_lead else Action.FORECAST_AS_MONITOR, subject)
    if row.status.value not in OPEN_STATUSES:
        raise ConflictError(detail=msgid("Only work that is not finished or stopped has a day to expect."))
    if wish.expected_on < work.today:
        fault = Message(msgid("This day has passed; expect one that is to come."))
        raise InvalidInputError(FieldError(fault, pointer="/expected_on"))
    forecast = Forecast(
        **wish.model_dump(),
        **about(row),
        voice=ForecastVoice.LEAD if is_lead else ForecastVoice.MONITOR,
        organisation=acting_organisation(work, subject.leads if is_lead else frozenset()),
        stated_by_id=work.user_id,
        recorded_at=work.now,
    )
    work.session.add(forecast)
    work.session.flush()
    return forecast


def follow(work: UnitOfWork, kind: WorkKind, code: str) -> None:
    """Follow the work; once more changes nothing."""
    row = subjected(work, kind, code)
    work.require(Action.FOLLOW, subject_of(row, work.today))
    insert_unless_there(work.session, Follow, **_key(row), user_id=work.user_id, created_at=work.now)


def unfollow(work: UnitOfWork, kind: WorkKind, code: str) -> None:
    row = subjected(work, kind, code)
    work.require(Action.FOLLOW, subject_of(row, work.today))
    work.session.execute(delete(Follow).where(Follow.user_id == work.user_id, _follows(row)))


def _key(row: Subjected) -> dict[str, int]:
    return {f"{kind_of(row).value}_id": row.id}


def _follows(row: Subjected) -> ColumnElement[bool]:
    return Follow.milestone_id == row.id if isinstance(row, Milestone) else Follow.project_id == row.id
