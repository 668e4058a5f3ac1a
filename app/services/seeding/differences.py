"""How a loaded database differs from the seed's files: what a maintainer reads before changing either by hand."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Select, String, cast, func, select
from sqlalchemy.orm import Session, aliased

from app.db.base import Base
from app.db.engine import make_engine, writing
from app.models import (
    Holiday,
    Indicator,
    Milestone,
    Organisation,
    Programme,
    Project,
    Succession,
    Template,
    TemplateStep,
    TemplateStepPredecessor,
    Ward,
    WardSuccession,
)
from app.services.seeding.load import load_seed

_Before = aliased(TemplateStep)
_STEP = Template.code + "." + cast(TemplateStep.number, String)
_NOBODY = "nobody known"


def _successions(
    model: type[Succession] | type[WardSuccession], side: type[Organisation] | type[Ward]
) -> Select[*tuple[Any, ...]]:
    """Return the successions by the codes of both sides."""
    after = aliased(side)
    facts = (model.kind, model.effective_on, model.scope, model.legal_basis, model.source, model.confidence)
    return (
        select(side.code + " to " + func.coalesce(after.code, _NOBODY), *facts)
        .select_from(model)
        .join(side, side.id == model.predecessor_id)
        .outerjoin(after, after.id == model.successor_id)
    )


# What the seed says about a record, whose code comes first; states, dates and owners belong to the office.
_COMPARED: tuple[Select[*tuple[Any, ...]], ...] = (
    select(Programme.code, Programme.title),
    select(Project.code, Project.title, Project.kind, Project.summary, Project.place),
    select(Milestone.code, Milestone.title, Milestone.conditional),
    select(
        Organisation.code,
        Organisation.name,
        Organisation.short_name,
        Organisation.kind,
        Organisation.valid_from,
        Organisation.valid_to,
        Organisation.legal_basis,
    ),
    select(Ward.code, Ward.name, Ward.valid_from, Ward.valid_to),
    _successions(Succession, Organisation),
    _successions(WardSuccession, Ward),
    select(Indicator.code, Indicator.title, Indicator.unit, Indicator.period_from, Indicator.period_to),
    select(Holiday.day, Holiday.name, Holiday.kind, Holiday.source),
    select(Template.code, Template.title),
    select(
        _STEP,
        TemplateStep.title,
        TemplateStep.product,
        TemplateStep.stage,
        TemplateStep.conditional,
        TemplateStep.days,
        TemplateStep.day_kind,
        TemplateStep.lead,
    ).join(TemplateStep.template),
    select(_STEP + " after " + cast(_Before.number, String))
    .select_from(TemplateStepPredecessor)
    .join(TemplateStep, TemplateStep.id == TemplateStepPredecessor.step_id)
    .join(_Before, _Before.id == TemplateStepPredecessor.predecessor_id)
    .join(Template, Template.id == TemplateStep.template_id),
)
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_Rows = Mapping[str, Mapping[str, object]]


def differences(session: Session, directory: Path) -> Iterator[str]:
    """Yield one line for each record that the files and the database do not agree on. Nothing is changed."""
    engine = make_engine("sqlite://")
    try:
        Base.metadata.create_all(engine)
        with writing(engine)() as fresh:
            load_seed(fresh, directory, _EPOCH, demo=False)
            for statement in _COMPARED:
                yield from _compare(_rows(fresh, statement), _rows(session, statement))
    finally:
        engine.dispose()


def _rows(session: Session, statement: Select[*tuple[Any, ...]]) -> _Rows:
    """Return the columns of each record by its code."""
    found = session.execute(statement).mappings()
    code, *columns = found.keys()
    return {str(row[code]): {column: row[column] for column in columns} for row in found}


def _compare(files: _Rows, database: _Rows) -> Iterator[str]:
    for code in sorted(files.keys() | database.keys()):
        if code not in database:
            yield f"{code}: only in the files"
        elif code not in files:
            yield f"{code}: only in the database"
        else:
            for column, wanted in files[code].items():
                found = database[code][column]
                if wanted != found:
                    yield f"{code}: {column} is {found!r}, the files say {wanted!r}"
