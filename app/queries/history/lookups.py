"""The documents, people and organisations that changes name."""

from collections.abc import Collection, Iterable, Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.history.comparing import ChangeKind
from app.models import Document, Organisation, User
from app.queries.history.telling import Told
from app.schemas.comparing import PaperRef

# What is bound in one statement at most; a longer list is asked for in several.
_AT_ONCE = 10_000


def papers_among(session: Session, ids: Collection[int]) -> dict[int, PaperRef]:
    """Return the documents among these that the session may see."""
    found: dict[int, PaperRef] = {}
    for some in _portions(ids):
        rows = session.scalars(select(Document).where(Document.id.in_(some)))
        found |= {row.id: PaperRef(code=row.code, number=row.number, title=row.title) for row in rows}
    return found


def people_among(session: Session, ids: Collection[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for some in _portions(ids):
        found |= dict(session.execute(select(User.id, User.name).where(User.id.in_(some))).all())
    return found


def holders_in(session: Session, told: Iterable[Told]) -> dict[str, Organisation]:
    """Return the organisations that came or went, by their id as the rules spell it."""
    changes = (each.change for each in told if each.change.kind is ChangeKind.REASSIGNED)
    ids = {int(str(value)) for change in changes for value in (change.before, change.after) if value is not None}
    found: dict[str, Organisation] = {}
    for some in _portions(ids):
        rows = session.scalars(select(Organisation).where(Organisation.id.in_(some)))
        found |= {str(row.id): row for row in rows}
    return found


def _portions(ids: Collection[int]) -> Iterator[list[int]]:
    """Yield the ids in portions; an empty one where there are none, so that as many statements are sent."""
    listed = sorted(ids)
    for start in range(0, max(len(listed), 1), _AT_ONCE):
        yield listed[start : start + _AT_ONCE]
