"""Stored text in reading form: one space where lines, pages or bold marks break it, offsets kept."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.resolution.clause import Span

# A piece is unbroken text: no white space in it but single spaces, and no bold mark.
# Bold marks are matched first, so that a run of stars is cut up from the left.
_PIECE = re.compile(r"\*\*|((?:[^\s*]+|\*(?!\*))+(?: (?:[^\s*]+|\*(?!\*))+)*)")


@dataclass(frozen=True)
class Reading:
    """`text` is what stands in `spans`, joined by one space."""

    text: str
    spans: tuple[Span, ...]


def pieces(stored: str, start: int, end: int) -> tuple[Span, ...]:
    """Return the unbroken pieces between the two offsets."""
    found = _PIECE.finditer(stored, start, end)
    return tuple(Span(*match.span(1)) for match in found if match[1])


def read(stored: str, spans: Iterable[Span]) -> Reading:
    spans = tuple(spans)
    return Reading(" ".join(stored[span.start : span.end] for span in spans), spans)


def cut(reading: Reading, ranges: Iterable[Span]) -> list[Reading]:
    """Return the part of the reading in each range. Ranges ascend, are disjoint, and begin and end beside a space."""
    parts: list[list[Span]] = [[]]
    starts = _places(reading.spans)
    wanted = list(ranges)
    index = 0
    for start, span in zip(starts, reading.spans, strict=True):
        length = span.end - span.start
        while index < len(wanted) and wanted[index].start < start + length:
            low, high = max(wanted[index].start - start, 0), min(wanted[index].end - start, length)
            parts[-1].append(Span(span.start + low, span.start + high))
            if wanted[index].end > start + length:
                break
            index += 1
            parts.append([])
    texts = (reading.text[one.start : one.end] for one in wanted)
    return [Reading(text, tuple(spans)) for text, spans in zip(texts, parts, strict=False)]


def _places(spans: Iterable[Span]) -> list[int]:
    """Return where each span begins in the reading."""
    starts, place = [], 0
    for span in spans:
        starts.append(place)
        place += span.end - span.start + 1
    return starts
