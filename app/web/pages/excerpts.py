"""The part of a text in which searched words stand, cut into what was found and what lies between."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.text import fold, nfc

_LENGTH = 260
_BEFORE = 90
_ELLIPSIS = "…"


@dataclass(frozen=True)
class Piece:
    text: str
    found: bool


def excerpt(text: str, wanted: str, length: int = _LENGTH) -> tuple[Piece, ...]:
    """Return the pieces of `text` around the first of the words; accents and case do not matter.

    A text of up to `length` characters stays whole. Without any of the words it is cut from its beginning.
    """
    shown = nfc(text)
    spans = _merged(sorted(_spans(shown, fold(wanted).split())))
    start, end = _window(shown, spans[0][0] if spans else 0, length)
    return tuple(_pieces(shown, start, end, spans))


def _spans(text: str, words: list[str]) -> Iterator[tuple[int, int]]:
    """Yield where the words stand, as offsets into `text`.

    The whole phrase is best, then whole words; parts of words count only where all that was searched stands here.
    """
    folded, places = _folded(text)
    phrase = list(_occurrences(folded, " ".join(words), whole=True)) if words else []
    is_partial = not phrase and all(word in folded for word in words)
    for word in [" ".join(words)] if phrase else words:
        whole = list(_occurrences(folded, word, whole=True))
        for start in whole or (_occurrences(folded, word, whole=False) if is_partial else ()):
            yield places[start], places[start + len(word) - 1] + 1


def _occurrences(folded: str, word: str, *, whole: bool) -> Iterator[int]:
    at = folded.find(word)
    while at >= 0:
        end = at + len(word)
        if not whole or not (folded[at - 1 : at].isalnum() or folded[end : end + 1].isalnum()):
            yield at
        at = folded.find(word, end)


def _folded(text: str) -> tuple[str, list[int]]:
    """Return the search key letter by letter, with the place in `text` that each letter comes from."""
    pairs = [
        (letter, place)
        for place, character in enumerate(text)
        for letter in (" " if character.isspace() else fold(character))
    ]
    return "".join(letter for letter, _ in pairs), [place for _, place in pairs]


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _window(text: str, first: int, length: int) -> tuple[int, int]:
    """Return the part to show: it begins and ends between words, and holds the place `first`."""
    if len(text) <= length:
        return 0, len(text)
    start = text.rfind(" ", 0, first - _BEFORE) + 1 if first > _BEFORE else 0
    end = text.rfind(" ", start, start + length) if start + length < len(text) else len(text)
    return start, end if end > first else min(start + length, len(text))


def _pieces(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> Iterator[Piece]:
    at = start
    if start:
        yield Piece(_ELLIPSIS, found=False)
    for span_start, span_end in ((max(left, start), min(right, end)) for left, right in spans):
        if span_start >= span_end:
            continue
        if at < span_start:
            yield Piece(text[at:span_start], found=False)
        yield Piece(text[span_start:span_end], found=True)
        at = span_end
    if at < end:
        yield Piece(text[at:end], found=False)
    if end < len(text):
        yield Piece(_ELLIPSIS, found=False)
