"""Loads who took over from whom, and which ward's ground became whose, each on its day."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import TypeVar

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.domain.errors import SeedError
from app.domain.organisations.successions import Lifetime, faults
from app.models import Organisation, Succession, Ward, WardSuccession
from app.schemas.seed import SuccessionSeed
from app.services.seeding.files import Seed
from app.services.seeding.lookup import found
from app.services.seeding.organisations import Register
from app.services.seeding.steps import Step

R = TypeVar("R", Organisation, Ward)
_Lived = Mapping[str, Lifetime]


def successions_of(
    session: Session, seed: Seed, organisations: Register[Organisation], wards: Register[Ward]
) -> Iterator[Step]:
    """Yield the recording of each succession. Raises SeedError for an unknown code, a pair given twice, a wrong day."""
    lived = {wish.code: Lifetime(wish.valid_from, wish.valid_to) for wish in seed.organisations}
    yield from _steps(session, Succession, seed.successions, organisations, lived)
    ground = {wish.code: Lifetime(wish.valid_from, wish.valid_to) for wish in seed.wards}
    yield from _steps(session, WardSuccession, seed.ward_successions, wards, ground)


def lacks_successions(session: Session) -> bool:
    """Say whether organisations or wards have none, as in a database older than their tables."""
    return not (_has_rows(session, Succession) and _has_rows(session, WardSuccession))


def load_missing_successions(session: Session, seed: Seed) -> None:
    """Record those whose organisations and wards are there, each kind only where it has none."""
    if not _has_rows(session, Succession):
        organisations = {row.code: row for row in session.scalars(select(Organisation))}
        session.add_all(_rows(Succession, seed.successions, organisations))
    if not _has_rows(session, WardSuccession):
        wards = {row.code: row for row in session.scalars(select(Ward))}
        session.add_all(_rows(WardSuccession, seed.ward_successions, wards))


def _has_rows(session: Session, model: type[Succession] | type[WardSuccession]) -> bool:
    return bool(session.scalar(select(exists().where(model.id.is_not(None)))))


def _rows(
    model: type[Succession] | type[WardSuccession],
    wishes: Iterable[SuccessionSeed],
    rows: Mapping[str, Organisation] | Mapping[str, Ward],
) -> Iterator[Succession | WardSuccession]:
    for wish in wishes:
        if {wish.predecessor, wish.successor} <= {*rows, None}:
            yield _row(model, wish, rows)


def _steps(
    session: Session,
    model: type[Succession] | type[WardSuccession],
    wishes: Iterable[SuccessionSeed],
    register: Register[R],
    lived: _Lived,
) -> Iterator[Step]:
    taken: set[tuple[str, str | None]] = set()
    for wish in wishes:
        _check(wish, taken, lived)
        taken.add((wish.predecessor, wish.successor))
        yield Step(_day_of(wish, register), partial(_record, session, model, wish, register.rows))


def _check(wish: SuccessionSeed, taken: set[tuple[str, str | None]], lived: _Lived) -> None:
    record = f"succession of {wish.predecessor} to {wish.successor or 'nobody known'}"
    predecessor = found(lived, wish.predecessor, record, "predecessor")
    successor = found(lived, wish.successor, record, "successor") if wish.successor else None
    if (wish.predecessor, wish.successor) in taken:
        raise SeedError(record=record, why="it is given twice")
    if wish.effective_on:
        for fault in faults(predecessor, successor, wish.effective_on):
            raise SeedError(record=record, why=str(fault))


def _day_of(wish: SuccessionSeed, register: Register[R]) -> date:
    """Return when it was recorded: on its day, but not before both sides were known."""
    days = [register.known_on[code] for code in (wish.predecessor, wish.successor) if code]
    days += [day for day in (wish.known_on or wish.effective_on,) if day]
    return max(days)


def _record(
    session: Session,
    model: type[Succession] | type[WardSuccession],
    wish: SuccessionSeed,
    rows: Mapping[str, Organisation] | Mapping[str, Ward],
) -> None:
    session.add(_row(model, wish, rows))


def _row(
    model: type[Succession] | type[WardSuccession],
    wish: SuccessionSeed,
    rows: Mapping[str, Organisation] | Mapping[str, Ward],
) -> Succession | WardSuccession:
    return model(
        **wish.model_dump(exclude={"predecessor", "successor", "known_on"}),
        predecessor_id=rows[wish.predecessor].id,
        successor_id=rows[wish.successor].id if wish.successor else None,
    )
