"""Loads organisations and wards, each part of what is known of them on the day the office came to know it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Generic, TypeVar

from sqlalchemy.orm import Session

from app.domain.text import fold, sort_key
from app.models import Organisation, Ward
from app.schemas.seed import OrganisationSeed, WardSeed
from app.services.seeding.files import Seed
from app.services.seeding.lookup import by_code, found
from app.services.seeding.steps import Step

R = TypeVar("R", Organisation, Ward)
# What a record says of its own end, or of what is known only since; it stands in the file as it ended up.
_LATER = ("legal_basis", "note")


@dataclass(frozen=True)
class Register(Generic[R]):
    """Rows by code, and the first day on which the office knew each."""

    rows: dict[str, R]
    known_on: dict[str, date]


def organisations_of(seed: Seed) -> Register[Organisation]:
    """Return the organisations, not yet recorded; parents may follow their children in the file."""
    rows = {
        code: Organisation(
            **_plain(wish),
            search_text=fold(f"{wish.code} {wish.name} {wish.short_name}"),
            sort_key=sort_key(wish.name),
        )
        for code, wish in by_code(seed.organisations, "organisation").items()
    }
    for wish in seed.organisations:
        if wish.parent:
            rows[wish.code].parent = found(rows, wish.parent, f"organisation {wish.code}", "parent")
    return Register(rows, _known_on(seed, seed.organisations))


def wards_of(seed: Seed) -> Register[Ward]:
    """Return the wards, not yet recorded."""
    rows = {code: Ward(**_plain(wish)) for code, wish in by_code(seed.wards, "ward").items()}
    return Register(rows, _known_on(seed, seed.wards))


def lives_of(session: Session, register: Register[R], wishes: Iterable[OrganisationSeed | WardSeed]) -> Iterator[Step]:
    """Yield how the office came to know of each: that it exists, what else there is to say, and that it ended."""
    for wish in wishes:
        row, known_on = register.rows[wish.code], register.known_on[wish.code]
        for day, values in sorted(_learnt(wish, known_on).items()):
            yield Step(day, partial(_learn, session, row, values))


def _plain(wish: OrganisationSeed | WardSeed) -> dict[str, Any]:
    return wish.model_dump(exclude={"parent", "known_on", "noted_on", "valid_to", *_LATER})


def _known_on(seed: Seed, wishes: Iterable[OrganisationSeed | WardSeed]) -> dict[str, date]:
    """Return the first day each was known: as the file says, else when it began, but never before the resolution."""
    announced = seed.resolution.announced_on
    return {wish.code: max(wish.known_on or wish.valid_from or announced, announced) for wish in wishes}


def _learnt(wish: OrganisationSeed | WardSeed, known_on: date) -> dict[date, dict[str, Any]]:
    """Return what was learnt on which day; notes speak of the end where there is one, unless the file dates them."""
    learnt: dict[date, dict[str, Any]] = {known_on: {}}
    noted_on = max(wish.noted_on or wish.valid_to or known_on, known_on)
    learnt.setdefault(noted_on, {}).update(wish.model_dump(include=set(_LATER)))
    if wish.valid_to:
        learnt.setdefault(max(wish.valid_to, known_on), {})["valid_to"] = wish.valid_to
    return learnt


def _learn(session: Session, row: Organisation | Ward, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    session.add(row)
    # Steps of the same day may name it by its number.
    session.flush()
