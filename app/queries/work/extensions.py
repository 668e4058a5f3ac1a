"""Extensions: what is asked for, and what was decided."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.domain.access.actor import Actor
from app.domain.access.policy import Action, permits
from app.domain.errors import NotFoundError
from app.domain.messages import msgid
from app.domain.work.extensions import ExtensionStatus
from app.models import Extension, Milestone, Project
from app.queries.access.subjects import subject_of
from app.queries.organisations.assignments import organisation_ref
from app.queries.paging import Page, Sort, bounded_int, page_of, slice_of
from app.schemas.organisations import DocumentRead
from app.schemas.parameters import ExtensionParameters
from app.schemas.portfolio import DeadlineRead, ProjectRef
from app.schemas.work import ExtensionRead


def extension_page(session: Session, wanted: ExtensionParameters, as_of: date) -> Page[ExtensionRead]:
    """Return requests, the longest waiting first among those asked."""
    statement = _statement()
    if wanted.status:
        statement = statement.where(Extension.status.in_(wanted.status))
    oldest_first = Sort(Extension.id, Extension.id, descending=False, read=bounded_int)
    return page_of(session, statement, oldest_first, slice_of(wanted)).mapped(lambda row: extension_read(row, as_of))


def extension_detail(session: Session, code: str, as_of: date) -> ExtensionRead:
    """Return one request. Raises NotFoundError."""
    row = session.scalars(_statement().where(Extension.code == code)).one_or_none()
    if row is None:
        raise NotFoundError(kind=msgid("extension"), code=code)
    return extension_read(row, as_of)


def extensions_of(session: Session, milestone_id: int, as_of: date) -> list[ExtensionRead]:
    """Return all requests about a milestone, the newest first."""
    rows = session.scalars(_statement().where(Extension.milestone_id == milestone_id).order_by(Extension.id.desc()))
    return [extension_read(row, as_of) for row in rows]


def extensions_of_project(session: Session, project_id: int, as_of: date) -> list[ExtensionRead]:
    """Return all requests about a project and its milestones, the newest first."""
    about = (Extension.project_id == project_id) | (Milestone.project_id == project_id)
    rows = session.scalars(_statement().where(about).order_by(Extension.id.desc()))
    return [extension_read(row, as_of) for row in rows]


def _statement() -> Select[Extension]:
    # Joined, so that what the reader may not see takes its requests along.
    return (
        select(Extension)
        .outerjoin(Extension.milestone)
        .outerjoin(Extension.project)
        .where(Milestone.id.is_not(None) | Project.id.is_not(None))
        .options(
            joinedload(Extension.milestone),
            joinedload(Extension.project),
            selectinload(Extension.organisation),
            selectinload(Extension.document),
        )
    )


def extension_read(row: Extension, as_of: date) -> ExtensionRead:
    """Return what goes out of a request whose work, organisation and document are loaded."""
    subject = row.milestone or row.project
    granted = None
    if row.granted_on is not None and row.granted_precision is not None:
        granted = DeadlineRead(date=row.granted_on, precision=row.granted_precision)
    is_open = row.status is ExtensionStatus.ASKED
    return ExtensionRead(
        version=row.version,
        code=row.code,
        subject=ProjectRef.model_validate(subject),
        is_milestone=row.milestone is not None,
        organisation=organisation_ref(row.organisation, as_of),
        status=row.status,
        before=DeadlineRead(date=row.before_on, precision=row.before_precision),
        wanted=DeadlineRead(date=row.wanted_on, precision=row.wanted_precision),
        granted=granted,
        reason=row.reason,
        asked_on=row.asked_on,
        decision=row.decision,
        document=DocumentRead.model_validate(row.document) if row.document else None,
        times_extended=row.milestone.times_extended + is_open if row.milestone else None,
    )


@dataclass(frozen=True)
class Rights:
    """What the reader may do about a request that is still open."""

    decide: bool
    withdraw: bool


def may_decide(session: Session, code: str, actor: Actor, as_of: date) -> Rights:
    """Return what `actor` may do about the request; it must exist."""
    row = session.scalars(_statement().where(Extension.code == code)).one()
    about = row.milestone or row.project
    assert about is not None  # noqa: S101 (a CHECK says that it is one of the two)
    subject = subject_of(about, as_of, author_id=row.asked_by_id)
    is_open = row.status is ExtensionStatus.ASKED
    return Rights(
        decide=is_open and permits(actor, Action.EXTENSION_DECIDE, subject),
        withdraw=is_open and permits(actor, Action.EXTENSION_WITHDRAW, subject),
    )
