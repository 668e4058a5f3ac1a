"""Papers that the office comes to know: each gets a code that is never given twice."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Integer, cast, func, select
from sqlalchemy.orm import Session

from app.domain.text import fold
from app.models import Document
from app.services.series import next_code
from app.services.unit_of_work import UnitOfWork

_PREFIX = "VB-"


def new_document(work: UnitOfWork, fields: Mapping[str, Any], *, published: bool) -> Document:
    """Add a document of which `fields` tell number, day, issuer and title; whoever calls has asked the policy."""
    code = next_code(work.session, _PREFIX, _last_given(work.session))
    row = Document(
        **fields,
        code=code,
        added_by_id=work.user_id,
        published=published,
        demo=False,
        search_text=fold(f"{code} {fields['number'] or ''} {fields['title']}"),
    )
    work.session.add(row)
    work.session.flush()
    return row


def _last_given(session: Session) -> int:
    number = cast(func.substr(Document.code, len(_PREFIX) + 1), Integer)
    return session.scalar(select(func.max(number)).where(Document.code.startswith(_PREFIX))) or 0
