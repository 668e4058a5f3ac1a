"""Search without accents, on both databases alike: every word must occur in the folded text."""

from sqlalchemy import ColumnElement, and_, true
from sqlalchemy.orm import InstrumentedAttribute

from app.domain.text import fold


def matches(column: InstrumentedAttribute[str], wanted: str | None) -> ColumnElement[bool]:
    """Return the condition that `column`, a folded text, holds every word of `wanted`; no words let all through."""
    words = fold(wanted or "").split()
    return and_(true(), *(column.contains(word, autoescape=True) for word in words))
