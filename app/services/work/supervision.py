"""What stands in the way of work, what is asked of those who lead it, and urging them on."""

from dataclasses import replace
from typing import TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from app.domain.access.policy import Action
from app.domain.errors import ConflictError, FieldError, InvalidInputError, NotFoundError
from app.domain.messages import Message, msgid
from app.domain.work.kinds import WorkKind
from app.domain.work.supervision import ExplanationStatus
from app.models import Explanation, Obstacle, Urging
from app.queries.access.subjects import subject_of
from app.queries.organisations.calendar import calendar_of
from app.schemas.supervision import (
    ExplanationAnswer,
    NewExplanation,
    NewObstacle,
    NewUrging,
    ObstacleClearing,
    UrgingOfMany,
)
from app.services.acting import acting_organisation
from app.services.series import next_code
from app.services.unit_of_work import UnitOfWork
from app.services.work.fetching import about, row_of, subjected

H = TypeVar("H", Obstacle, Explanation)


def name_obstacle(work: UnitOfWork, kind: WorkKind, code: str, wish: NewObstacle) -> Obstacle:
    """Say what holds the work up; whoever leads or coordinates it may."""
    row = subjected(work, kind, code)
    subject = subject_of(row, work.today)
    work.require(Action.OBSTACLE_NAME, subject)
    obstacle = Obstacle(
        **wish.model_dump(),
        **about(row),
        code=next_code(work.session, "VM-"),
        named_on=work.today,
        named_by_id=work.user_id,
        organisation=acting_organisation(work, subject.leads, subject.coordinates),
    )
    work.session.add(obstacle)
    work.session.flush()
    return obstacle


def clear_obstacle(work: UnitOfWork, code: str, wish: ObstacleClearing) -> Obstacle:
    """Say how it was cleared. Raises ConflictError when it is cleared already."""
    obstacle = work.session.scalars(_by_code(Obstacle, code)).one_or_none()
    if obstacle is None:
        raise NotFoundError(kind=msgid("obstacle"), code=code)
    work.require(Action.OBSTACLE_CLEAR, subject_of(row_of(work, obstacle), work.today))
    work.expect(obstacle)
    if obstacle.cleared_on is not None:
        raise ConflictError(detail=msgid("This obstacle is cleared already; name a new one if it is back."))
    on = wish.cleared_on or work.today
    if not obstacle.named_on <= on <= work.today:
        fault = Message(msgid("It was cleared after it was named, and not later than today."))
        raise InvalidInputError(FieldError(fault, pointer="/cleared_on"))
    obstacle.cleared_on, obstacle.clearing, obstacle.cleared_by_id = on, wish.clearing, work.user_id
    work.session.flush()
    return obstacle


def ask_explanation(work: UnitOfWork, kind: WorkKind, code: str, wish: NewExplanation) -> Explanation:
    """Ask whoever leads the work today. Raises ConflictError where nobody does."""
    row = subjected(work, kind, code)
    subject = subject_of(row, work.today)
    work.require(Action.EXPLANATION_ASK, subject)
    if not subject.leads:
        raise ConflictError(detail=msgid("Nobody leads this work yet, so nobody can be asked; assign it first."))
    explanation = Explanation(
        **wish.model_dump(),
        **about(row),
        code=next_code(work.session, "GT-"),
        asked_of_id=min(subject.leads),
        asked_for=acting_organisation(work),
        asked_by_id=work.user_id,
        asked_on=work.today,
        due_on=calendar_of(work.session).after(work.today, wish.limit_days, wish.limit_kind),
        status=ExplanationStatus.ASKED,
    )
    work.session.add(explanation)
    work.session.flush()
    return explanation


def answer_explanation(work: UnitOfWork, code: str, wish: ExplanationAnswer) -> Explanation:
    """Answer once, late rather than never; only the organisation that was asked does."""
    explanation = work.session.scalars(_by_code(Explanation, code)).one_or_none()
    if explanation is None:
        raise NotFoundError(kind=msgid("explanation"), code=code)
    subject = subject_of(row_of(work, explanation), work.today)
    work.require(Action.EXPLANATION_ANSWER, replace(subject, asked=frozenset({explanation.asked_of_id})))
    work.expect(explanation)
    if explanation.status is ExplanationStatus.ANSWERED:
        raise ConflictError(detail=msgid("This was answered already; what was said stays as it is."))
    explanation.status, explanation.answer = ExplanationStatus.ANSWERED, wish.answer
    explanation.answered_on, explanation.answered_by_id = work.today, work.user_id
    work.session.flush()
    return explanation


def urge(work: UnitOfWork, kind: WorkKind, code: str, wish: NewUrging) -> Urging:
    """Urge whoever leads the work, on the record."""
    row = subjected(work, kind, code)
    subject = subject_of(row, work.today)
    work.require(Action.URGE, subject)
    urging = Urging(
        **about(row),
        organisation_id=min(subject.leads, default=None),
        note=wish.note,
        urged_by_id=work.user_id,
        urged_for=acting_organisation(work),
        recorded_at=work.now,
    )
    work.session.add(urging)
    work.session.flush()
    return urging


def urge_many(work: UnitOfWork, wish: UrgingOfMany) -> list[Urging]:
    """Urge about several milestones with one note: all or none."""
    note = NewUrging(note=wish.note)
    return [urge(work, WorkKind.MILESTONE, code, note) for code in dict.fromkeys(wish.milestones)]


def _by_code(table: type[H], code: str) -> Select[H]:
    both = (joinedload(table.milestone), joinedload(table.project))
    return select(table).where(table.code == code).options(*both).with_for_update(of=table)
