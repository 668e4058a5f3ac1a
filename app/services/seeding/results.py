"""Loads indicators and their targets."""

from sqlalchemy.orm import Session

from app.domain.text import fold, sort_key
from app.models import Indicator, Target
from app.schemas.seed import IndicatorSeed, QuotationSeed
from app.services.seeding.files import Seed
from app.services.seeding.lookup import by_code
from app.services.seeding.texts import Texts


def load_indicators(session: Session, seed: Seed, texts: Texts) -> dict[str, Indicator]:
    """Return the indicators by their short code, such as `CT.03`."""
    rows = {code: _indicator(wish, texts) for code, wish in by_code(seed.indicators, "indicator").items()}
    session.add_all(rows.values())
    return rows


def _indicator(wish: IndicatorSeed, texts: Texts) -> Indicator:
    code = f"{texts.resolution.code}.{wish.code}"
    first, last = (int(year) for year in wish.period.split("-"))
    quotation = QuotationSeed(clause=wish.clause, words=wish.words)
    return Indicator(
        resolution=texts.resolution,
        code=code,
        number=wish.number,
        title=wish.title,
        series=wish.series,
        unit=wish.unit,
        period_from=first,
        period_to=last,
        search_text=fold(f"{code} {wish.title} {wish.words}"),
        sort_key=sort_key(wish.title),
        target=Target(**wish.target.model_dump()),
        quotations=[texts.quotation(quotation, f"indicator {wish.code}")],
    )
