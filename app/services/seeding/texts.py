"""Loads the resolution's text as clauses, and finds quoted words in them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from sqlalchemy.orm import Session

from app.domain.errors import DomainError, SeedError
from app.domain.resolution.clause import Clause as ParsedClause
from app.domain.resolution.clauses import leaves, parse_clauses
from app.domain.resolution.quotations import locate
from app.domain.text import fold
from app.models import Clause, CoverageMark, Quotation, Reference, Resolution
from app.schemas.seed import MarkSeed, QuotationSeed
from app.services.seeding.files import Seed
from app.services.seeding.steps import Step


@dataclass(frozen=True)
class Texts:
    """The resolution in the database, and the clauses that may be quoted, by path."""

    resolution: Resolution
    clauses: dict[str, Clause]
    quotable: frozenset[str]

    def clause(self, path: str, record: str) -> Clause:
        """Return the clause at `path`. Raises SeedError naming `record`."""
        if path not in self.clauses:
            raise SeedError(record=record, why=f"the resolution has no clause {path}")
        return self.clauses[path]

    def quotation(self, wish: QuotationSeed, record: str, position: int = 1) -> Quotation:
        """Return the quotation, yet without its owner. Raises SeedError naming `record` when the words are missing."""
        clause, start, end = self._find(wish, record)
        return Quotation(
            clause=clause,
            words=wish.words,
            start=start,
            end=end,
            position=position,
            completion_test=wish.completion_test,
        )

    def mark(self, wish: MarkSeed, record: str) -> CoverageMark:
        clause, start, end = self._find(wish, record)
        return CoverageMark(
            clause=clause, words=wish.words, start=start, end=end, reason=wish.reason, decided_by="seed"
        )

    def _find(self, wish: QuotationSeed, record: str) -> tuple[Clause, int, int]:
        clause = self.clause(wish.clause, record)
        if wish.clause not in self.quotable:
            raise SeedError(record=record, why=f"{wish.clause} has clauses below it; quote the sentence itself")
        try:
            span = locate(wish.words, clause.text, wish.occurrence)
        except DomainError as error:
            raise SeedError(record=record, why=f"{wish.clause}: {error}") from error
        return clause, span.start, span.end


def load_texts(session: Session, seed: Seed) -> Texts:
    meta = seed.resolution
    resolution = Resolution(
        code=meta.code,
        number=meta.number,
        title=meta.title,
        issuer=meta.issuer,
        announced_on=meta.announced_on,
        horizon_year=meta.horizon_year,
        vision_year=meta.vision_year,
        task_parts=list(meta.task_parts),
        text=seed.text,
    )
    session.add(resolution)
    parsed = parse_clauses(seed.text)
    clauses: dict[str, Clause] = {}
    for position, clause in enumerate(parsed):
        clauses[clause.path] = _clause(clause, resolution, position)
        clauses[clause.path].parent = clauses[clause.parent] if clause.parent else None
    session.add_all(clauses.values())
    return Texts(resolution, clauses, frozenset(leaf.path for leaf in leaves(parsed)))


def references_of(session: Session, seed: Seed, resolution: Resolution) -> Iterator[Step]:
    """Yield what public sources say of the resolution, each since it was published."""
    announced = seed.resolution.announced_on
    for wish in seed.resolution.reference:
        row = Reference(resolution=resolution, **wish.model_dump())
        yield Step(max(wish.published_on or announced, announced), partial(session.add, row))


def _clause(clause: ParsedClause, resolution: Resolution, position: int) -> Clause:
    return Clause(
        resolution=resolution,
        path=clause.path,
        kind=clause.kind,
        number=clause.number,
        title=clause.title,
        text=clause.text,
        spans=[[span.start, span.end] for span in clause.spans],
        position=position,
        search_text=fold(clause.text),
    )
