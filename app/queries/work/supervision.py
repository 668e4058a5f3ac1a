"""Obstacles, explanations and urging: lists, records, and all of it about one project or milestone."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time
from typing import TypeVar

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session, joinedload
from sqlalchemy.orm.interfaces import ORMOption

from app.domain.access.actor import Actor, Subject
from app.domain.access.policy import Action, permits
from app.domain.calendar import OFFICE_ZONE
from app.domain.errors import NotFoundError
from app.domain.messages import msgid
from app.domain.work.supervision import ExplanationStatus, judge_explanation
from app.domain.work.talk import TalkRights
from app.models import Explanation, Milestone, Obstacle, Organisation, Urging
from app.queries.access.subjects import Subjected, subject_of
from app.queries.organisations.assignments import organisation_ref
from app.queries.paging import Page, Sort, bounded_int, page_of, slice_of
from app.schemas.portfolio import ProjectRef
from app.schemas.supervision import (
    ExplanationParameters,
    ExplanationRead,
    ObstacleParameters,
    ObstacleRead,
    SupervisionRead,
    UrgingRead,
)

Hanging = Obstacle | Explanation | Urging
H = TypeVar("H", Obstacle, Explanation, Urging)
_URGINGS_SHOWN = 10


def obstacle_page(session: Session, wanted: ObstacleParameters, as_of: date) -> Page[ObstacleRead]:
    """Return obstacles, the newest first."""
    statement = _about(Obstacle)
    if wanted.cause:
        statement = statement.where(Obstacle.cause.in_(wanted.cause))
    if wanted.cleared is not None:
        stands = Obstacle.cleared_on.is_(None)
        statement = statement.where(~stands if wanted.cleared else stands)
    newest_first = Sort(Obstacle.id, Obstacle.id, descending=True, read=bounded_int)
    return page_of(session, statement, newest_first, slice_of(wanted)).mapped(lambda row: _obstacle(row, as_of))


def obstacle_detail(session: Session, code: str, as_of: date) -> ObstacleRead:
    """Raises NotFoundError."""
    row = session.scalars(_about(Obstacle).where(Obstacle.code == code)).one_or_none()
    if row is None:
        raise NotFoundError(kind=msgid("obstacle"), code=code)
    return _obstacle(row, as_of)


def explanation_page(session: Session, wanted: ExplanationParameters, as_of: date) -> Page[ExplanationRead]:
    """Return requests for an explanation, the first due first."""
    statement = _about(Explanation)
    if wanted.status:
        statement = statement.where(Explanation.status.in_(wanted.status))
    if wanted.asked_of:
        asked_of = Explanation.asked_of.has(Organisation.code.in_(wanted.asked_of))
        statement = statement.where(asked_of)
    if wanted.overdue is not None:
        past = (Explanation.status == ExplanationStatus.ASKED) & (Explanation.due_on < as_of)
        statement = statement.where(past if wanted.overdue else ~past)
    first_due = Sort(Explanation.due_on, Explanation.id, descending=False, read=date.fromisoformat)
    return page_of(session, statement, first_due, slice_of(wanted)).mapped(lambda row: _explanation(row, as_of))


def explanation_detail(session: Session, code: str, as_of: date) -> ExplanationRead:
    """Raises NotFoundError."""
    row = session.scalars(_about(Explanation).where(Explanation.code == code)).one_or_none()
    if row is None:
        raise NotFoundError(kind=msgid("explanation"), code=code)
    return _explanation(row, as_of)


def explanations_asked_of(session: Session, organisations: Iterable[int], as_of: date) -> list[ExplanationRead]:
    """Return what waits for an answer of one of the organisations, the first due first."""
    waiting = Explanation.status == ExplanationStatus.ASKED
    mine = _about(Explanation).where(waiting, Explanation.asked_of_id.in_(list(organisations)))
    return [_explanation(row, as_of) for row in session.scalars(mine.order_by(Explanation.due_on, Explanation.id))]


def urgings_of(session: Session, organisations: Iterable[int], since: date, as_of: date) -> list[UrgingRead]:
    """Return the notes to any of the organisations since the day, newest first."""
    lately = Urging.recorded_at >= datetime.combine(since, time(), OFFICE_ZONE)
    return _urgings(session, Urging.organisation_id.in_(list(organisations)) & lately, as_of)


def _urgings(session: Session, which: ColumnElement[bool], as_of: date) -> list[UrgingRead]:
    statement = _about(Urging).options(joinedload(Urging.urged_by), joinedload(Urging.urged_for))
    rows = session.scalars(statement.where(which).order_by(Urging.id.desc()).limit(_URGINGS_SHOWN))
    return [_urging(row, as_of) for row in rows]


def supervision_of(session: Session, row: Subjected, rights: TalkRights, as_of: date) -> SupervisionRead:
    """Return all of it about a milestone, or about a project and its milestones."""
    obstacles = session.scalars(_about(Obstacle).where(_on(Obstacle, row)).order_by(Obstacle.id.desc()))
    explanations = session.scalars(_about(Explanation).where(_on(Explanation, row)).order_by(Explanation.id.desc()))
    return SupervisionRead(
        may_name_obstacle=rights.name_obstacle,
        may_ask_explanation=rights.ask_explanation,
        may_urge=rights.urge,
        obstacles=sorted((_obstacle(each, as_of) for each in obstacles), key=lambda each: each.cleared_on is not None),
        explanations=[_explanation(each, as_of) for each in explanations],
        urgings=_urgings(session, _on(Urging, row), as_of),
    )


def may_clear(session: Session, code: str, actor: Actor, as_of: date) -> bool:
    """Say whether the reader may say how the obstacle was cleared; it must exist."""
    row = session.scalars(_about(Obstacle).where(Obstacle.code == code)).one()
    return row.cleared_on is None and permits(actor, Action.OBSTACLE_CLEAR, _subject(row, as_of))


def may_answer(session: Session, code: str, actor: Actor, as_of: date) -> bool:
    """Say whether the explanation waits for one of the reader's organisations; it must exist."""
    row = session.scalars(_about(Explanation).where(Explanation.code == code)).one()
    subject = replace(_subject(row, as_of), asked=frozenset({row.asked_of_id}))
    return row.status is ExplanationStatus.ASKED and permits(actor, Action.EXPLANATION_ANSWER, subject)


