"""What a comparison reads of each table, with the project and the milestone that each row is about."""

from sqlalchemy import ColumnElement, Label, Table, func, or_, select
from sqlalchemy.orm import Session

from app.db.memory.twins import twin_of
from app.domain.portfolio.statuses import OPEN_STATUSES
from app.domain.work.extensions import ExtensionStatus
from app.models import (
    Assignment,
    Extension,
    Indicator,
    Measurement,
    Milestone,
    Obstacle,
    Organisation,
    Programme,
    Project,
    Quotation,
)
from app.queries.history.windows import Chain, Found, Window, chains

# Bare tables under other names: what may be seen is in the ids that are looked for.
_PROJECT = Project.__table__.alias("told_project")
_MILESTONE = Milestone.__table__.alias("told_milestone")
_PROGRAMME = Programme.__table__.alias("told_programme")
_PLACE = Programme.__table__.alias("told_place")
_INDICATOR = Indicator.__table__.alias("told_indicator")

WORK_ALIASES = (_PROJECT, _MILESTONE)
WORK_FIELDS = ("product",)
PROJECT_FIELDS = ("summary", *WORK_FIELDS, "place", "kind", "group")
MILESTONE_FIELDS = (*WORK_FIELDS, "planned_start", "conditional")
_DATED = ("title", "status", "deadline_on", "deadline_precision", "completed_on", "stage")
_SUBJECT = (
    _PROJECT.c.id.label("of_project"),
    _PROJECT.c.code.label("project_code"),
    _PROJECT.c.title.label("project_title"),
    _PROGRAMME.c.code.label("programme_code"),
)
_STEP = (_MILESTONE.c.code.label("milestone_code"), _MILESTONE.c.title.label("milestone_title"))


def table_of(model: type[object]) -> Table:
    table = model.__table__  # type: ignore[attr-defined]
    assert isinstance(table, Table)  # noqa: S101 (so is every mapped class of ours)
    return table


def project_chains(session: Session, window: Window) -> list[Chain]:
    """Read the projects that have changed, and those whose deadline has passed meanwhile."""
    table = table_of(Project)
    twin = twin_of(table)
    passed = window.untouched(table, *_passed(table, window))
    if window.projects is not None:
        passed = passed.where(twin.c.id.in_(window.projects))
    joined = (
        twin.outerjoin(_PROJECT, _PROJECT.c.id == twin.c.id)
        .outerjoin(_PROGRAMME, _PROGRAMME.c.id == _PROJECT.c.programme_id)
        .outerjoin(_PLACE, _PLACE.c.id == twin.c.programme_id)
    )
    place = (_PLACE.c.code.label("place_code"), _PLACE.c.title.label("place_title"))
    found = Found(window.revised(table).union(passed), joined, (*_SUBJECT, *place, _granted(twin, window)))
    names = ("code", *_DATED, "published", "programme_id", *PROJECT_FIELDS)
    return chains(session, window.span, table, names, found)


def milestone_chains(session: Session, window: Window) -> list[Chain]:
    """Read the milestones that have changed, and those whose deadline has passed meanwhile."""
    table = table_of(Milestone)
    twin = twin_of(table)
    passed = window.untouched(table, *_passed(table, window))
    if window.projects is not None:
        passed = passed.where(twin.c.project_id.in_(window.projects))
    joined = twin.outerjoin(_PROJECT, _PROJECT.c.id == twin.c.project_id)
    joined = joined.outerjoin(_PROGRAMME, _PROGRAMME.c.id == _PROJECT.c.programme_id)
    found = Found(window.revised(table).union(passed), joined, _SUBJECT)
    names = ("code", *_DATED, "times_extended", "share_done", *MILESTONE_FIELDS)
    return chains(session, window.span, table, names, found)


