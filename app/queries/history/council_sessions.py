"""Council sessions: the named moments people compare with."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.errors import NotFoundError
from app.domain.messages import msgid
from app.models import CouncilSession
from app.queries.paging import Page, Sort, page_of, slice_of
from app.schemas.council_sessions import CouncilSessionRead
from app.schemas.paging import PageParameters

_SHOWN = 6


def council_session_page(session: Session, wanted: PageParameters) -> Page[CouncilSessionRead]:
    """Return one page of the sessions, the latest first."""
    latest_first = Sort(CouncilSession.held_to, CouncilSession.id, descending=True, read=date.fromisoformat)
    page = page_of(session, select(CouncilSession), latest_first, slice_of(wanted))
    return page.mapped(CouncilSessionRead.model_validate)


def council_session_detail(session: Session, code: str) -> CouncilSessionRead:
    """Return one session. Raises NotFoundError."""
    return CouncilSessionRead.model_validate(require_council_session(session, code))


def require_council_session(session: Session, code: str) -> CouncilSession:
    """Return the record of one session. Raises NotFoundError."""
    row = session.scalar(select(CouncilSession).where(CouncilSession.code == code))
    if row is None:
        raise NotFoundError(kind=msgid("council session"), code=code)
    return row


def latest_sessions(session: Session, before: date) -> list[CouncilSessionRead]:
    """Return the last sessions that ended before the day, the latest first."""
    ended = select(CouncilSession).where(CouncilSession.held_to < before)
    rows = session.scalars(ended.order_by(CouncilSession.held_to.desc(), CouncilSession.id.desc()).limit(_SHOWN))
    return [CouncilSessionRead.model_validate(row) for row in rows]
