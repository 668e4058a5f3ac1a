"""Loads organisations and wards."""

from sqlalchemy.orm import Session

from app.domain.text import fold, sort_key
from app.models import Organisation, Ward
from app.services.seeding.files import Seed
from app.services.seeding.lookup import by_code, found


def load_organisations(session: Session, seed: Seed) -> dict[str, Organisation]:
    """Return the organisations by code; parents may follow their children in the file."""
    rows = {
        code: Organisation(
            **wish.model_dump(exclude={"parent"}),
            search_text=fold(f"{wish.code} {wish.name} {wish.short_name}"),
            sort_key=sort_key(wish.name),
        )
        for code, wish in by_code(seed.organisations, "organisation").items()
    }
    for wish in seed.organisations:
        if wish.parent:
            rows[wish.code].parent = found(rows, wish.parent, f"organisation {wish.code}", "parent")
    session.add_all(rows.values())
    return rows


def load_wards(session: Session, seed: Seed) -> dict[str, Ward]:
    rows = {code: Ward(**wish.model_dump()) for code, wish in by_code(seed.wards, "ward").items()}
    session.add_all(rows.values())
    return rows
