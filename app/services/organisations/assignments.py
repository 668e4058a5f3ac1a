"""Assigning organisations to projects, one or many at a time: all of it or nothing."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from app.domain.access.policy import Action
from app.domain.deadlines import Deadline
from app.domain.errors import ConflictError, FieldError, InvalidInputError
from app.domain.messages import Message, msgid
from app.domain.organisations.roles import AssignmentRole
from app.domain.organisations.validity import is_valid
from app.models import Assignment, AssignmentBatch, Milestone, Organisation, Project
from app.queries.access.subjects import subject_of_project
from app.schemas.assigning import BasisWish, BulkAssignment, HolderWish, NewAssignment
from app.services.organisations.basis import document_of
from app.services.organisations.entries import Entry, carry_out
from app.services.portfolio.deadlines import deadline_of
from app.services.portfolio.projects import project_to_change
from app.services.series import next_code
from app.services.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Holder:
    """Who is to have a role."""

    role: AssignmentRole
    organisation: Organisation
    responsible: str | None = None


@dataclass(frozen=True)
class Wanted:
    """What is asked for each of the projects, from the day on."""

    from_on: date
    holders: tuple[Holder, ...]
    deadline: Deadline | None = None


def assign(work: UnitOfWork, project: str, wish: NewAssignment) -> AssignmentBatch:
    """Give one project an owner; the former lead's row is closed the same day."""
    row = project_to_change(work, project, Action.ASSIGNMENT_SET)
    on = wish.from_on or work.today
    organisation = organisation_on(work.session, wish.organisation, on, "/organisation")
    wanted = Wanted(on, (Holder(wish.role, organisation, wish.responsible),))
    loaded = with_owners(work.session, [row.code])
    return record_act(work, _entries(loaded, wanted, ["/organisation"]), wish.basis, wish.reason, on)


def assign_many(work: UnitOfWork, wish: BulkAssignment) -> AssignmentBatch:
    """Give many projects a lead, coordinators and a deadline. Raises InvalidInputError with each project's fault."""
    entries = planned_entries(work, wish)
    return record_act(work, entries, wish.basis, wish.reason, wish.from_on or work.today)


def planned_entries(work: UnitOfWork, wish: BulkAssignment) -> list[Entry]:
    """Return what the wish would change, without changing it. Raises InvalidInputError or ConflictError."""
    work.require(Action.ASSIGNMENT_SET)
    wanted = _wanted(work, wish)
    codes = list(dict.fromkeys(wish.projects))
    rows = with_owners(work.session, codes)
    known = {row.code for row in rows if may_assign(work, row)}
    unknown = Message(msgid("There is no such project."))
    faults = [
        FieldError(unknown, pointer=f"/projects/{place}") for place, code in enumerate(codes) if code not in known
    ]
    if faults:
        raise InvalidInputError(*faults)
    rows.sort(key=lambda row: codes.index(row.code))
    return _entries(rows, wanted, [f"/projects/{wish.projects.index(row.code)}" for row in rows])


def holder_of(
    row: Project | Milestone, role: AssignmentRole, organisation: Organisation | None, on: date
) -> Assignment | None:
    """Return who has the role on the day: any organisation for the one lead, the one that is asked for otherwise."""
    return next(
        (
            each
            for each in row.assignments
            if each.role is role
            and is_valid(each.from_on, each.to_on, on)
            and (role is AssignmentRole.LEAD or each.organisation is organisation)
        ),
        None,
    )


def may_assign(work: UnitOfWork, row: Project) -> bool:
    """Return True, so that it can stand in a condition. Raises NotFoundError or NotPermittedError."""
    work.require(Action.ASSIGNMENT_SET, subject_of_project(row, work.today))
    return True


def _wanted(work: UnitOfWork, wish: BulkAssignment) -> Wanted:
    if wish.lead is None and not wish.coordinators and wish.deadline is None:
        raise InvalidInputError(
            FieldError(Message(msgid("Name a lead, a coordinating organisation or a deadline.")), pointer="/lead")
        )
    on = wish.from_on or work.today
    holders = [_lead(work.session, wish.lead, on)] if wish.lead else []
    for place, code in enumerate(dict.fromkeys(wish.coordinators)):
        organisation = organisation_on(work.session, code, on, f"/coordinators/{place}")
        if wish.lead and wish.lead.organisation == code:
            fault = Message(msgid("The lead does not coordinate beside itself."))
            raise InvalidInputError(FieldError(fault, pointer=f"/coordinators/{place}"))
        holders.append(Holder(AssignmentRole.COORDINATE, organisation))
    return Wanted(on, tuple(holders), deadline_of(wish.deadline))


def _lead(session: Session, wish: HolderWish, on: date) -> Holder:
    organisation = organisation_on(session, wish.organisation, on, "/lead/organisation")
    return Holder(AssignmentRole.LEAD, organisation, wish.responsible)


