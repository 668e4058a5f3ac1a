"""What an act of assigning changes in one project, before and while it is done."""

from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.deadlines import Deadline
from app.domain.organisations.roles import AssignmentRole
from app.models import Assignment, AssignmentBatch, AssignmentChange, Document, Milestone, Organisation, Project
from app.services.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Entry:
    """One role of one project, or of its milestone, that goes from whoever holds it to `after`, None for nobody.

    Without a role, the deadline is set, or taken back where `deadline` is the one it has. `basis` is None until the
    act's own document is known. `until` is the first day on which `after` no longer has it, None while no end is set.
    `beside` says that `after` has the role anyhow, beside the one who held it.
    """

    project: Project
    role: AssignmentRole | None = None
    held: Assignment | None = None
    after: Organisation | None = None
    responsible: str | None = None
    deadline: Deadline | None = None
    basis: Document | None = None
    milestone: Milestone | None = None
    until: date | None = None
    beside: bool = False


def carry_out(work: UnitOfWork, batch: AssignmentBatch, entries: list[Entry]) -> AssignmentBatch:
    """Record the act with what was before, then do it."""
    batch.changes = [_change(entry) for entry in entries]
    work.session.add(batch)
    for entry in entries:
        if entry.role is None:
            _toggle_deadline(entry)
        else:
            _hand_over(entry, entry.role, batch.from_on, entry.basis or batch.basis_document)
    work.session.flush()
    return batch


def _change(entry: Entry) -> AssignmentChange:
    held, deadline = entry.held, entry.deadline
    return AssignmentChange(
        project=entry.project,
        milestone=entry.milestone,
        role=entry.role,
        before=held.organisation if held else None,
        after=entry.after,
        responsible_before=held.responsible if held else None,
        responsible_after=entry.responsible,
        basis_before_id=held.basis_document_id if held else None,
        deadline_on=deadline.on if deadline else None,
        deadline_precision=deadline.precision if deadline else None,
    )


def _toggle_deadline(entry: Entry) -> None:
    row, deadline = entry.project, entry.deadline if entry.project.deadline_on is None else None
    row.deadline_on = row.original_deadline_on = deadline.on if deadline else None
    row.deadline_precision = row.original_deadline_precision = deadline.precision if deadline else None


def _hand_over(entry: Entry, role: AssignmentRole, on: date, basis: Document | None) -> None:
    """Close the row that holds the role and open another; one that began the same day changes hands itself."""
    held, opens = entry.held, entry.after is not None and not entry.beside
    if held is not None and held.from_on == on and entry.after is not None and opens:
        held.organisation, held.responsible, held.basis_document = entry.after, entry.responsible, basis
        return
    if held is not None:
        # Nothing holds for no day at all: what began today holds until tomorrow.
        held.to_on = max(on, held.from_on + timedelta(days=1))
    if entry.after is not None and opens:
        (entry.milestone or entry.project).assignments.append(_row(entry, entry.after, role, on, basis))


def _row(
    entry: Entry, organisation: Organisation, role: AssignmentRole, on: date, basis: Document | None
) -> Assignment:
    return Assignment(
        organisation=organisation,
        role=role,
        from_on=on,
        to_on=entry.until,
        responsible=entry.responsible,
        basis_document=basis,
        demo=False,
    )
