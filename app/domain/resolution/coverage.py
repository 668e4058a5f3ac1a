"""What became of each segment: quoted by work, marked as orientation, or left out."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.resolution.clause import Span
from app.domain.resolution.segments import Segment, trimmed


@dataclass(frozen=True)
class Passage:
    """Quoted words of a leaf, by offset into its text. `by` names who quotes: a code, or a mark's reason."""

    clause: str
    start: int
    end: int
    by: str
    orientation: bool


@dataclass(frozen=True)
class SegmentAccount:
    """`left_out` are the words of the segment that no passage covers, as offsets into the leaf's text."""

    segment: Segment
    quoted_by: tuple[str, ...]
    marked_by: tuple[str, ...]
    left_out: tuple[Span, ...]

    @property
    def is_accounted(self) -> bool:
        return bool(self.quoted_by or self.marked_by)


@dataclass(frozen=True)
class Coverage:
    """Counts of segments; the last three sum to `total`. What is both quoted and marked counts as quoted."""

    total: int
    quoted: int
    orientation: int
    uncovered: int

    @property
    def share(self) -> float:
        """From 0 to 1; 1 where there is nothing to account for."""
        return (self.quoted + self.orientation) / self.total if self.total else 1.0


def account_for(segments: Iterable[Segment], passages: Iterable[Passage]) -> tuple[SegmentAccount, ...]:
    """Return one account for each segment, in the order given."""
    by_clause: defaultdict[str, list[Passage]] = defaultdict(list)
    for passage in sorted(passages, key=lambda passage: passage.start):
        by_clause[passage.clause].append(passage)
    return tuple(_account(segment, by_clause[segment.clause]) for segment in segments)


def summarise(accounts: Iterable[SegmentAccount]) -> Coverage:
    accounts = tuple(accounts)
    quoted = sum(bool(account.quoted_by) for account in accounts)
    accounted = sum(account.is_accounted for account in accounts)
    return Coverage(len(accounts), quoted, accounted - quoted, len(accounts) - accounted)


def _account(segment: Segment, passages: list[Passage]) -> SegmentAccount:
    touching = [passage for passage in passages if _shares_words(segment, passage)]
    return SegmentAccount(
        segment,
        quoted_by=tuple(dict.fromkeys(passage.by for passage in touching if not passage.orientation)),
        marked_by=tuple(dict.fromkeys(passage.by for passage in touching if passage.orientation)),
        left_out=_left_out(segment, touching),
    )


def _shares_words(segment: Segment, passage: Passage) -> bool:
    """Tell whether the two have at least one letter or figure in common."""
    start = max(passage.start - segment.start, 0)
    end = max(passage.end - segment.start, 0)
    return any(character.isalnum() for character in segment.text[start:end])


def _left_out(segment: Segment, passages: list[Passage]) -> tuple[Span, ...]:
    """Return what the passages, sorted by their start, do not cover."""
    open_runs, place = [], segment.start
    for passage in passages:
        if passage.start > place:
            open_runs.append(Span(place, passage.start))
        place = max(place, passage.end)
    if place < segment.end:
        open_runs.append(Span(place, segment.end))
    shifted = (Span(run.start - segment.start, run.end - segment.start) for run in open_runs)
    kept = (span for run in shifted if (span := trimmed(segment.text, run)))
    return tuple(Span(span.start + segment.start, span.end + segment.start) for span in kept)
