"""The documents that assignments rest on."""

from sqlalchemy import select

from app.models import Document
from app.schemas.assigning import BasisWish
from app.services.documents import new_document
from app.services.unit_of_work import UnitOfWork


def document_of(work: UnitOfWork, wish: BasisWish, *, published: bool) -> Document:
    """Return the document, a new one unless the office has it: same number, date and issuer."""
    known = select(Document).where(
        Document.number == wish.number, Document.issued_on == wish.issued_on, Document.issuer == wish.issuer
    )
    row = work.session.scalars(known.order_by(Document.id).limit(1)).first()
    return row or new_document(work, wish.model_dump(), published=published)
