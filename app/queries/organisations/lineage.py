"""Who, and which ward, stands in the place of one that has ended: as the successions say, never guessed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session, object_session

from app.db.once import once
from app.domain.organisations.successions import Confidence, heirs
from app.domain.organisations.validity import has_ended
from app.models import Organisation, Succession, Ward, WardSuccession
from app.schemas.organisations import Named, WardRead

# What is not settled is a suggestion to a planner, and to a reader nobody's name.
SETTLED = (Confidence.VERIFIED, Confidence.MEDIUM)


@dataclass(frozen=True)
class _Heir:
    code: str
    name: str
    short_name: str
    valid_to: date | None


@dataclass(frozen=True)
class Lineage:
    """Who followed whom until a day, by their ids."""

    successors: Mapping[int, list[int]]
    rows: Mapping[int, _Heir]
    as_of: date

    def in_place_of(self, of: int) -> list[Named]:
        found = heirs(of, self.successors, lambda one: has_ended(self.rows[one].valid_to, self.as_of))
        return [Named.model_validate(self.rows[one]) for one in found]


def organisations_now(row: Organisation, as_of: date) -> list[Named]:
    """Return what stands in the organisation's place on the day; empty while it exists, and where nobody is settled."""
    return _now(row, as_of, _organisations(as_of))


def ward_read(row: Ward, as_of: date) -> WardRead:
    return WardRead(
        code=row.code,
        name=row.name,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        now=_now(row, as_of, _wards(as_of)),
    )


def _now(row: Organisation | Ward, as_of: date, statement: Select[*tuple[Any, ...]]) -> list[Named]:
    session = object_session(row)
    if session is None or not has_ended(row.valid_to, as_of):
        return []
    # All at once and only once, since a page may name hundreds that have ended.
    name = f"lineage {type(row).__name__} {as_of}"
    return once(session, name, lambda session: _read(session, statement, as_of)).in_place_of(row.id)


def _read(session: Session, statement: Select[*tuple[Any, ...]], as_of: date) -> Lineage:
    successors: dict[int, list[int]] = {}
    rows: dict[int, _Heir] = {}
    for predecessor, successor, *values in session.execute(statement):
        successors.setdefault(predecessor, []).append(successor)
        rows[successor] = _Heir(*values)
    return Lineage(successors, rows, as_of)


def _organisations(as_of: date) -> Select[*tuple[Any, ...]]:
    columns = (Organisation.id, Organisation.code, Organisation.name, Organisation.short_name, Organisation.valid_to)
    return (
        select(Succession.predecessor_id, *columns)
        .join(Succession.successor)
        .where(_counts(Succession, as_of))
        .order_by(Succession.id)
    )


def _wards(as_of: date) -> Select[*tuple[Any, ...]]:
    columns = (Ward.id, Ward.code, Ward.name, Ward.name.label("short_name"), Ward.valid_to)
    return (
        select(WardSuccession.predecessor_id, *columns)
        .join(WardSuccession.successor)
        .where(_counts(WardSuccession, as_of))
        .order_by(WardSuccession.id)
    )


def _counts(model: type[Succession] | type[WardSuccession], as_of: date) -> ColumnElement[bool]:
    return model.confidence.in_(SETTLED) & or_(model.effective_on.is_(None), model.effective_on <= as_of)
