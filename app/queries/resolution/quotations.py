"""Quotations: alone, and among the words around them."""

from collections import defaultdict
from collections.abc import Iterable

from app.domain.resolution.coverage import Passage
from app.domain.resolution.runs import runs_of
from app.models import Clause, Quotation
from app.schemas.resolution import BasisRead, PieceRead, QuotationRead


def quotation_read(row: Quotation) -> QuotationRead:
    """Return the quotation; its clause must be loaded."""
    return QuotationRead(clause=row.clause.path, quote=row.words, completion_test=row.completion_test)


def basis_of(rows: Iterable[Quotation]) -> list[BasisRead]:
    """Return the quotations among the words around them, one entry a clause; clauses must be loaded."""
    by_clause: defaultdict[Clause, list[Quotation]] = defaultdict(list)
    for row in rows:
        by_clause[row.clause].append(row)
    return [_basis(clause, quotations) for clause, quotations in by_clause.items()]


def _basis(clause: Clause, rows: list[Quotation]) -> BasisRead:
    quoted = [Passage(clause.path, row.start, row.end, by=row.words, orientation=False) for row in rows]
    return BasisRead(
        clause=clause.path,
        pieces=[PieceRead(text=run.text, quoted=bool(run.passages)) for run in runs_of(clause.text, quoted)],
        completion_tests=list(dict.fromkeys(row.completion_test for row in rows if row.completion_test)),
    )
