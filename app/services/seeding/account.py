"""The account of a seed: for each segment of the parts that set tasks, what became of its words."""

from collections.abc import Iterable, Iterator

from app.domain.errors import DomainError, SeedError
from app.domain.resolution.clause import Clause
from app.domain.resolution.clauses import parse_clauses
from app.domain.resolution.coverage import Passage, SegmentAccount, account_for
from app.domain.resolution.quotations import locate
from app.domain.resolution.segments import segments
from app.schemas.seed import MarkSeed, ProgrammeSeed, QuotationSeed
from app.services.seeding.files import Seed


def account_of(seed: Seed) -> Iterator[str]:
    """Yield the lines of the account, made to be read in review. Raises SeedError as loading would."""
    clauses = {clause.path: clause for clause in parse_clauses(seed.text)}
    parts = tuple(f"{part}." for part in seed.resolution.task_parts)
    inside = [clause for path, clause in clauses.items() if path.startswith(parts)]
    passages = list(_passages(seed.programmes, clauses))
    for account in account_for(segments(inside), passages):
        yield from _lines(account, passages, clauses[account.segment.clause].text)


def _passages(programmes: Iterable[ProgrammeSeed], clauses: dict[str, Clause]) -> Iterator[Passage]:
    for programme in programmes:
        for project in programme.project:
            for quotation in project.quotation:
                yield _passage(quotation, clauses, project.code)
        for mark in programme.orientation:
            yield _passage(mark, clauses, mark.reason)


def _passage(wish: QuotationSeed, clauses: dict[str, Clause], by: str) -> Passage:
    if wish.clause not in clauses:
        raise SeedError(record=by, why=f"the resolution has no clause {wish.clause}")
    try:
        span = locate(wish.words, clauses[wish.clause].text, wish.occurrence)
    except DomainError as error:
        raise SeedError(record=by, why=f"{wish.clause}: {error}") from error
    return Passage(wish.clause, span.start, span.end, by, orientation=isinstance(wish, MarkSeed))


def _lines(account: SegmentAccount, passages: Iterable[Passage], text: str) -> Iterator[str]:
    segment = account.segment
    yield f"{segment.clause}#{segment.number}  {segment.text}"
    for passage in passages:
        if passage.clause == segment.clause and passage.start < segment.end and passage.end > segment.start:
            sign = "~" if passage.orientation else ">"
            yield f"  {sign} {passage.by}  {passage.start}-{passage.end}"
    for span in account.left_out:
        yield f"  - left out: {text[span.start : span.end]}"
    if not account.is_accounted:
        yield "  ! nobody"
