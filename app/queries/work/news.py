"""What others did, since somebody last looked, to the work that is theirs or that they follow."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Null, Row, Select, null, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.domain.access.actor import Actor, Role
from app.domain.organisations.roles import ANSWERING
from app.domain.work.news import FIRST_LOOK, NewsKind
from app.models import (
    Assignment,
    AssignmentBatch,
    AssignmentChange,
    Comment,
    Explanation,
    Extension,
    Follow,
    Forecast,
    Milestone,
    NewsSeen,
    Obstacle,
    Organisation,
    ProgressReport,
    Project,
    StatusChange,
    Urging,
    User,
)
from app.queries.organisations.batches import organisation_or_none
from app.queries.organisations.holding import holds_on
from app.schemas.news import NewsItem, NewsRead
from app.schemas.portfolio import ProjectRef

_SHOWN = 50
_NOTHING = null()
_Column = InstrumentedAttribute[Any] | Null


@dataclass(frozen=True)
class _Source:
    """One kind of news: the rows that tell it, when it came, by and for whom, and what it says.

    `concerns` is an organisation that it concerns whoever has the work now.
    """

    kind: NewsKind
    table: type[Any]
    at: InstrumentedAttribute[Any]
    by: InstrumentedAttribute[Any]
    organisation: _Column
    words: InstrumentedAttribute[Any]
    became: _Column = _NOTHING
    day: _Column = _NOTHING
    concerns: _Column = _NOTHING


# What was ended later is told twice: by the row's making, and by its last change once it names who ended it.
_SOURCES = (
    _Source(
        NewsKind.ASSIGNED,
        AssignmentChange,
        at=AssignmentBatch.recorded_at,
        by=AssignmentBatch.made_by_id,
        organisation=AssignmentChange.after_id,
        words=AssignmentBatch.reason,
        became=AssignmentChange.role,
        day=AssignmentChange.deadline_on,
        concerns=AssignmentChange.before_id,
    ),
    _Source(
        NewsKind.MOVED,
        StatusChange,
        at=StatusChange.recorded_at,
        by=StatusChange.actor_id,
        organisation=_NOTHING,
        words=StatusChange.reason,
        became=StatusChange.to_status,
    ),
    _Source(
        NewsKind.REPORTED,
        ProgressReport,
        at=ProgressReport.recorded_at,
        by=ProgressReport.reported_by_id,
        organisation=ProgressReport.organisation_id,
        words=ProgressReport.done,
    ),
    _Source(
        NewsKind.EXTENSION_ASKED,
        Extension,
        at=Extension.created_at,
        by=Extension.asked_by_id,
        organisation=Extension.organisation_id,
        words=Extension.reason,
        day=Extension.wanted_on,
    ),
    _Source(
        NewsKind.EXTENSION_DECIDED,
        Extension,
        at=Extension.decided_at,
        by=Extension.decided_by_id,
        organisation=_NOTHING,
        words=Extension.decision,
        became=Extension.status,
        day=Extension.granted_on,
    ),
    _Source(
        NewsKind.OBSTACLE_NAMED,
        Obstacle,
        at=Obstacle.created_at,
        by=Obstacle.named_by_id,
        organisation=Obstacle.organisation_id,
        words=Obstacle.description,
        became=Obstacle.cause,
    ),
    _Source(
        NewsKind.OBSTACLE_CLEARED,
        Obstacle,
        at=Obstacle.updated_at,
        by=Obstacle.cleared_by_id,
        organisation=_NOTHING,
        words=Obstacle.clearing,
    ),
    _Source(
        NewsKind.EXPLANATION_ASKED,
        Explanation,
        at=Explanation.created_at,
        by=Explanation.asked_by_id,
        organisation=Explanation.asked_for_id,
        words=Explanation.question,
        day=Explanation.due_on,
        concerns=Explanation.asked_of_id,
    ),
    _Source(
        NewsKind.EXPLANATION_ANSWERED,
        Explanation,
        at=Explanation.updated_at,
        by=Explanation.answered_by_id,
        organisation=Explanation.asked_of_id,
        words=Explanation.answer,
        concerns=Explanation.asked_for_id,
    ),
    _Source(
        NewsKind.URGED,
        Urging,
        at=Urging.recorded_at,
        by=Urging.urged_by_id,
        organisation=Urging.urged_for_id,
        words=Urging.note,
        concerns=Urging.organisation_id,
    ),
    _Source(
        NewsKind.EXPECTED,
        Forecast,
        at=Forecast.recorded_at,
        by=Forecast.stated_by_id,
        organisation=Forecast.organisation_id,
        words=Forecast.note,
        day=Forecast.expected_on,
    ),
    _Source(
        NewsKind.COMMENTED,
        Comment,
        at=Comment.created_at,
        by=Comment.author_id,
        organisation=Comment.organisation_id,
        words=Comment.body,
    ),
)
_ENDINGS = {NewsKind.EXTENSION_DECIDED, NewsKind.OBSTACLE_CLEARED, NewsKind.EXPLANATION_ANSWERED}


def news_for(session: Session, actor: Actor, now: datetime, as_of: date) -> NewsRead:
    """Return what is new to the person, in a number of statements that does not depend on how much it is."""
    since = session.scalar(select(NewsSeen.seen_at).where(NewsSeen.user_id == actor.user_id)) or now - FIRST_LOOK
    found: list[NewsItem] = []
    for source in _SOURCES:
        lately = _rows(source).where(source.at > since, source.at <= now, _is_for(source, actor, as_of))
        rows = session.execute(lately.order_by(source.at.desc()).limit(_SHOWN + 1))
        found += [_item(source.kind, row, as_of) for row in rows]
    newest_first = sorted(found, key=lambda item: item.at, reverse=True)
    return NewsRead(since=since, until=now, items=newest_first[:_SHOWN], more=len(newest_first) > _SHOWN)


def _rows(source: _Source) -> Select[Any]:
    """Return the rows of one kind, with the names of what and whom they are about."""
    told = {"at": source.at, "words": source.words, "became": source.became, "day": source.day}
    columns = [column.label(name) for name, column in told.items()]
    statement = select(*columns, *_names(source)).select_from(source.table)
    if source.table is AssignmentChange:
        statement = statement.join(AssignmentChange.batch)
    return (
        statement.outerjoin(Milestone, _subject(source, "milestone_id") == Milestone.id)
        .outerjoin(Project, _subject(source, "project_id") == Project.id)
        .outerjoin(User, source.by == User.id)
        .outerjoin(Organisation, source.organisation == Organisation.id)
    )


def _names(source: _Source) -> tuple[Any, ...]:
    # A move keeps the office in words, which the seed's moves have, too.
    person = StatusChange.actor if source.table is StatusChange else User.name
    milestone = (Milestone.code.label("milestone"), Milestone.title.label("milestone_title"))
    return (person.label("person"), *milestone, Project.code.label("project"), Project.title, Organisation)


def _is_for(source: _Source, actor: Actor, as_of: date) -> ColumnElement[bool]:
    """Return whether somebody else did it to work that is the person's to answer for or to follow."""
    offices = {office.organisation_id for office in actor.offices}
    by_others = source.by.is_distinct_from(actor.user_id)
    if source.kind in _ENDINGS:
        by_others &= source.by.is_not(None)
    return by_others & or_(_is_on_theirs(source, actor, as_of), source.concerns.in_(offices))


