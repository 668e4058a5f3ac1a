"""Loads the seed into an empty database, once."""

from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.db.engine import at
from app.models import Installation, Resolution
from app.services.seeding.files import Seed, digest, read_seed
from app.services.seeding.lookup import by_code
from app.services.seeding.organisations import lives_of, organisations_of, wards_of
from app.services.seeding.portfolio import Shelf, load_portfolio
from app.services.seeding.reference import lacks_reference_data, load_reference_data
from app.services.seeding.results import load_indicators
from app.services.seeding.steps import Step, morning_of, replay
from app.services.seeding.successions import lacks_successions, load_missing_successions, successions_of
from app.services.seeding.texts import load_texts, references_of


def is_empty(session: Session) -> bool:
    """Say whether nothing has been loaded yet."""
    return session.scalar(select(func.count()).select_from(Resolution)) == 0


def load_seed(session: Session, directory: Path, now: datetime, *, demo: bool) -> None:
    """Fill an empty database. Rows bear the day the office knew of them, most of them that of the resolution.

    Raises SeedError, with the record at fault, before anything is kept.
    """
    seed = read_seed(directory)
    at(session, morning_of(seed.resolution.announced_on))
    # What is replayed says when that was.
    session.info["loaded_at"] = now
    session.add(Installation(id=1, demo=demo, seed_digest=digest(directory), change_number=1, loaded_at=now))
    replay(session, _load_all(session, seed))


def load_missing_reference_data(session: Session, directory: Path, now: datetime) -> bool:
    """Fill what a database that was loaded earlier has no rows of yet; say whether anything was missing.

    Raises SeedError, with the record at fault, before anything is kept.
    """
    if not (lacks_reference_data(session) or lacks_successions(session)):
        return False
    at(session, now)
    seed = read_seed(directory)
    load_reference_data(session, seed)
    load_missing_successions(session, seed)
    session.execute(update(Installation).values(change_number=Installation.change_number + 1))
    session.flush()
    return True


def _load_all(session: Session, seed: Seed) -> list[Step]:
    """Load what was known when the resolution was announced, and return what came later."""
    announced = seed.resolution.announced_on
    organisations, wards = organisations_of(seed), wards_of(seed)
    lives = [*lives_of(session, organisations, seed.organisations), *lives_of(session, wards, seed.wards)]
    replay(session, (step for step in lives if step.on <= announced))
    texts = load_texts(session, seed)
    templates, sources = by_code(seed.templates, "template"), by_code(seed.sources, "source")
    shelf = Shelf(texts, organisations, wards, templates, sources, announced)
    portfolio = load_portfolio(session, seed, shelf)
    load_indicators(session, seed, texts)
    load_reference_data(session, seed)
    successions = successions_of(session, seed, organisations, wards)
    references = references_of(session, seed, texts.resolution)
    return [*(step for step in lives if step.on > announced), *successions, *references, *portfolio]
