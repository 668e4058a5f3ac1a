"""The lines of a stored text, and what their edges say about being torn from the next."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.resolution.clause import Span
from app.domain.resolution.reading import pieces

_LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")
_OPENERS = '“‘"(['
_CLOSERS = '”’")] '
# Longer lines than this are paragraphs, not lines that somebody broke at a margin.
_WIDEST_PAGE = 150


@dataclass(frozen=True)
class Line:
    """A line with words: `pieces` are never empty. `is_after_blank` tells of an empty line above."""

    pieces: tuple[Span, ...]
    is_after_blank: bool

    @property
    def start(self) -> int:
        return self.pieces[0].start

    @property
    def end(self) -> int:
        return self.pieces[-1].end


def lines(stored: str) -> Iterator[Line]:
    last = 0
    for match in _LINE.finditer(stored):
        if found := pieces(stored, *match.span()):
            yield Line(found, _has_blank(stored[last : found[0].start]))
            last = found[-1].end


def page_width(all_lines: list[Line]) -> int | None:
    """Return the width at which the text was broken into lines, None where each line is a paragraph."""
    width = max((line.end - line.start for line in all_lines), default=0)
    return width if width <= _WIDEST_PAGE else None


def first_letter(stored: str, place: Span) -> str:
    """Return the first character that opens no bracket, or nothing."""
    for character in stored[place.start : place.end]:
        if character not in _OPENERS:
            return character
    return ""


def last_mark(stored: str, place: Span) -> str:
    """Return the last character that closes no bracket, or nothing."""
    for index in range(place.end - 1, place.start - 1, -1):
        if stored[index] not in _CLOSERS:
            return stored[index]
    return ""


def is_capitals(stored: str, line: Line) -> bool:
    return stored[line.start : line.end].isupper()


def fits(stored: str, line: Line, following: Line, width: int) -> bool:
    """Tell whether the next line's first word would have had room on this one, so that the break was meant."""
    first = following.pieces[0]
    gap = stored.find(" ", first.start, min(first.end, first.start + width))
    word = (gap if gap >= 0 else first.end) - first.start
    return line.end - line.start + 1 + word <= width * 3 // 4


def _has_blank(gap: str) -> bool:
    return max(gap.count("\n"), gap.count("\r"), gap.count("\u2029")) > 1
