"""The days on which something happened to a record: those from which it is worth being looked at."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    ScalarSelect,
    Select,
    Table,
    exists,
    func,
    or_,
    select,
    true,
    union,
)
from sqlalchemy.orm import Session

from app.db.base import Base
from app.db.memory.log import Change
from app.db.memory.past import looks_back
from app.db.memory.twins import twin_of
from app.domain.access.actor import Actor, Role
from app.domain.access.policy import Action, permits
from app.domain.calendar import OFFICE_ZONE
from app.queries.access.visibility import answered_for, visible_ids

_SHOWN = 50
_INSTANTS = 1000
_ON_MILESTONES = ("assignment", "extension", "progress_report", "quotation", "status_change")
# What only those hear who hold an office, as POLICY's "talk:view" says.
_TALK_ON_MILESTONES = ("comment", "explanation", "forecast", "obstacle", "urging")
_TALK = (*_TALK_ON_MILESTONES, "comment_version")


@dataclass(frozen=True)
class Onlooker:
    """Who looks, with the rights of `today`, at what was known until a moment."""

    actor: Actor
    today: date
    until: datetime


@dataclass(frozen=True)
class DayOfChange:
    """A day in the office, and how often something was changed on it."""

    day: date
    times: int


def project_days(session: Session, code: str, who: Onlooker) -> list[DayOfChange]:
    """Return the days of a project and of all that hangs on it: the latest fifty, newest first, as everywhere here."""
    project = _id_of("project", code)
    changes = select(Change.known_from).where(Change.project_id == project)
    if not permits(who.actor, Action.TALK_VIEW):
        changes = changes.where(Change.noun.not_in(_TALK))
    return _days(session, who, union(changes), project)


def milestone_days(session: Session, code: str, who: Onlooker) -> list[DayOfChange]:
    """Return the days of a milestone and of what was said and done about it."""
    milestone, table = _id_of("milestone", code), _table("milestone")
    told = (*_ON_MILESTONES, *(_TALK_ON_MILESTONES if permits(who.actor, Action.TALK_VIEW) else ()))
    hanging = [_revised(name, "milestone_id", milestone) for name in told]
    project = select(table.c.project_id).where(table.c.code == code).scalar_subquery()
    return _days(session, who, union(_revised("milestone", "id", milestone), *hanging), project)


def organisation_days(session: Session, code: str, who: Onlooker) -> list[DayOfChange]:
    """Return the days of an organisation and of what it was given, as far as the work may be seen."""
    organisation = _id_of("organisation", code)
    held, milestone = twin_of(_table("assignment")), _table("milestone").alias("above")
    above = select(milestone.c.project_id).where(milestone.c.id == held.c.milestone_id).scalar_subquery()
    seen = _seen_now(session, who, func.coalesce(held.c.project_id, above))
    given = _revised("assignment", "organisation_id", organisation).where(seen)
    return _days(session, who, union(_revised("organisation", "id", organisation), given))


def programme_days(session: Session, code: str, who: Onlooker) -> list[DayOfChange]:
    """Return the days of a programme and of the projects in it, as far as they may be seen."""
    programme, project = _id_of("programme", code), twin_of(_table("project"))
    inside = _revised("project", "programme_id", programme).where(_seen_now(session, who, project.c.id))
    return _days(session, who, union(_revised("programme", "id", programme), inside))


def indicator_days(session: Session, code: str, who: Onlooker) -> list[DayOfChange]:
    """Return the days of an indicator, its target and its measurements."""
    indicator = _id_of("indicator", code)
    below = [_revised(name, "indicator_id", indicator) for name in ("target", "measurement")]
    return _days(session, who, union(_revised("indicator", "id", indicator), *below))


def _days(
    session: Session, who: Onlooker, instants: CompoundSelect[datetime], project: ScalarSelect[int] | None = None
) -> list[DayOfChange]:
    """Return the days of the instants; those on which the project was hidden from the onlooker are left out."""
    at = instants.subquery("instants").c.known_from
    wanted = select(at).where(at <= who.until).order_by(at.desc()).limit(_INSTANTS)
    if project is not None:
        wanted = wanted.where(_seen_then(who, project, at))
    found = list(session.scalars(wanted))
    times = Counter(instant.astimezone(OFFICE_ZONE).date() for instant in found)
    if len(found) == _INSTANTS:
        # Of the last day only a part was fetched.
        del times[found[-1].astimezone(OFFICE_ZONE).date()]
    return [DayOfChange(day, count) for day, count in list(times.items())[:_SHOWN]]


def _seen_then(who: Onlooker, project: ScalarSelect[int], at: ColumnElement[datetime]) -> ColumnElement[bool]:
    """Return whether the project could be looked at as of then: published, or work that one answers for today."""
    if who.actor.has(Role.PLANNER):
        return true()
    twin = twin_of(_table("project"))
    published = (twin.c.id == project) & (twin.c.known_from <= at) & (twin.c.known_until > at) & twin.c.published
    mine = answered_for(who.actor.organisations(Role.AGENCY), who.today, past=True)
    return or_(project.in_(mine), exists().where(published))


def _seen_now(session: Session, who: Onlooker, project: ColumnElement[int]) -> ColumnElement[bool]:
    if who.actor.has(Role.PLANNER):
        return true()
    return project.in_(visible_ids(who.actor, who.today, past=looks_back(session)))


def _revised(name: str, column: str, value: ScalarSelect[int]) -> Select[datetime]:
    """Return when the rows of a table whose column has the value were revised."""
    twin = twin_of(_table(name))
    return select(twin.c.known_from).where(twin.c[column] == value)


def _id_of(name: str, code: str) -> ScalarSelect[int]:
    table = _table(name)
    return select(table.c.id).where(table.c.code == code).scalar_subquery()


def _table(name: str) -> Table:
    return Base.metadata.tables[name]
