"""Acts of assigning, and what each changed."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from app.domain.deadlines import DeadlinePrecision
from app.domain.errors import NotFoundError
from app.domain.messages import msgid
from app.models import AssignmentBatch, AssignmentChange, Organisation
from app.queries.organisations.assignments import organisation_ref
from app.schemas.assigning import BatchRead, ChangeRead
from app.schemas.organisations import DocumentRead, OrganisationRef
from app.schemas.portfolio import DeadlineRead, ProjectRef


def batch_read(session: Session, code: str, as_of: date) -> BatchRead:
    """Return one act. Raises NotFoundError."""
    changes = selectinload(AssignmentBatch.changes)
    loads = (
        selectinload(AssignmentBatch.made_by),
        selectinload(AssignmentBatch.basis_document),
        selectinload(AssignmentBatch.undoes),
        changes.selectinload(AssignmentChange.project),
        changes.selectinload(AssignmentChange.milestone),
        changes.selectinload(AssignmentChange.before),
        changes.selectinload(AssignmentChange.after),
    )
    row = session.scalar(select(AssignmentBatch).where(AssignmentBatch.code == code).options(*loads))
    if row is None:
        raise NotFoundError(kind=msgid("assignment"), code=code)
    return BatchRead(
        code=row.code,
        made_by=row.made_by.name,
        recorded_at=row.recorded_at,
        from_on=row.from_on,
        reason=row.reason,
        basis_document=DocumentRead.model_validate(row.basis_document) if row.basis_document else None,
        undoes=row.undoes.code if row.undoes else None,
        undone_by=session.scalar(select(AssignmentBatch.code).where(AssignmentBatch.undoes_id == row.id)),
        changes=[_change(change, as_of) for change in row.changes],
    )


def deadline_on(day: date | None, precision: DeadlinePrecision | None) -> DeadlineRead | None:
    return DeadlineRead(date=day, precision=precision) if day and precision else None


def organisation_or_none(row: Organisation | None, as_of: date) -> OrganisationRef | None:
    return organisation_ref(row, as_of) if row else None


def _change(row: AssignmentChange, as_of: date) -> ChangeRead:
    return ChangeRead(
        project=ProjectRef.model_validate(row.project),
        milestone=ProjectRef.model_validate(row.milestone) if row.milestone else None,
        role=row.role,
        before=organisation_or_none(row.before, as_of),
        after=organisation_or_none(row.after, as_of),
        responsible_before=row.responsible_before,
        responsible_after=row.responsible_after,
        deadline=deadline_on(row.deadline_on, row.deadline_precision),
    )
