"""Taking an act of assigning back, as an act of its own: nothing that was recorded is deleted."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app.domain.access.policy import Action
from app.domain.deadlines import Deadline
from app.domain.errors import ConflictError, NotFoundError
from app.domain.messages import msgid
from app.domain.organisations.roles import AssignmentRole
from app.models import Assignment, AssignmentBatch, AssignmentChange, Document, Milestone, Project
from app.services.organisations.assignments import holder_of
from app.services.organisations.entries import Entry, carry_out
from app.services.series import next_code
from app.services.unit_of_work import UnitOfWork


def undo_assignments(work: UnitOfWork, code: str, reason: str) -> AssignmentBatch:
    """Give everything back to whom it was taken from, from today on. Raises ConflictError when it went on since."""
    work.require(Action.ASSIGNMENT_SET)
    undone = _batch(work, code)
    on = max(work.today, undone.from_on)
    entries = [_reverse(work, change, on) for change in undone.changes]
    work.because(reason)
    batch = AssignmentBatch(
        code=next_code(work.session, "PC-"),
        made_by_id=work.user_id,
        recorded_at=work.now,
        from_on=on,
        basis_document=None,
        reason=reason,
        undoes=undone,
    )
    return carry_out(work, batch, entries)


def _batch(work: UnitOfWork, code: str) -> AssignmentBatch:
    changes = selectinload(AssignmentBatch.changes)
    owners = changes.selectinload(AssignmentChange.project).selectinload(Project.assignments)
    steps = changes.selectinload(AssignmentChange.milestone).selectinload(Milestone.assignments)
    loads = (
        owners.selectinload(Assignment.organisation),
        steps.selectinload(Assignment.organisation),
        changes.selectinload(AssignmentChange.before),
        changes.selectinload(AssignmentChange.after),
    )
    wanted = select(AssignmentBatch).where(AssignmentBatch.code == code)
    row = work.session.scalar(wanted.options(*loads).with_for_update(of=AssignmentBatch))
    if row is None:
        raise NotFoundError(kind=msgid("assignment"), code=code)
    if row.undoes_id is not None:
        raise ConflictError(detail=msgid("This act takes another one back already; assign anew instead."))
    if work.session.scalar(select(AssignmentBatch.id).where(AssignmentBatch.undoes_id == row.id)) is not None:
        raise ConflictError(detail=msgid("This act was taken back before."))
    return row


def _reverse(work: UnitOfWork, change: AssignmentChange, on: date) -> Entry:
    if change.role is None:
        return _reverse_deadline(change)
    rows = (change.milestone or change.project).assignments
    held = holder_of(change.milestone or change.project, change.role, change.after, on)
    if held is None or held.organisation is not change.after or held.responsible != change.responsible_after:
        raise _gone_on(change.project)
    if any(_overlaps(row, change.role, held) for row in rows):
        raise _gone_on(change.project)
    return Entry(
        change.project,
        change.role,
        held if _opened(held, change) else None,
        change.before,
        change.responsible_before,
        basis=work.session.get(Document, change.basis_before_id) if change.basis_before_id else None,
        milestone=change.milestone,
        until=held.to_on,
    )


def _opened(held: Assignment, change: AssignmentChange) -> bool:
    """Return whether the act gave the role, and not only took it from one beside who had it as well."""
    given = (held.from_on, held.basis_document_id) == (change.batch.from_on, change.batch.basis_document_id)
    return given or change.role is AssignmentRole.LEAD


def _overlaps(row: Assignment, role: AssignmentRole, held: Assignment) -> bool:
    """Return whether somebody is to follow already, so that giving back would leave two."""
    return role is AssignmentRole.LEAD and row.role is role and row.from_on > held.from_on


def _reverse_deadline(change: AssignmentChange) -> Entry:
    row = change.project
    given = (change.deadline_on, change.deadline_precision)
    if (row.deadline_on, row.deadline_precision) != given or change.deadline_precision is None:
        raise _gone_on(row)
    assert change.deadline_on is not None  # noqa: S101 (a deadline has both)
    return Entry(row, deadline=Deadline(change.deadline_on, change.deadline_precision))


def _gone_on(project: Project) -> ConflictError:
    return ConflictError(
        detail=msgid("%(code)s was assigned anew since; assign it as it should be instead."),
        params={"code": project.code},
    )
