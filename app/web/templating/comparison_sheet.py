"""The comparison as a table for Excel, in the reader's language."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from app.domain.history.comparing import ChangeKind
from app.domain.history.moments import Span
from app.domain.messages import msgid
from app.formats.tables import Cell, Column, Table
from app.schemas.comparing import ChangeRead
from app.web.templating.formats import Formats
from app.web.templating.labels import label_of

_COLUMNS = (
    (msgid("Project"), 16),
    (msgid("Title of the project"), 40),
    (msgid("Told of"), 12),
    (msgid("Code"), 20),
    (msgid("Title"), 40),
    (msgid("Kind of change"), 18),
    (msgid("What changed"), 60),
    (msgid("Before"), 18),
    (msgid("After"), 18),
    (msgid("Day it happened"), 14),
    (msgid("Known at"), 18),
    (msgid("By whom"), 20),
    (msgid("Reason"), 40),
    (msgid("Document"), 24),
)
_NUMBERS = {ChangeKind.PROGRESSED, ChangeKind.MEASURED, ChangeKind.CORRECTED}
_DAYS = {ChangeKind.ENDED}


def table_of(changes: Iterable[ChangeRead], span: Span, formats: Formats, *, demo: bool) -> Table:
    """Return the table with what it is, of which days it speaks, and whether its figures are illustrative."""
    said = formats.gettext
    days = {"since": formats.day(span.since.day), "until": formats.day(span.until.day)}
    notes = [
        said(msgid("Figures as of %(day)s")) % {"day": formats.day(span.until.day)},
        *([said(msgid("Illustrative data"))] if demo else []),
    ]
    return Table(
        title=said(msgid("Changes from %(since)s to %(until)s")) % days,
        notes=notes,
        columns=[Column(said(label), width) for label, width in _COLUMNS],
        rows=(_row(change, formats) for change in changes),
        landscape=True,
    )


def _row(change: ChangeRead, formats: Formats) -> tuple[Cell, ...]:
    paper = change.document
    return (
        change.project.code if change.project else None,
        change.project.title if change.project else None,
        formats.gettext(label_of(change.noun)),
        change.code,
        change.title,
        formats.gettext(label_of(change.kind)),
        change.words,
        _typed(change, change.before, change.before_name, is_day=change.before_precision is not None),
        _typed(change, change.after, change.after_name, is_day=change.after_precision is not None),
        change.effective_on or change.late_from,
        change.at,
        change.person,
        change.reason,
        (paper.number or paper.title) if paper else None,
    )


def _typed(change: ChangeRead, value: str | None, name: str | None, *, is_day: bool) -> Cell:
    """Return a day or a number as one, and the name that a code stands for."""
    if value is None:
        return None
    if is_day or change.kind in _DAYS:
        return date.fromisoformat(value)
    return Decimal(value) if change.kind in _NUMBERS else name or value
