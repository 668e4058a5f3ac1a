"""The money of the portfolio as a table for Excel, in the reader's language; amounts are whole đồng."""

from collections.abc import Iterable

from app.domain.messages import msgid
from app.formats.tables import Cell, Column, Kind, Table
from app.queries.results.capital_sums import When
from app.schemas.money import MoneyRead, RateRead
from app.web.templating.formats import Formats
from app.web.templating.labels import label_of

_COLUMNS = (
    (msgid("Programme"), 30, Kind.TEXT),
    (msgid("Code"), 16, Kind.TEXT),
    (msgid("Title"), 50, Kind.TEXT),
    (msgid("Total investment (đồng)"), 22, Kind.MONEY),
    (msgid("Medium-term plan (đồng)"), 22, Kind.MONEY),
    (msgid("Disbursed of it (đồng)"), 22, Kind.MONEY),
    (msgid("Rate"), 16, Kind.PERCENT),
    (msgid("Plan for %(year)s (đồng)"), 22, Kind.MONEY),
    (msgid("Disbursed of it (đồng)"), 22, Kind.MONEY),
    (msgid("Rate"), 16, Kind.PERCENT),
    (msgid("Disbursed without a plan in %(year)s (đồng)"), 22, Kind.MONEY),
    (msgid("Remark"), 24, Kind.TEXT),
)


def money_sheet(rows: Iterable[MoneyRead], when: When, formats: Formats, *, demo: bool) -> Table:
    """Return the table with what it is, of which day and year it speaks, and whether its figures are illustrative."""
    said = formats.gettext
    year = {"year": when.year}
    notes = [
        said(msgid("Figures as of %(day)s")) % {"day": formats.day(when.as_of)},
        *([said(msgid("Illustrative data"))] if demo else []),
    ]
    # Without a value a label is literal text, which may hold a per cent sign.
    labels = (said(label) % year if "%(" in label else said(label) for label, _, _ in _COLUMNS)
    columns = [Column(label, width, kind) for label, (_, width, kind) in zip(labels, _COLUMNS, strict=True)]
    title = said(msgid("Capital and disbursement, plan for %(year)s")) % year
    return Table(title, columns, (_row(row, formats) for row in rows), notes, landscape=True)


def _row(row: MoneyRead, formats: Formats) -> tuple[Cell, ...]:
    said = formats.gettext
    programme = row.programme
    remarks = [
        *([said(msgid("about"))] if row.approximate else []),
        *([said(msgid("Illustrative data"))] if row.demo else []),
    ]
    return (
        f"{programme.number}. {programme.title}" if programme else said(msgid("Part III")),
        row.project.code,
        row.project.title,
        said(msgid("not decided")) if row.total is None else row.total,
        *_rate(row.medium_term_rate, formats),
        *_rate(row.yearly_rate, formats),
        row.yearly_rate.unplanned or None,
        ", ".join(remarks),
    )


def _rate(rate: RateRead, formats: Formats) -> tuple[Cell, Cell, Cell]:
    """Return the plan, what was paid of it, and the share or why there is none."""
    lacking = formats.gettext(label_of(rate.lacking)) if rate.lacking else None
    return rate.planned, rate.disbursed, lacking if rate.share is None else rate.share
