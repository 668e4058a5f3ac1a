"""Sets clauses and passages as a page reads: blocks of sentences, and the contents over them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.domain.resolution.clause import ClauseKind
from app.domain.resolution.coverage import Passage, SegmentAccount
from app.domain.resolution.runs import Run, runs_of
from app.models import Clause
from app.schemas.living import LivingBlock, LivingItem, LivingRun, LivingSentence

_HEADED = (ClauseKind.PART, ClauseKind.CHAPTER, ClauseKind.ARTICLE, ClauseKind.ITEM, ClauseKind.POINT)
_LINED = (ClauseKind.TITLE, ClauseKind.SIGNATURE)


def blocks_of(
    text: str, clauses: Iterable[Clause], passages: Iterable[Passage], accounts: Iterable[SegmentAccount]
) -> list[LivingBlock]:
    """Return headings and lines as they are, paragraphs and lists of bullets with the runs of their sentences."""
    over: dict[str, list[Passage]] = defaultdict(list)
    for passage in [*passages, *_uncovered(accounts)]:
        over[passage.clause].append(passage)
    blocks: list[_Draft] = []
    for clause in clauses:
        if not clause.text:
            continue
        if not (blocks and blocks[-1].takes(clause)):
            blocks.append(_Draft(clause, _marker(text, clause), []))
        if clause.kind is not ClauseKind.PARAGRAPH:
            blocks[-1].sentences.append(LivingSentence(path=clause.path, runs=_runs(text, clause, over[clause.path])))
    return [block.done() for block in blocks]


def contents_of(
    clauses: Iterable[Clause], blocks: Iterable[LivingBlock], programmes: Mapping[str, str]
) -> list[LivingItem]:
    """Return the headed clauses, each with the works quoted anywhere below it."""
    headed = [clause for clause in clauses if clause.kind in _HEADED and clause.title]
    quoted = [(block.path, block.works) for block in blocks if block.works]
    return [
        LivingItem(
            path=clause.path,
            level=_level(clause),
            number=clause.number,
            title=clause.title or "",
            works=_once(code for path, codes in quoted if path.startswith(f"{clause.path}.") for code in codes),
            programme=programmes.get(clause.path),
        )
        for clause in headed
    ]


@dataclass(frozen=True)
class _Draft:
    """A block that may still take what follows: a paragraph its sentences, a list its next bullet."""

    clause: Clause
    marker: str
    sentences: list[LivingSentence]

    def takes(self, clause: Clause) -> bool:
        if clause.kind is ClauseKind.SENTENCE:
            return True
        is_list = clause.kind is self.clause.kind is ClauseKind.BULLET
        return is_list and clause.parent_id == self.clause.parent_id

    def done(self) -> LivingBlock:
        return LivingBlock(
            path=self.clause.path,
            kind=self.clause.kind,
            level=_level(self.clause) if self.clause.kind in _HEADED else 0,
            marker=self.marker,
            sentences=self.sentences,
            works=_once(code for sentence in self.sentences for run in sentence.runs for code in run.works),
        )


def _level(clause: Clause) -> int:
    return clause.path.count(".") + 1


def _marker(text: str, clause: Clause) -> str:
    """Return what stands before the clause's words on their line: its number as it is printed."""
    start = clause.spans[0][0]
    return text[text.rfind("\n", 0, start) + 1 : start].strip(" *")


def _uncovered(accounts: Iterable[SegmentAccount]) -> list[Passage]:
    """Return the segments nobody has accounted for, as passages by nobody."""
    left = (account.segment for account in accounts if not account.is_accounted)
    return [Passage(each.clause, each.start, each.end, by="", orientation=False) for each in left]


def _runs(text: str, clause: Clause, passages: Iterable[Passage]) -> list[LivingRun]:
    """Return the runs of the clause's words; of a title or signature, each printed line is one."""
    if clause.kind in _LINED:
        return [_run(Run(text[start:end], (), ())) for start, end in clause.spans]
    return [_run(run) for run in runs_of(clause.text, passages)]


def _run(run: Run) -> LivingRun:
    marked = [passage.by for passage in run.passages if passage.orientation]
    return LivingRun(
        text=run.text,
        works=_codes(run.passages),
        ending=_codes(run.ending),
        orientation="; ".join(marked) or None,
        uncovered=any(not passage.by for passage in run.passages),
    )


def _codes(passages: Iterable[Passage]) -> list[str]:
    return _once(each.by for each in passages if each.by and not each.orientation)


def _once(codes: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(codes))
