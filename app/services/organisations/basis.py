"""The documents that assignments rest on."""

from sqlalchemy import Integer, cast, func, select
from sqlalchemy.orm import Session

from app.domain.text import fold
from app.models import Document
from app.schemas.assigning import BasisWish
from app.services.series import next_code
from app.services.unit_of_work import UnitOfWork

_PREFIX = "VB-"


def document_of(work: UnitOfWork, wish: BasisWish, *, published: bool) -> Document:
    """Return the document, a new one unless the office has it: same number, date and issuer."""
    known = select(Document).where(
        Document.number == wish.number, Document.issued_on == wish.issued_on, Document.issuer == wish.issuer
    )
    row = work.session.scalars(known.order_by(Document.id).limit(1)).first()
    if row is not None:
        return row
    code = next_code(work.session, _PREFIX, _last_given(work.session))
    row = Document(
        **wish.model_dump(),
        code=code,
        added_by_id=work.user_id,
        published=published,
        demo=False,
        search_text=fold(f"{code} {wish.number} {wish.title}"),
    )
    work.session.add(row)
    work.session.flush()
    return row


def _last_given(session: Session) -> int:
    number = cast(func.substr(Document.code, len(_PREFIX) + 1), Integer)
    return session.scalar(select(func.max(number)).where(Document.code.startswith(_PREFIX))) or 0
