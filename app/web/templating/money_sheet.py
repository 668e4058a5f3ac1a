"""The money of the portfolio as a table for Excel, in the reader's language; amounts are whole đồng."""

from collections.abc import Iterable
from decimal import Decimal

from app.domain.messages import msgid
from app.formats.excel import Cell, Column, Sheet
from app.queries.results.capital_sums import When
from app.schemas.money import MoneyRead, RateRead
from app.web.templating.formats import Formats
from app.web.templating.labels import label_of

_COLUMNS = (
    (msgid("Programme"), 30),
    (msgid("Code"), 16),
    (msgid("Title"), 50),
    (msgid("Total investment (đồng)"), 22),
    (msgid("Medium-term plan (đồng)"), 22),
    (msgid("Disbursed of it (đồng)"), 22),
    (msgid("Rate in per cent"), 16),
    (msgid("Plan for %(year)s (đồng)"), 22),
    (msgid("Disbursed of it (đồng)"), 22),
    (msgid("Rate in per cent"), 16),
    (msgid("Disbursed without a plan in %(year)s (đồng)"), 22),
    (msgid("Remark"), 24),
)


def money_sheet(rows: Iterable[MoneyRead], when: When, formats: Formats, *, demo: bool) -> Sheet:
    """Return the table with what it is, of which day and year it speaks, and whether its figures are illustrative."""
    said = formats.gettext
    year = {"year": when.year}
    notes = [
        said(msgid("Capital and disbursement, plan for %(year)s")) % year,
        said(msgid("Figures as of %(day)s")) % {"day": formats.day(when.as_of)},
        *([said(msgid("Illustrative data"))] if demo else []),
    ]
    # Without a value a label is literal text, which may hold a per cent sign.
    columns = [Column(said(label) % year if "%(" in label else said(label), width) for label, width in _COLUMNS]
    return Sheet(name=said(msgid("Capital")), notes=notes, columns=columns, rows=(_row(row, formats) for row in rows))


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
    """Return the plan, what was paid of it, and the share in per cent or why there is none."""
    if rate.share is None:
        share: Cell = formats.gettext(label_of(rate.lacking)) if rate.lacking else None
    else:
        share = round(Decimal(rate.disbursed or 0) * 100 / Decimal(rate.planned or 1), 2)
    return rate.planned, rate.disbursed, share
