"""How a loaded database differs from the seed's files: what a maintainer reads before changing either by hand."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db.base import Base
from app.db.engine import make_engine, writing
from app.models import Indicator, Milestone, Organisation, Programme, Project
from app.services.seeding.load import load_seed

# What the seed says about a record; states, dates and owners belong to the office.
_COMPARED: dict[type[Programme | Project | Milestone | Organisation | Indicator], tuple[str, ...]] = {
    Programme: ("title",),
    Project: ("title", "kind", "summary", "place"),
    Milestone: ("title", "conditional"),
    Organisation: ("name", "short_name", "kind", "valid_from", "valid_to", "legal_basis"),
    Indicator: ("title", "unit", "period_from", "period_to"),
}
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


def differences(session: Session, directory: Path) -> Iterator[str]:
    """Yield one line for each record that the files and the database do not agree on. Nothing is changed."""
    engine = make_engine("sqlite://")
    try:
        Base.metadata.create_all(engine)
        with writing(engine)() as fresh:
            load_seed(fresh, directory, _EPOCH, demo=False)
            for model, columns in _COMPARED.items():
                yield from _compare(_rows(fresh, model, columns), _rows(session, model, columns), columns)
    finally:
        engine.dispose()


def _rows(session: Session, model: type[Any], columns: tuple[str, ...]) -> dict[str, tuple[object, ...]]:
    statement = select(model.code, *(getattr(model, column) for column in columns)).order_by(model.code)
    return {row[0]: tuple(row[1:]) for row in session.execute(statement)}


def _compare(
    files: dict[str, tuple[object, ...]], database: dict[str, tuple[object, ...]], columns: tuple[str, ...]
) -> Iterator[str]:
    for code in sorted(files.keys() | database.keys()):
        if code not in database:
            yield f"{code}: only in the files"
        elif code not in files:
            yield f"{code}: only in the database"
        else:
            for column, wanted, found in zip(columns, files[code], database[code], strict=True):
                if wanted != found:
                    yield f"{code}: {column} is {found!r}, the files say {wanted!r}"
