"""Giving the open duties of an organisation that has ended to another, with a document: all of it or nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.domain.access.policy import Action
from app.domain.errors import FieldError, InvalidInputError
from app.domain.messages import Message, msgid
from app.domain.organisations.roles import AssignmentRole
from app.domain.organisations.validity import has_ended, is_valid
from app.models import Assignment, AssignmentBatch, Milestone, Organisation, Project
from app.queries.organisations.unsucceeded import is_open, projects_with_duties
from app.schemas.successions import Reassignment
from app.services.organisations.assignments import holder_of, may_assign, organisation_on, record_act, with_owners
from app.services.organisations.entries import Entry
from app.services.unit_of_work import UnitOfWork

MOST_AT_ONCE = 500
_Key = tuple[str, AssignmentRole]


@dataclass(frozen=True)
class Handover:
    """From whom to whom, and the first day on which the successor has it."""

    predecessor: Organisation
    successor: Organisation
    on: date
    responsible: str | None


@dataclass(frozen=True)
class _Duty:
    row: Assignment
    work: Project | Milestone
    project: Project


def reassign(work: UnitOfWork, wish: Reassignment) -> AssignmentBatch:
    """Close each duty and open it with the successor, on the document. Raises InvalidInputError with each fault."""
    entries = planned_reassignment(work, wish)
    return record_act(work, entries, wish.basis, wish.reason, _handover(work, wish).on)


def planned_reassignment(work: UnitOfWork, wish: Reassignment) -> list[Entry]:
    """Return what the wish would change, without changing it. Raises InvalidInputError."""
    work.require(Action.ASSIGNMENT_SET)
    handover = _handover(work, wish)
    duties = _chosen(wish, _open_duties(work, handover))
    faults = [
        FieldError(fault, pointer=pointer) for pointer, duty in duties.items() for fault in _faults(duty, handover)
    ]
    if faults:
        raise InvalidInputError(*faults)
    return [_entry(duty, handover) for duty in duties.values()]


def _handover(work: UnitOfWork, wish: Reassignment) -> Handover:
    predecessor = work.session.scalar(select(Organisation).where(Organisation.code == wish.predecessor))
    if predecessor is None or predecessor.valid_to is None:
        raise _refusal("/predecessor", Message(msgid("No organisation with this code has an end.")))
    on = wish.from_on or predecessor.valid_to
    if not has_ended(predecessor.valid_to, on):
        fault = msgid("%(name)s exists until %(day)s; choose that day or a later one.")
        said = {"name": predecessor.short_name, "day": f"{predecessor.valid_to:%d/%m/%Y}"}
        raise _refusal("/from_on", Message(fault, said))
    successor = organisation_on(work.session, wish.successor, on, "/successor")
    return Handover(predecessor, successor, on, wish.responsible)


def _open_duties(work: UnitOfWork, handover: Handover) -> dict[_Key, _Duty]:
    """Return what the predecessor still has to answer for, with the projects locked."""
    day = max(work.today, handover.on)
    codes = projects_with_duties(work.session, handover.predecessor.id, day)
    projects = [row for row in with_owners(work.session, codes) if may_assign(work, row)]
    duties = (
        _Duty(row, subject, project)
        for project in projects
        for subject in _parts(project)
        for row in sorted(subject.assignments, key=lambda row: row.id)
        if row.organisation is handover.predecessor and is_valid(row.from_on, row.to_on, day)
    )
    return {(duty.work.code, duty.row.role): duty for duty in duties}


def _parts(project: Project) -> list[Project | Milestone]:
    """Return the project and its milestones, as far as they are open."""
    parts: list[Project | Milestone] = [project, *project.milestones]
    return [part for part in parts if is_open(part)]


def _chosen(wish: Reassignment, duties: Mapping[_Key, _Duty]) -> dict[str, _Duty]:
    """Return the duties that are meant, by the pointer that their faults go under."""
    chosen = _all_of(wish, duties) if wish.everything else _named(wish, duties)
    if not chosen:
        raise _refusal("/duties", Message(msgid("Choose at least one duty.")))
    return chosen


def _all_of(wish: Reassignment, duties: Mapping[_Key, _Duty]) -> dict[str, _Duty]:
    found = [duty for (_, role), duty in duties.items() if not wish.roles or role in wish.roles]
    if len(found) > MOST_AT_ONCE:
        fault = msgid("These are %(count)s; at most %(most)s can be given at once. Choose some of the roles.")
        raise _refusal("/roles", Message(fault, {"count": len(found), "most": MOST_AT_ONCE}))
    return {f"/everything/{place}": duty for place, duty in enumerate(found)}


def _named(wish: Reassignment, duties: Mapping[_Key, _Duty]) -> dict[str, _Duty]:
    places: dict[_Key, str] = {}
    for place, name in enumerate(wish.duties):
        places.setdefault((name.subject, name.role), f"/duties/{place}")
    unknown = Message(msgid("This is no open duty of that organisation."))
    faults = [FieldError(unknown, pointer=pointer) for key, pointer in places.items() if key not in duties]
    if faults:
        raise InvalidInputError(*faults)
    return {pointer: duties[key] for key, pointer in places.items()}


def _faults(duty: _Duty, handover: Handover) -> Iterator[Message]:
    row, said = duty.row, {"code": duty.work.code}
    if row.from_on > handover.on:
        fault = msgid("%(code)s was given to this organisation from %(day)s only; choose that day or a later one.")
        yield Message(fault, {**said, "day": f"{row.from_on:%d/%m/%Y}"})
    elif row.from_on == handover.on and row.quotation is not None:
        fault = msgid("%(code)s has this owner by the resolution's words from that very day; choose a later day.")
        yield Message(fault, said)
    elif later := _next(duty, handover):
        fault = msgid("%(code)s is assigned anew from %(day)s; choose that day or a later one.")
        yield Message(fault, {**said, "day": f"{later.from_on:%d/%m/%Y}"})


def _next(duty: _Duty, handover: Handover) -> Assignment | None:
    """Return a row that begins while the successor would have the role: another lead, or the successor itself."""
    is_lead = duty.row.role is AssignmentRole.LEAD
    return next(
        (
            row
            for row in duty.work.assignments
            if row.role is duty.row.role
            and (is_lead or row.organisation is handover.successor)
            and row.from_on > handover.on
            and (duty.row.to_on is None or row.from_on < duty.row.to_on)
        ),
        None,
    )


def _entry(duty: _Duty, handover: Handover) -> Entry:
    row = duty.row
    stands = None
    if row.role is not AssignmentRole.LEAD:
        stands = holder_of(duty.work, row.role, handover.successor, handover.on)
    return Entry(
        duty.project,
        row.role,
        row,
        handover.successor,
        stands.responsible if stands else handover.responsible,
        milestone=duty.work if isinstance(duty.work, Milestone) else None,
        until=row.to_on,
        beside=stands is not None,
    )


def _refusal(pointer: str, fault: Message) -> InvalidInputError:
    return InvalidInputError(FieldError(fault, pointer=pointer))
