"""Joins lines into blocks: what line and page breaks tore apart, up to the next marker."""

from dataclasses import dataclass, field

from app.domain.resolution.clause import ClauseKind, Span
from app.domain.resolution.lines import Line, first_letter, fits, is_capitals, last_mark, lines, page_width
from app.domain.resolution.markers import (
    Marker,
    is_only_title_word,
    marker_at,
    opens_ground,
    opens_signature,
    opens_title,
)
from app.domain.resolution.reading import pieces

_HEADINGS = frozenset({ClauseKind.PART, ClauseKind.CHAPTER})
_SECTIONS = _HEADINGS | {
    ClauseKind.ARTICLE,
    ClauseKind.ITEM,
    ClauseKind.POINT,
    ClauseKind.RECIPIENTS,
    ClauseKind.SIGNATURE,
}
_LISTED = frozenset({ClauseKind.ITEM, ClauseKind.POINT, ClauseKind.BULLET})
_SENTENCE_ENDS = ".!?…:"
_BREAKS = ";:"


@dataclass
class Block:
    """One marked heading, paragraph or bullet with its own words, not yet placed."""

    kind: ClauseKind
    number: str | None
    spans: list[Span] = field(default_factory=list)


def blocks(stored: str) -> list[Block]:
    all_lines = list(lines(stored))
    builder = _Builder(stored, page_width(all_lines))
    for line in all_lines:
        builder.take(line)
    return builder.built


class _Builder:
    def __init__(self, stored: str, width: int | None) -> None:
        self.built: list[Block] = []
        self._stored = stored
        self._width = width
        self._last: Line | None = None
        self._section: ClauseKind | None = None  # None: still before the first part, article or item
        self._has_title = False

    def take(self, line: Line) -> None:
        marker = self._marker(line)
        if marker is not None:
            self._open(marker, line)
        elif self._continues(line):
            self.built[-1].spans += line.pieces
        else:
            self._open(Marker(ClauseKind.PARAGRAPH, None, line.start), line)
        self._last = line

    def _open(self, marker: Marker, line: Line) -> None:
        own = pieces(self._stored, marker.end, line.end) if marker.end > line.start else line.pieces
        self.built.append(Block(marker.kind, marker.number, list(own)))
        self._has_title = self._has_title or marker.kind is ClauseKind.TITLE
        if marker.kind in _SECTIONS:
            self._section = marker.kind

    def _marker(self, line: Line) -> Marker | None:
        marker = marker_at(self._stored, line.start, line.end)
        if marker is None:
            kind = self._opened_by_words(line)
            return Marker(kind, None, line.start) if kind else None
        return None if self._is_torn_marker(marker, line) else marker

    def _opened_by_words(self, line: Line) -> ClauseKind | None:
        place = (self._stored, line.start, line.end)
        if self._section is None:
            if not self._has_title and opens_title(*place):
                return ClauseKind.TITLE
            return ClauseKind.PARAGRAPH if opens_ground(*place) else None
        if self._section is ClauseKind.SIGNATURE:
            return None
        return ClauseKind.SIGNATURE if opens_signature(*place) or self._is_name(line) else None

    def _is_name(self, line: Line) -> bool:
        """Tell whether the line stands apart below the list of recipients."""
        is_below = self._section is ClauseKind.RECIPIENTS and self.built[-1].kind is ClauseKind.BULLET
        return is_below and line.is_after_blank and not self._continues(line)

    def _is_torn_marker(self, marker: Marker, line: Line) -> bool:
        """Tell whether a margin happened to put " - xã hội" or "12. " at the beginning of a line."""
        if marker.kind not in _LISTED or self._width is None or not self._is_wrapped(line):
            return False
        own = pieces(self._stored, marker.end, line.end)
        begins = first_letter(self._stored, own[0]) if own else ""
        return (begins.islower() or begins.isdigit()) and self._ends_openly(_SENTENCE_ENDS + ";,")

    def _continues(self, line: Line) -> bool:
        if self._last is None:
            return False
        block = self.built[-1]
        if not block.spans or block.kind is ClauseKind.SIGNATURE:
            return block.kind is not ClauseKind.RECIPIENTS
        if line.is_after_blank:
            return self._is_page_broken(line) or self._awaits_title()
        return self._is_lower(line) or self._wraps(line) or self._awaits_title()

    def _is_page_broken(self, line: Line) -> bool:
        """Tell a paragraph torn by a page: no end mark above the empty line, a small letter below it."""
        is_heading = self._last is not None and is_capitals(self._stored, self._last)
        return not is_heading and self._is_lower(line) and self._ends_openly(_SENTENCE_ENDS)

    def _awaits_title(self) -> bool:
        block = self.built[-1]
        only = block.kind is ClauseKind.TITLE and len(block.spans) == 1
        return only and is_only_title_word(self._stored[block.spans[0].start : block.spans[0].end])

    def _wraps(self, line: Line) -> bool:
        """Tell whether a line that begins with a capital or a figure still belongs to the one above."""
        last = self._last
        if last is not None and self.built[-1].kind in _HEADINGS and is_capitals(self._stored, last):
            return is_capitals(self._stored, line)
        if self.built[-1].kind is ClauseKind.TITLE:
            return self._width is not None
        return self._width is not None and self._ends_openly(_BREAKS) and self._is_wrapped(line)

    def _is_wrapped(self, line: Line) -> bool:
        if self._last is None or self._width is None or line.is_after_blank:
            return False
        return not fits(self._stored, self._last, line, self._width)

    def _is_lower(self, line: Line) -> bool:
        return first_letter(self._stored, line.pieces[0]).islower()

    def _ends_openly(self, marks: str) -> bool:
        return self._last is not None and last_mark(self._stored, self._last.pieces[-1]) not in marks
