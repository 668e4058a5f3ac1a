"""Resolutions."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.errors import NotFoundError
from app.domain.messages import msgid
from app.models import Reference, Resolution
from app.queries.paging import Page, Sort, page_of, slice_of
from app.schemas.parameters import CodeSort, ResolutionParameters
from app.schemas.resolution import ReferenceRead, ResolutionDetail, ResolutionRead


def resolution_page(session: Session, wanted: ResolutionParameters) -> Page[ResolutionRead]:
    sort = Sort(Resolution.code, Resolution.id, descending=wanted.sort is CodeSort.CODE_DOWN)
    return page_of(session, select(Resolution), sort, slice_of(wanted)).mapped(ResolutionRead.model_validate)


def resolution_by_code(session: Session, code: str) -> Resolution:
    """Return the resolution. Raises NotFoundError."""
    row = session.scalar(select(Resolution).where(Resolution.code == code))
    if row is None:
        raise NotFoundError(kind=msgid("resolution"), code=code)
    return row


def resolution_detail(session: Session, code: str) -> ResolutionDetail:
    row = resolution_by_code(session, code)
    references = session.scalars(select(Reference).where(Reference.resolution_id == row.id).order_by(Reference.id))
    return ResolutionDetail(
        **dict(ResolutionRead.model_validate(row)),
        version=row.version,
        text=row.text,
        references=[ReferenceRead.model_validate(reference) for reference in references],
    )
