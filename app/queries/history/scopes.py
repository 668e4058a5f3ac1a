"""Which projects a comparison is about: those the reader sees at the later moment, and asked for."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.sql.base import ReadOnlyColumnCollection

from app.db.memory.twins import twin_of
from app.domain.access.actor import Actor, Role
from app.domain.history.moments import Moment, Span
from app.domain.organisations.roles import ANSWERING
from app.models import Assignment, Milestone, Organisation, Programme, Project
from app.queries.access.visibility import visible_ids
from app.queries.spans import holds

# Bare tables under other names: the session's criteria must not restrict them again.
_PROJECT = Project.__table__.alias("asked_project")
_MILESTONE = Milestone.__table__.alias("asked_milestone")
_PROGRAMME = Programme.__table__.alias("asked_programme")
_ORGANISATION = Organisation.__table__.alias("asked_organisation")
_PLACED = twin_of(Project.__table__).alias("placed_project")  # type: ignore[arg-type]
_HELD = twin_of(Assignment.__table__).alias("held_assignment")  # type: ignore[arg-type]


@dataclass(frozen=True)
class Reader:
    """Who reads, with the offices of `today`; `past` says that the session looks back."""

    actor: Actor
    today: date
    past: bool = False


@dataclass(frozen=True)
class Scope:
    """Codes of what a comparison is about; None leaves that open, and all that are given hold together."""

    projects: Collection[str] | None = None
    milestones: Collection[str] | None = None
    programmes: Collection[str] | None = None
    organisations: Collection[str] | None = None
    indicators: Collection[str] | None = None

    @property
    def has_work(self) -> bool:
        return self.indicators is None

    @property
    def has_others(self) -> bool:
        """Return whether it is about what lies outside projects, too."""
        return self.projects is None and self.milestones is None


def projects_of(reader: Reader, scope: Scope, span: Span) -> Select[int] | None:
    """Return the ids of the projects, None where they are all there are."""
    asked = list(_asked(scope, span))
    if reader.actor.has(Role.PLANNER) and not asked:
        return None
    seen = _PROJECT.c.id.in_(visible_ids(reader.actor, reader.today, past=reader.past))
    return select(_PROJECT.c.id).where(seen, *asked)


def _asked(scope: Scope, span: Span) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if scope.projects is not None:
        found.append(_PROJECT.c.code.in_(scope.projects))
    if scope.milestones is not None:
        above = select(_MILESTONE.c.project_id).where(_MILESTONE.c.code.in_(scope.milestones))
        found.append(_PROJECT.c.id.in_(above))
    if scope.programmes is not None:
        found.append(_PROJECT.c.id.in_(_placed_in(scope.programmes, span)))
    if scope.organisations is not None:
        found.append(_PROJECT.c.id.in_(_held_by(scope.organisations, span)))
    return found


def _placed_in(codes: Collection[str], span: Span) -> Select[int]:
    """Return the projects that lay in one of the programmes at either moment."""
    programmes = select(_PROGRAMME.c.id).where(_PROGRAMME.c.code.in_(codes))
    at_either = or_(*(_known_at(_PLACED.c, moment) for moment in (span.since, span.until)))
    return select(_PLACED.c.id).where(_PLACED.c.programme_id.in_(programmes), at_either)


def _held_by(codes: Collection[str], span: Span) -> Select[int]:
    """Return the projects in which one of the organisations led or coordinated anything at either moment."""
    held = _HELD.c
    above = select(_MILESTONE.c.project_id).where(_MILESTONE.c.id == held.milestone_id).scalar_subquery()
    organisations = select(_ORGANISATION.c.id).where(_ORGANISATION.c.code.in_(codes))
    at_either = or_(
        *(
            and_(_known_at(held, moment), holds(held.from_on, held.to_on, moment.day))
            for moment in (span.since, span.until)
        )
    )
    by_them = held.organisation_id.in_(organisations) & held.role.in_([role.value for role in ANSWERING])
    return select(func.coalesce(held.project_id, above)).where(by_them, at_either)


def _known_at(twin: ReadOnlyColumnCollection[str, Any], moment: Moment) -> ColumnElement[bool]:
    known: ColumnElement[bool] = (twin.known_from <= moment.instant) & (twin.known_until > moment.instant) & ~twin.gone
    return known
