"""The log of changes as a follower reads it: by number, of which none is given twice or later than a higher one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, String, and_, cast, func, or_, select, true
from sqlalchemy.orm import Session, aliased

from app.db.memory.twins import twin_of
from app.domain.access.actor import Actor
from app.domain.history.nouns import READERS, Noun, readable_nouns
from app.domain.organisations.roles import ANSWERING
from app.models import (
    Assignment,
    Change,
    Document,
    Indicator,
    LogState,
    Measurement,
    Milestone,
    Organisation,
    Project,
)
from app.queries.access.visibility import visible_ids
from app.queries.history.revisions import told
from app.queries.history.sources import table_of
from app.queries.organisations.holding import holds_on
from app.queries.organisations.organisations import require_organisation
from app.queries.portfolio.lookup import require_milestone, require_project
from app.schemas.history import ChangeParameters, ChangeRead, FollowParameters, ProjectChangeParameters

_SHOWN = 50
# In expressions, which no index serves: a page is found by walking the log in its order until it is full. An index on
# these columns would find all that is left of the log, and sort it, for every page.
_noun, _concerned = func.coalesce(Change.noun, ""), func.coalesce(Change.project_id, 0)


@dataclass(frozen=True)
class Reader:
    """Who reads the log, and on which day; `until` is the moment after which nothing is known, None for the present."""

    actor: Actor
    as_of: date
    until: datetime | None = None


@dataclass(frozen=True)
class Followed:
    """Changes in their order. `after` is where to go on: all that has a lower number was looked through."""

    items: list[ChangeRead]
    after: int
    more: bool


@dataclass(frozen=True)
class Latest:
    """The latest changes, newest first, and the name of their subject with the change that it was first known by."""

    name: str
    items: list[ChangeRead]
    first: Change


@dataclass(frozen=True)
class Correction:
    """What became of the value of `year` that bears the number `measurement`."""

    measurement: int
    year: int
    change: ChangeRead


def change_page(session: Session, wanted: ChangeParameters, reader: Reader) -> Followed:
    """Return what changed after a number, oldest first."""
    which = [_of_nouns(wanted)]
    if wanted.project:
        which.append(Change.project_id.in_(select(Project.id).where(Project.code.in_(wanted.project))))
    if wanted.organisation:
        which.append(_of_organisations(wanted.organisation, reader.as_of))
    return _follow(session, which, wanted, reader)


def project_changes(session: Session, code: str, wanted: ProjectChangeParameters, reader: Reader) -> Followed:
    """Return what changed in a project and all that hangs on it. Raises NotFoundError."""
    project = require_project(session, code)
    return _follow(session, [_of_nouns(wanted), Change.project_id == project.id], wanted, reader)


def milestone_changes(session: Session, code: str, wanted: FollowParameters, reader: Reader) -> Followed:
    """Return what changed in a milestone itself. Raises NotFoundError."""
    milestone = require_milestone(session, code)
    return _follow(session, [_is_record(Noun.MILESTONE, milestone.id)], wanted, reader)


def latest_of_project(session: Session, code: str, reader: Reader) -> Latest:
    """Return the latest changes of a project and of all that hangs on it. Raises NotFoundError."""
    project = require_project(session, code)
    first = _first(session, Noun.PROJECT, project.id)
    return Latest(project.title, _latest(session, Change.project_id == project.id, reader), first)


def latest_of_organisation(session: Session, code: str, reader: Reader) -> Latest:
    """Return the latest changes of an organisation and of what it leads or coordinates. Raises NotFoundError."""
    organisation = require_organisation(session, code)
    first = _first(session, Noun.ORGANISATION, organisation.id)
    return Latest(organisation.name, _latest(session, _of_organisations([code], reader.as_of), reader), first)


def corrections_of(session: Session, code: str, reader: Reader, number: int | None = None) -> list[Correction]:
    """Return how values of an indicator, or the one of a number, were corrected or taken back: the latest fifty."""
    twin = twin_of(table_of(Measurement))
    indicator = select(Indicator.id).where(Indicator.code == code).scalar_subquery()
    which = [twin.c.indicator_id == indicator, twin.c.revision > 1, *([] if number is None else [twin.c.id == number])]
    state = and_(Change.record == cast(twin.c.id, String), Change.revision == twin.c.revision)
    found = _seen(reader).where(Change.noun == Noun.MEASUREMENT.value, *which).order_by(Change.number.desc())
    rows = session.execute(found.join(twin, state).add_columns(twin.c.id, twin.c.year).limit(_SHOWN)).all()
    changes = told(session, [change for change, _, _ in rows], reader.actor)
    return [Correction(key, year, change) for (_, key, year), change in zip(rows, changes, strict=True)]


def _follow(
    session: Session, which: Sequence[ColumnElement[bool]], wanted: FollowParameters, reader: Reader
) -> Followed:
    # Of one snapshot with the changes, so that nothing can come in between.
    head = session.scalars(select(LogState.changes)).one()
    statement = _seen(reader).where(Change.number > wanted.after, *which).order_by(Change.number)
    found = session.scalars(statement.limit(wanted.limit + 1)).all()
    rows, more = found[: wanted.limit], len(found) > wanted.limit
    last = rows[-1].number if rows else wanted.after
    # What is not for the reader need not be looked through again. The past ends at no number.
    after = last if more or reader.until is not None else max(head, last)
    return Followed(told(session, rows, reader.actor), after, more)


def _latest(session: Session, which: ColumnElement[bool], reader: Reader) -> list[ChangeRead]:
    statement = _seen(reader).where(which).order_by(Change.number.desc()).limit(_SHOWN)
    return told(session, session.scalars(statement).all(), reader.actor)


def _first(session: Session, noun: Noun, key: int) -> Change:
    return session.scalars(select(Change).where(_is_record(noun, key), Change.revision == 1)).one()


def _seen(reader: Reader) -> Select[Change]:
    """Return the changes that the reader may know of, by the policy's view and by the noun's own rule."""
    nouns = readable_nouns(reader.actor)
    apart = [noun.value for noun in nouns if READERS[noun].apart]
    concerns = _concerned.in_(visible_ids(reader.actor, reader.as_of))
    # The session narrows the documents down to those that the reader may see.
    documents = select(cast(Document.id, String))
    statement = select(Change).where(
        _noun.in_([noun.value for noun in nouns]),
        concerns | (Change.project_id.is_(None) & _noun.in_(apart)),
        (_noun != Noun.DOCUMENT.value) | Change.record.in_(documents),
    )
    return statement if reader.until is None else statement.where(Change.known_from <= reader.until)


def _of_nouns(wanted: ProjectChangeParameters) -> ColumnElement[bool]:
    return _noun.in_([noun.value for noun in wanted.noun]) if wanted.noun else true()


def _of_organisations(codes: Sequence[str], as_of: date) -> ColumnElement[bool]:
    above, organisation = aliased(Milestone), aliased(Organisation)
    wanted = select(organisation.id).where(organisation.code.in_(codes))
    held = Assignment.organisation_id.in_(wanted) & Assignment.role.in_(ANSWERING) & holds_on(as_of)
    projects = select(Assignment.project_id).where(held, Assignment.project_id.is_not(None))
    milestones = select(above.project_id).join(Assignment, Assignment.milestone_id == above.id).where(held)
    records = select(cast(organisation.id, String)).where(organisation.code.in_(codes))
    own = (_noun == Noun.ORGANISATION.value) & Change.record.in_(records)
    return or_(own, _concerned.in_(projects), _concerned.in_(milestones))


def _is_record(noun: Noun, key: int) -> ColumnElement[bool]:
    return (Change.noun == noun.value) & (Change.record == str(key))
