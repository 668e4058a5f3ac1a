"""The account of the seed, for reviewers: what stands on each segment, then on the words that are no segment's."""

from collections.abc import Iterable, Iterator, Mapping

from app.domain.resolution.clause import Clause
from app.domain.resolution.clauses import leaves, parse_clauses
from app.domain.resolution.coverage import Passage, SegmentAccount, account_for
from app.domain.resolution.quotations import locate
from app.domain.resolution.segments import segments
from app.schemas.seed import AssignmentSeed, ProgrammeSeed, QuotationSeed
from app.services.seeding.files import Seed

HEADER = """\
# Written by tools/coverage.py, never by hand. `a:b` are offsets into the clause's words; columns are divided by " | ".
# Segments: clause#number | quoted by | why it sets no task | words left out
"""
OTHERS = """
# Words of headings, indicators and assignments: clause | quoted by
"""


def account_of(seed: Seed) -> str:
    """Return one line for each segment of the task parts, then one for each clause that others quote.

    Raises QuotationError or KeyError where quoted words do not stand in the text.
    """
    ground = {leaf.path: leaf for leaf in leaves(parse_clauses(seed.text))}
    parts = tuple(f"{part}." for part in seed.resolution.task_parts)
    work = sorted(_work(seed, ground), key=_order)
    accounts = account_for(segments(leaf for leaf in ground.values() if leaf.path.startswith(parts)), work)
    lines = [_segment_line(account, work, ground) for account in accounts]
    return HEADER + "\n".join(lines) + "\n" + OTHERS + "\n".join(_other_lines(seed, ground)) + "\n"


def _work(seed: Seed, ground: Mapping[str, Clause]) -> Iterator[Passage]:
    """Yield what accounts for segments: the quotations of projects, and orientation marks."""
    for programme in seed.programmes:
        for project in programme.project:
            yield from (_passage(quotation, project.code, ground) for quotation in project.quotation)
        for mark in programme.orientation:
            yield _passage(mark, mark.reason, ground, orientation=True)


def _other_lines(seed: Seed, ground: Mapping[str, Clause]) -> list[str]:
    others = sorted(_others(seed, ground), key=_order)
    by_clause = {path: [each for each in others if each.clause == path] for path in ground}
    return [f"{path} | {_places(found)}" for path, found in by_clause.items() if found]


def _others(seed: Seed, ground: Mapping[str, Clause]) -> Iterator[Passage]:
    for wish in seed.indicators:
        yield _passage(QuotationSeed(clause=wish.clause, words=wish.words), wish.code, ground)
    for standing in seed.standing:
        programmes = "+".join(str(number) for number in standing.programmes)
        yield _passage(_quoted(standing), f"{standing.organisation} {standing.role} of {programmes}", ground)
    for programme in seed.programmes:
        yield from _of_programme(programme, ground)


def _of_programme(programme: ProgrammeSeed, ground: Mapping[str, Clause]) -> Iterator[Passage]:
    if programme.number is not None:
        heading = QuotationSeed(clause=programme.clause, words=programme.title)
        yield _passage(heading, f"programme {programme.number}", ground)
    for project in programme.project:
        for wish in project.assignment:
            yield _passage(_quoted(wish), f"{wish.organisation} {wish.role} of {project.code}", ground)


def _quoted(wish: AssignmentSeed) -> QuotationSeed:
    return QuotationSeed(clause=wish.clause, words=wish.words, occurrence=wish.occurrence)


def _passage(wish: QuotationSeed, by: str, ground: Mapping[str, Clause], *, orientation: bool = False) -> Passage:
    span = locate(wish.words, ground[wish.clause].text, wish.occurrence)
    return Passage(wish.clause, span.start, span.end, by, orientation)


def _segment_line(account: SegmentAccount, work: Iterable[Passage], ground: Mapping[str, Clause]) -> str:
    segment = account.segment
    here = [each for each in work if each.clause == segment.clause and each.by in account.quoted_by]
    touching = [each for each in here if each.start < segment.end and segment.start < each.end]
    text = ground[segment.clause].text
    left_out = " … ".join(text[span.start : span.end] for span in account.left_out)
    reasons = "; ".join(account.marked_by)
    return f"{segment.clause}#{segment.number} | {_places(touching)} | {reasons} | {left_out}".rstrip()


def _places(passages: Iterable[Passage]) -> str:
    return ", ".join(f"{each.by} {each.start}:{each.end}" for each in passages if not each.orientation)


def _order(passage: Passage) -> tuple[int, int, str]:
    return passage.start, passage.end, passage.by