def assignment_chains(session: Session, window: Window) -> list[Chain]:
    """Read the assignments that have changed, and those that began or ended by their days alone."""
    table = table_of(Assignment)
    twin = twin_of(table)
    first, last = window.span.since.day, window.span.until.day
    turned = [(day > first) & (day <= last) for day in (twin.c.from_on, twin.c.to_on)]
    begun = window.untouched(table, or_(*turned))
    if window.projects is not None:
        above = select(_MILESTONE.c.id).where(_MILESTONE.c.project_id.in_(window.projects))
        begun = begun.where(or_(twin.c.project_id.in_(window.projects), twin.c.milestone_id.in_(above)))
    names = ("organisation_id", "role", "from_on", "to_on", "responsible", "basis_document_id")
    return chains(session, window.span, table, (*names, *_ABOUT), _on_work(table, window.revised(table).union(begun)))


def request_chains(session: Session, window: Window) -> list[Chain]:
    names = ("status", "wanted_on", "wanted_precision", "decision", "document_id", "reason")
    return _hanging(session, window, Extension, names)


def obstacle_chains(session: Session, window: Window) -> list[Chain]:
    return _hanging(session, window, Obstacle, ("cause", "description", "cleared_on", "clearing"))


def quotation_chains(session: Session, window: Window) -> list[Chain]:
    return _hanging(session, window, Quotation, ("words",))


def organisation_chains(session: Session, window: Window) -> list[Chain]:
    table = table_of(Organisation)
    ids = window.revised_anywhere(table)
    return chains(session, window.span, table, ("code", "short_name", "name", "valid_to"), Found(ids))


def programme_chains(session: Session, window: Window) -> list[Chain]:
    table = table_of(Programme)
    return chains(session, window.span, table, ("code", "title"), Found(window.revised_anywhere(table)))


def indicator_chains(session: Session, window: Window) -> list[Chain]:
    table = table_of(Indicator)
    return chains(session, window.span, table, ("code", "title"), Found(window.revised_anywhere(table)))


def measurement_chains(session: Session, window: Window) -> list[Chain]:
    table = table_of(Measurement)
    twin = twin_of(table)
    joined = twin.outerjoin(_INDICATOR, _INDICATOR.c.id == twin.c.indicator_id)
    beside = (_INDICATOR.c.code.label("indicator_code"), _INDICATOR.c.title.label("indicator_title"))
    found = Found(window.revised_anywhere(table), joined, beside)
    return chains(session, window.span, table, ("value", "year"), found)


_ABOUT = ("project_id", "milestone_id")


def _hanging(session: Session, window: Window, model: type[object], names: tuple[str, ...]) -> list[Chain]:
    """Read the rows that hang on a project or a milestone and have changed."""
    table = table_of(model)
    return chains(session, window.span, table, (*names, *_ABOUT), _on_work(table, window.revised(table)))


def _on_work(table: Table, ids: object) -> Found:
    twin = twin_of(table)
    of_project = func.coalesce(twin.c.project_id, _MILESTONE.c.project_id)
    joined = (
        twin.outerjoin(_MILESTONE, _MILESTONE.c.id == twin.c.milestone_id)
        .outerjoin(_PROJECT, _PROJECT.c.id == of_project)
        .outerjoin(_PROGRAMME, _PROGRAMME.c.id == _PROJECT.c.programme_id)
    )
    return Found(ids, joined, (*_SUBJECT, *_STEP))


def _passed(table: Table, window: Window) -> tuple[ColumnElement[bool], ...]:
    """Return whether an open row's deadline lay ahead at the first moment and lies behind at the second."""
    twin = twin_of(table).c
    is_open = twin.status.in_([status.value for status in OPEN_STATUSES])
    return (is_open, twin.deadline_on >= window.span.since.day, twin.deadline_on < window.span.until.day)


def _granted(twin: Table, window: Window) -> Label[int]:
    """Return how often the project's deadline had been extended at the later moment."""
    extension = twin_of(table_of(Extension)).alias("granted_extension").c
    until = window.span.until.instant
    known = (extension.known_from <= until, extension.known_until > until, ~extension.gone)
    granted = extension.status == ExtensionStatus.GRANTED.value
    mine = select(func.count()).where(extension.project_id == twin.c.id, granted, *known)
    return mine.scalar_subquery().label("times_extended")