def _is_on_theirs(source: _Source, actor: Actor, as_of: date) -> ColumnElement[bool]:
    held = Assignment.organisation_id.in_(actor.organisations(Role.AGENCY)) & Assignment.role.in_(ANSWERING)
    theirs = ((Assignment, held & holds_on(as_of)), (Follow, Follow.user_id == actor.user_id))
    project, milestone = _subject(source, "project_id"), _subject(source, "milestone_id")
    found: list[ColumnElement[bool]] = []
    for table, which in theirs:
        projects = select(table.project_id).where(which, table.project_id.is_not(None))
        below = select(Milestone.id).where(Milestone.project_id.in_(projects))
        own = select(table.milestone_id).where(which, table.milestone_id.is_not(None))
        found += [project.in_(projects), milestone.in_(below), milestone.in_(own)]
    return or_(*found)


def _subject(source: _Source, column: str) -> ColumnElement[Any]:
    """Return the row's project or milestone; acts of assigning are about projects, reports about milestones."""
    found: ColumnElement[Any] = getattr(source.table, column, _NOTHING)
    return found


def _item(kind: NewsKind, row: Row[Any], as_of: date) -> NewsItem:
    subject = (row.milestone, row.milestone_title) if row.milestone else (row.project, row.title)
    return NewsItem(
        kind=kind,
        at=row.at,
        subject=ProjectRef(code=subject[0], title=subject[1]),
        is_milestone=row.milestone is not None,
        became=row.became,
        day=row.day,
        words=row.words or "",
        person=row.person,
        organisation=organisation_or_none(row.Organisation, as_of),
    )
