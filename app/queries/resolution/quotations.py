"""Quotations: alone, and among the words around them."""

from app.models import Quotation
from app.schemas.resolution import QuotationInContext, QuotationRead


def quotation_read(row: Quotation) -> QuotationRead:
    """Return the quotation; its clause must be loaded."""
    return QuotationRead(clause=row.clause.path, quote=row.words, completion_test=row.completion_test)


def quotation_in_context(row: Quotation) -> QuotationInContext:
    text = row.clause.text
    return QuotationInContext(
        **dict(quotation_read(row)), before=text[: row.start].rstrip(), after=text[row.end :].lstrip()
    )