def _about(table: type[H]) -> Select[H]:
    return select(table).options(*_loads(table))


def _loads(table: type[Hanging]) -> list[ORMOption]:
    loads: list[ORMOption] = [joinedload(table.milestone), joinedload(table.project)]
    if table is Obstacle:
        loads.append(joinedload(Obstacle.organisation))
    if table is Explanation:
        people = (Explanation.asked_of, Explanation.asked_for, Explanation.asked_by)
        loads += [joinedload(each) for each in people]
    return loads


def _on(table: type[Hanging], row: Subjected) -> ColumnElement[bool]:
    if isinstance(row, Milestone):
        return table.milestone_id == row.id
    milestones = select(Milestone.id).where(Milestone.project_id == row.id)
    return (table.project_id == row.id) | table.milestone_id.in_(milestones)


def _subject(row: Obstacle | Explanation, as_of: date) -> Subject:
    about = row.milestone or row.project
    assert about is not None  # noqa: S101 (a CHECK says that it is one of the two)
    return subject_of(about, as_of)


def _obstacle(row: Obstacle, as_of: date) -> ObstacleRead:
    return ObstacleRead(
        version=row.version,
        code=row.code,
        subject=ProjectRef.model_validate(row.milestone or row.project),
        is_milestone=row.milestone is not None,
        cause=row.cause,
        description=row.description,
        proposal=row.proposal,
        organisation=organisation_ref(row.organisation, as_of),
        named_on=row.named_on,
        cleared_on=row.cleared_on,
        clearing=row.clearing,
        days=((row.cleared_on or as_of) - row.named_on).days,
    )


def _explanation(row: Explanation, as_of: date) -> ExplanationRead:
    judged = judge_explanation(row.due_on, row.answered_on, as_of)
    return ExplanationRead(
        version=row.version,
        code=row.code,
        subject=ProjectRef.model_validate(row.milestone or row.project),
        is_milestone=row.milestone is not None,
        asked_of=organisation_ref(row.asked_of, as_of),
        asked_for=organisation_ref(row.asked_for, as_of),
        asked_by=row.asked_by.name,
        asked_on=row.asked_on,
        question=row.question,
        limit_days=row.limit_days,
        limit_kind=row.limit_kind,
        due_on=row.due_on,
        status=row.status,
        timeliness=judged.timeliness,
        days=judged.days,
        answer=row.answer,
        answered_on=row.answered_on,
    )


def _urging(row: Urging, as_of: date) -> UrgingRead:
    return UrgingRead(
        subject=ProjectRef.model_validate(row.milestone or row.project),
        is_milestone=row.milestone is not None,
        note=row.note,
        urged_for=organisation_ref(row.urged_for, as_of),
        urged_by=row.urged_by.name,
        recorded_at=row.recorded_at,
    )
