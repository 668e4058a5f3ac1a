"""Cuts a clause's words where quotations begin and end, so that each run has one set of passages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.domain.resolution.coverage import Passage


@dataclass(frozen=True)
class Run:
    """Words under the same passages; `ending` are those of them that end where the run ends."""

    text: str
    passages: tuple[Passage, ...]
    ending: tuple[Passage, ...]


def runs_of(text: str, passages: Iterable[Passage]) -> tuple[Run, ...]:
    """Return the runs of `text` in order; joined they are the text again."""
    inside = [passage for passage in passages if passage.start < passage.end]
    edges = sorted({0, len(text), *(edge for passage in inside for edge in (passage.start, passage.end))})
    return tuple(_run(text, inside, start, end) for start, end in pairwise(edges))


def _run(text: str, passages: Sequence[Passage], start: int, end: int) -> Run:
    over = tuple(passage for passage in passages if passage.start <= start and end <= passage.end)
    return Run(text[start:end], over, tuple(passage for passage in over if passage.end == end))