def organisation_on(session: Session, code: str, on: date, pointer: str) -> Organisation:
    """Return the organisation that exists on the day. Raises InvalidInputError under the pointer."""
    row = session.scalar(select(Organisation).where(Organisation.code == code))
    if row is None or not is_valid(row.valid_from, row.valid_to, on):
        fault = Message(msgid("No organisation with this code exists on that day."))
        raise InvalidInputError(FieldError(fault, pointer=pointer))
    return row


def with_owners(session: Session, codes: Iterable[str]) -> list[Project]:
    """Return the projects with their owners and milestones, locked in one order so that two acts cannot cross."""
    owners, steps = selectinload(Project.assignments), selectinload(Project.milestones)
    loads = (
        owners.selectinload(Assignment.organisation),
        owners.selectinload(Assignment.quotation),
        steps,
        steps.selectinload(Milestone.assignments).options(
            selectinload(Assignment.organisation), selectinload(Assignment.quotation)
        ),
    )
    wanted = select(Project).where(Project.code.in_(list(codes))).order_by(Project.id)
    return list(session.scalars(wanted.options(*loads).with_for_update(of=Project)))


def _entries(rows: Sequence[Project], wanted: Wanted, pointers: Sequence[str]) -> list[Entry]:
    """Return what changes; what is so already is left out. Raises ConflictError where nothing is left."""
    entries: list[Entry] = []
    faults: list[FieldError] = []
    for row, pointer in zip(rows, pointers, strict=True):
        found = list(_faults(row, wanted))
        faults += [FieldError(fault, pointer=pointer) for fault in found]
        entries += [] if found else _entries_of(row, wanted)
    if faults:
        raise InvalidInputError(*faults)
    if not entries:
        raise ConflictError(detail=msgid("All of this is so already; nothing would change."))
    return entries


def _entries_of(row: Project, wanted: Wanted) -> Iterator[Entry]:
    for holder in wanted.holders:
        held = holder_of(row, holder.role, holder.organisation, wanted.from_on)
        if not _is_held_by(held, holder):
            yield Entry(row, holder.role, held, holder.organisation, holder.responsible)
    if wanted.deadline is not None and row.deadline_on is None:
        yield Entry(row, deadline=wanted.deadline)


def _is_held_by(held: Assignment | None, holder: Holder) -> bool:
    """Return whether nothing is to change; who names no person leaves the one that is named."""
    same = held is not None and held.organisation is holder.organisation
    return same and (holder.responsible is None or (held is not None and held.responsible == holder.responsible))


def _faults(row: Project, wanted: Wanted) -> Iterator[Message]:
    for holder in wanted.holders:
        held = holder_of(row, holder.role, holder.organisation, wanted.from_on)
        if _is_held_by(held, holder):
            continue
        if later := _later(row, holder, wanted.from_on):
            yield Message(
                msgid("%(code)s is assigned anew from %(day)s; choose that day or a later one."),
                {"code": row.code, "day": f"{later.from_on:%d/%m/%Y}"},
            )
        elif held is not None and held.from_on == wanted.from_on and held.quotation is not None:
            yield Message(
                msgid("%(code)s has this owner by the resolution's words from that very day; choose a later day."),
                {"code": row.code},
            )
    yield from _deadline_faults(row, wanted.deadline)


def _later(row: Project, holder: Holder, on: date) -> Assignment | None:
    """Return a row that begins after the day, which an open-ended one would overlap."""
    mine = (
        each
        for each in row.assignments
        if each.role is holder.role and (holder.role is AssignmentRole.LEAD or each.organisation is holder.organisation)
    )
    return next((each for each in mine if each.from_on > on), None)


def _deadline_faults(row: Project, deadline: Deadline | None) -> Iterator[Message]:
    if deadline is None:
        return
    if row.deadline_on is not None and (row.deadline_on, row.deadline_precision) != (deadline.on, deadline.precision):
        yield Message(msgid("%(code)s has a deadline already; it moves by an extension."), {"code": row.code})
    late = next((each for each in row.milestones if each.deadline_on and each.deadline_on > deadline.on), None)
    if row.deadline_on is None and late is not None:
        yield Message(msgid("Milestone %(code)s is due later than that."), {"code": late.code})


def record_act(
    work: UnitOfWork, entries: list[Entry], basis: BasisWish, reason: str | None, on: date
) -> AssignmentBatch:
    """Do what the entries say, as one act with its document."""
    work.because(reason)
    published = all(entry.project.published for entry in entries)
    batch = AssignmentBatch(
        code=next_code(work.session, "PC-"),
        made_by_id=work.user_id,
        recorded_at=work.now,
        from_on=on,
        basis_document=document_of(work, basis, published=published),
        reason=reason or "",
    )
    return carry_out(work, batch, entries)
