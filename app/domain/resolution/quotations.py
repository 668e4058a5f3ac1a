"""Finds quoted words where they stand."""

from app.domain.errors import AmbiguousQuotationError, QuotationNotFoundError
from app.domain.resolution.clause import Span


def locate(words: str, text: str, occurrence: int | None = None) -> Span:
    """Return where the exact words stand. `occurrence` counts from 1; None says that they stand there only once.

    Raises QuotationNotFoundError or AmbiguousQuotationError.
    """
    places = _places(words, text)
    if occurrence is None and len(places) > 1:
        raise AmbiguousQuotationError(words=words, times=len(places))
    index = (occurrence or 1) - 1
    if occurrence == 0 or not 0 <= index < len(places):
        raise QuotationNotFoundError(words=words)
    return Span(places[index], places[index] + len(words))


def _places(words: str, text: str) -> list[int]:
    """Return where the words begin, overlapping ones too; nothing stands anywhere."""
    places: list[int] = []
    place = text.find(words) if words else -1
    while place >= 0:
        places.append(place)
        place = text.find(words, place + 1)
    return places
