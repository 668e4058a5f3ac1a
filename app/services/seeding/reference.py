"""Loads what work is planned by: the office's calendar and the templates."""

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.domain.errors import SeedError
from app.models import Holiday, Template, TemplateStep
from app.schemas.seed import Template as TemplateSeed
from app.services.seeding.files import Seed
from app.services.seeding.lookup import by_code


def lacks_reference_data(session: Session) -> bool:
    """Say whether the calendar or the templates have no rows, as in a database older than their tables."""
    return not (_has_rows(session, Holiday) and _has_rows(session, Template))


def load_reference_data(session: Session, seed: Seed) -> None:
    """Fill the calendar and the templates, each only when it is empty: what the office has edited stays."""
    if not _has_rows(session, Holiday):
        session.add_all(_holidays(seed))
    if not _has_rows(session, Template):
        session.add_all(_template(wish) for wish in by_code(seed.templates, "template").values())


def _has_rows(session: Session, model: type[Holiday] | type[Template]) -> bool:
    return bool(session.scalar(select(exists().where(model.id.is_not(None)))))


def _holidays(seed: Seed) -> list[Holiday]:
    rows = {wish.day: Holiday(**wish.model_dump()) for wish in seed.holidays}
    if len(rows) < len(seed.holidays):
        days = [wish.day for wish in seed.holidays]
        twice = next(day for day in days if days.count(day) > 1)
        raise SeedError(record=f"holiday {twice}", why="the day is given twice")
    return list(rows.values())


def _template(wish: TemplateSeed) -> Template:
    steps = {step.number: TemplateStep(**step.model_dump(exclude={"after"})) for step in wish.milestone}
    for step in wish.milestone:
        steps[step.number].predecessors = [steps[number] for number in step.after]
    return Template(code=wish.code, title=wish.title, steps=list(steps.values()))
