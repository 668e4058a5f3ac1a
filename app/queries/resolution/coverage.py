"""Coverage: every segment of the parts that set tasks, with what became of it."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.domain.resolution.coverage import SegmentAccount, summarise
from app.models import Clause
from app.queries.resolution.passages import accounts_of, clauses_of, passages_of
from app.queries.resolution.resolutions import resolution_by_code
from app.schemas.resolution import CoverageDetail, CoverageRead, SegmentRead


def coverage_of(session: Session, code: str) -> CoverageDetail:
    """Return the account of one resolution. Raises NotFoundError."""
    resolution = resolution_by_code(session, code)
    clauses = clauses_of(session, resolution)
    accounts = accounts_of(resolution, clauses, passages_of(session, resolution))
    texts = {clause.path: clause for clause in clauses}
    return CoverageDetail(
        **dict(coverage_read(accounts)),
        version=resolution.version,
        resolution=resolution.code,
        items=[_segment(account, texts[account.segment.clause]) for account in accounts],
    )


def coverage_read(accounts: Sequence[SegmentAccount]) -> CoverageRead:
    summary = summarise(accounts)
    return CoverageRead(
        segments=summary.total,
        quoted=summary.quoted,
        orientation=summary.orientation,
        uncovered=summary.uncovered,
        share=summary.share,
    )


def _segment(account: SegmentAccount, clause: Clause) -> SegmentRead:
    segment = account.segment
    return SegmentRead(
        clause=segment.clause,
        number=segment.number,
        text=segment.text,
        quoted_by=list(account.quoted_by),
        orientation="; ".join(account.marked_by) or None,
        accounted=account.is_accounted,
        left_out=[clause.text[span.start : span.end] for span in account.left_out],
    )
