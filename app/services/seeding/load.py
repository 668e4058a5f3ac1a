"""Loads the seed into an empty database, once."""

from datetime import datetime, time
from pathlib import Path

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.db.engine import at
from app.domain.calendar import OFFICE_ZONE
from app.models import Installation, Resolution
from app.services.seeding.files import Seed, digest, read_seed
from app.services.seeding.lookup import by_code
from app.services.seeding.organisations import load_organisations, load_wards
from app.services.seeding.portfolio import Shelf, load_portfolio
from app.services.seeding.reference import lacks_reference_data, load_reference_data
from app.services.seeding.results import load_indicators
from app.services.seeding.texts import load_texts


def is_empty(session: Session) -> bool:
    """Say whether nothing has been loaded yet."""
    return session.scalar(select(func.count()).select_from(Resolution)) == 0


def load_seed(session: Session, directory: Path, now: datetime, *, demo: bool) -> None:
    """Fill an empty database; rows bear the day the resolution was announced, as if entered then.

    Raises SeedError, with the record at fault, before anything is kept.
    """
    seed = read_seed(directory)
    announced = datetime.combine(seed.resolution.announced_on, time(9), OFFICE_ZONE)
    at(session, announced)
    # What is replayed says when that was.
    session.info["loaded_at"] = now
    session.add(Installation(id=1, demo=demo, seed_digest=digest(directory), change_number=1, loaded_at=now))
    _load_all(session, seed)
    session.flush()


def load_missing_reference_data(session: Session, directory: Path, now: datetime) -> bool:
    """Fill what a database that was loaded earlier has no rows of yet; say whether anything was missing.

    Raises SeedError, with the record at fault, before anything is kept.
    """
    if not lacks_reference_data(session):
        return False
    at(session, now)
    load_reference_data(session, read_seed(directory))
    session.execute(update(Installation).values(change_number=Installation.change_number + 1))
    session.flush()
    return True


def _load_all(session: Session, seed: Seed) -> None:
    texts = load_texts(session, seed)
    organisations = load_organisations(session, seed)
    wards = load_wards(session, seed)
    templates = by_code(seed.templates, "template")
    sources = by_code(seed.sources, "source")
    load_portfolio(session, seed, Shelf(texts, organisations, wards, templates, sources))
    load_indicators(session, seed, texts)
    load_reference_data(session, seed)
