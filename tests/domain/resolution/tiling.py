"""What every parse must hold, whatever the text."""

import re
from collections import Counter
from itertools import pairwise

from app.domain.resolution.clauses import Clause, ClauseKind, Span, gaps, leaves

_BREAK = re.compile(r"[\n\r\v\f\x85\u2028\u2029]")
_BLANK = re.compile(r"(?>\s|\*\*)*+")
_MARKER = re.compile(
    r"(?:Chương|CHƯƠNG)\s+(?:[IVXLC]+|[0-9]+)\s?[.:–—-]?"
    r"|(?:Điều|ĐIỀU)\s+[0-9]+[a-zđ]?\s?[.:]?"
    r"|[Nn]ơi nhận\s?:?|NƠI NHẬN\s?:?"
    r"|[IVX]+\s?[-–—./:)]"
    r"|[0-9]+(?:\.[0-9]+)*\.?"
    r"|[a-zđ][).\/]"
    r"|[-–—‐−•●▪+*]"
)


def check_tiling(text: str, clauses: tuple[Clause, ...]) -> None:
    """Leaves and gaps, put in order, are the text; a gap holds nothing but white space, bold marks and markers."""
    spans = [span for leaf in leaves(clauses) for span in leaf.spans]
    between = gaps(text, clauses)
    tiles = sorted([*spans, *between], key=lambda span: span.start)
    untaken = set(between)

    assert spans == [tile for tile in tiles if tile not in untaken], "the leaves' spans are not in order"
    assert all(span.start < span.end for span in tiles)
    assert all(before.end == after.start for before, after in pairwise([Span(0, 0), *tiles, Span(len(text), 0)]))
    assert [text[gap.start : gap.end] for gap in between if not _is_gap(text, gap)] == []


def check_outline(text: str, clauses: tuple[Clause, ...]) -> None:
    """Paths are unique, parents come first, and each text is what stands in its spans."""
    paths = [clause.path for clause in clauses]
    places = {path: place for place, path in enumerate(paths)}

    assert [path for path, uses in Counter(paths).items() if uses > 1] == []
    assert all(places[one.parent] < places[one.path] for one in clauses if one.parent is not None)
    assert [one for one in clauses if one.text != " ".join(text[span.start : span.end] for span in one.spans)] == []


def check_paragraphs(clauses: tuple[Clause, ...]) -> None:
    """A paragraph is its sentences."""
    for paragraph in (clause for clause in clauses if clause.kind is ClauseKind.PARAGRAPH):
        below = [clause for clause in clauses if clause.parent == paragraph.path]
        assert {one.kind for one in below} == {ClauseKind.SENTENCE}
        assert paragraph.text == " ".join(one.text for one in below)


def _is_gap(text: str, gap: Span) -> bool:
    """Tell whether markers stand in it only where a line begins."""
    first, *rest = _BREAK.split(text[gap.start : gap.end])
    if gap.start == 0:
        return all(map(_is_blank_or_marker, [first, *rest]))
    return _BLANK.fullmatch(first) is not None and all(map(_is_blank_or_marker, rest))


def _is_blank_or_marker(line: str) -> bool:
    start = _end(_BLANK.match(line))
    marked = _MARKER.match(line, start)
    return _BLANK.fullmatch(line, _end(marked) if marked else start) is not None


def _end(match: re.Match[str] | None) -> int:
    return match.end() if match else 0
