"""Takes a resolution apart into clauses: Party style (I-, 1., 1.1., -) and council style (Điều 1., 1., a)) alike."""

from collections.abc import Iterable
from itertools import pairwise

from app.domain.resolution.blocks import blocks
from app.domain.resolution.clause import Clause, ClauseKind, Span
from app.domain.resolution.outline import Outline

__all__ = ["Clause", "ClauseKind", "Span", "gaps", "leaves", "parse_clauses"]


def parse_clauses(text: str) -> tuple[Clause, ...]:
    """Return the clauses in reading order, parents before children. Takes any text, in time linear in it."""
    outline = Outline(text)
    for block, following in pairwise([*blocks(text), None]):
        if block is not None:
            outline.place(block, following)
    return tuple(outline.clauses)


def leaves(clauses: Iterable[Clause]) -> tuple[Clause, ...]:
    """Return the clauses with words of their own that no clause below repeats."""
    return tuple(clause for clause in clauses if clause.spans and clause.kind is not ClauseKind.PARAGRAPH)


def gaps(text: str, clauses: Iterable[Clause]) -> tuple[Span, ...]:
    """Return what lies before, between and after the leaves' spans: white space, bold marks and markers."""
    taken = [span for leaf in leaves(clauses) for span in leaf.spans]
    edges = [Span(0, 0), *taken, Span(len(text), len(text))]
    return tuple(Span(before.end, after.start) for before, after in pairwise(edges) if before.end != after.start)
