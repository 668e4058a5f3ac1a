"""What became of the portfolio, or a part of it, between two moments: a number of statements that never grows."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.access.actor import Actor
from app.domain.access.policy import Action, permits
from app.domain.deadlines import Deadline
from app.domain.history.comparing import ChangedNoun, ChangeKind
from app.domain.history.moments import Span
from app.domain.history.states import Days, Value
from app.domain.organisations.roles import AssignmentRole
from app.domain.portfolio.statuses import MilestoneStatus
from app.domain.work.extensions import ExtensionStatus
from app.models import Evidence, Organisation, StatusChange
from app.queries.access.visibility import answered_ids
from app.queries.history import sources, telling
from app.queries.history.lookups import holders_in, papers_among, people_among
from app.queries.history.scopes import Reader, Scope, projects_of
from app.queries.history.telling import Told
from app.queries.history.windows import Chain, Row, Window
from app.schemas.comparing import ChangedRef, ChangeRead

EVERYTHING = Scope()
_NOUNS = list(ChangedNoun)
_KINDS = list(ChangeKind)


def changes_between(session: Session, reader: Reader, span: Span, scope: Scope = EVERYTHING) -> list[ChangeRead]:
    """Return all changes in the order of their projects, milestones and kinds.

    The session reads the later moment and is restricted to what the reader may see; what is hidden now is not told of,
    and what was hidden from the reader at the earlier moment shows as published.
    """
    window = Window(span, projects_of(reader, scope, span))
    told = _told_of_work(session, reader, window) if scope.has_work else []
    told += _told_of_others(session, window) if scope.has_others else ()
    reads = _read(session, reader.actor, told)
    return sorted((each for each in reads if _is_asked(each, scope)), key=_order)


def count_kinds(changes: Iterable[ChangeRead]) -> dict[ChangeKind, int]:
    """Return how many changes of each kind there are, in the order of the kinds; those without any are left out."""
    counts = Counter(change.kind for change in changes)
    return {kind: counts[kind] for kind in ChangeKind if counts[kind]}


def _told_of_work(session: Session, reader: Reader, window: Window) -> list[Told]:
    days = Days(window.span.since.day, window.span.until.day)
    projects = sources.project_chains(session, window)
    unseen = _unseen_before(session, reader, projects)
    requests = sources.request_chains(session, window)
    told: list[Told] = [
        *telling.told_of_projects(projects, days, unseen),
        *telling.told_of_milestones(sources.milestone_chains(session, window), days),
        *telling.told_of_assignments(sources.assignment_chains(session, window), days),
        *telling.told_of_requests(requests),
        *telling.told_of_quotations(sources.quotation_chains(session, window)),
    ]
    if permits(reader.actor, Action.TALK_VIEW):
        told += telling.told_of_obstacles(sources.obstacle_chains(session, window))
    there = (each for each in told if each.subject.project and each.subject.project[0])
    added = {each.subject.code for each in told if each.change.kind is ChangeKind.ADDED}
    seen = [each for each in there if _is_told(each, unseen, added)]
    return _with_grounds(session, window, seen, requests)


def _is_told(told: Told, unseen: Collection[int], added: Collection[str]) -> bool:
    """Return whether a change is worth a line: not before its work was seen, nor the words that new work came with."""
    if told.subject.project_id in unseen:
        return told.change.kind is ChangeKind.PUBLISHED
    return told.change.kind is not ChangeKind.QUOTED or told.subject.code not in added


def _unseen_before(session: Session, reader: Reader, projects: Iterable[Chain]) -> frozenset[int]:
    """Return the projects that were published meanwhile, where the reader sees no others."""
    answered = answered_ids(reader.actor, reader.today, past=reader.past)
    if answered is None:
        return frozenset()
    hidden = {
        chain.last["id"]
        for chain in projects
        if chain.before and not chain.before["published"] and chain.after and chain.after["published"]
    }
    return frozenset(hidden - set(session.connection().execute(answered).scalars()) if hidden else hidden)


def _told_of_others(session: Session, window: Window) -> Iterator[Told]:
    yield from telling.told_of_named(ChangedNoun.PROGRAMME, sources.programme_chains(session, window))
    yield from telling.told_of_named(ChangedNoun.INDICATOR, sources.indicator_chains(session, window))
    yield from telling.told_of_measurements(sources.measurement_chains(session, window))
    organisations = sources.organisation_chains(session, window)
    yield from telling.told_of_named(ChangedNoun.ORGANISATION, organisations, ended="valid_to")


def _with_grounds(session: Session, window: Window, told: list[Told], requests: Iterable[Chain]) -> list[Told]:
    """Add what moves rest on, from the history of states, and what later deadlines rest on, from their requests."""
    moves = _moves(session, window)
    grants = {
        _work_key(chain.last): chain.last
        for chain in requests
        if chain.after and chain.after["status"] == ExtensionStatus.GRANTED.value
    }
    return [_grounded(each, moves, grants) for each in told]


def _moves(session: Session, window: Window) -> dict[tuple[str, str], Row]:
    """Return the last move to each state by the code of its work and the state."""
    table = sources.table_of(StatusChange)
    project, milestone = sources.WORK_ALIASES
    change, evidence = table.alias("grounds"), sources.table_of(Evidence).alias("grounds_evidence")
    statement = (
        select(change.c.to_status, change.c.effective_on, change.c.reason, evidence.c.document_id)
        .add_columns(project.c.code.label("project"), milestone.c.code.label("milestone"))
        .select_from(change)
        .outerjoin(evidence, evidence.c.status_change_id == change.c.id)
        .outerjoin(project, project.c.id == change.c.project_id)
        .outerjoin(milestone, milestone.c.id == change.c.milestone_id)
        .where(change.c.id.in_(window.revised(table)))
        .order_by(change.c.id)
    )
    found = session.connection().execute(statement).mappings()
    return {(row["milestone"] or row["project"], row["to_status"]): row for row in found}


def _grounded(told: Told, moves: dict[tuple[str, str], Row], grants: dict[str, Row]) -> Told:
    code, kind = told.subject.code, told.change.kind
    if kind in {ChangeKind.MOVED, ChangeKind.COMPLETED} and (move := moves.get((code, str(told.change.after)))):
        # The product came with the claim; who confirms brings no other.
        is_done = kind is ChangeKind.COMPLETED
        claim = moves.get((code, MilestoneStatus.AWAITING_CONFIRMATION.value)) if is_done else None
        document_id = move["document_id"] or (claim["document_id"] if claim is not None else None)
        reason = move["reason"] or told.reason
        return replace(told, reason=reason, document_id=document_id, effective_on=move["effective_on"])
    if kind is ChangeKind.RE_DATED and (grant := grants.get(code)):
        return replace(told, reason=grant["decision"] or told.reason, document_id=grant["document_id"])
    return told


def _work_key(row: Row) -> str:
    return str(row["milestone_code"] or row["project_code"])


def _is_asked(change: ChangeRead, scope: Scope) -> bool:
    """Return whether a change outside projects belongs to what is asked for; the others were found by their project."""
    if scope.milestones is not None:
        return change.code in scope.milestones
    if change.project is not None:
        return True
    if scope.indicators is not None:
        return change.code in scope.indicators
    if scope.programmes is not None and change.programme not in scope.programmes:
        return False
    return scope.organisations is None or change.code in scope.organisations


def _order(change: ChangeRead) -> tuple[object, ...]:
    is_outside = change.project is None
    above = change.project.code if change.project else ""
    return (is_outside, above, _NOUNS.index(change.noun), change.code, _KINDS.index(change.kind))


def _read(session: Session, actor: Actor, told: Sequence[Told]) -> Iterator[ChangeRead]:
    knows_people = permits(actor, Action.PEOPLE_VIEW)
    papers = papers_among(session, {each.document_id for each in told if each.document_id is not None})
    people = people_among(
        session, {each.person_id for each in told if each.person_id is not None} if knows_people else ()
    )
    holders = holders_in(session, told)
    for each in told:
        yield ChangeRead(
            **_what(each, holders),
            at=each.at,
            effective_on=each.effective_on,
            person=people.get(each.person_id or 0),
            reason=(each.reason or None) if knows_people else None,
            document=papers.get(each.document_id or 0),
        )


def _what(told: Told, holders: dict[str, Organisation]) -> dict[str, Any]:
    subject, change = told.subject, told.change
    sides = {side: getattr(change, side) for side in ("before", "after")}
    names = dict(zip(sides, told.names, strict=True))
    if change.kind is ChangeKind.REASSIGNED:
        names = {side: holders[str(value)].short_name if value else None for side, value in sides.items()}
        sides = {side: holders[str(value)].code if value else None for side, value in sides.items()}
    is_role = change.kind in {ChangeKind.REASSIGNED, ChangeKind.RESPONSIBLE}
    project = subject.project
    return {
        "kind": change.kind,
        "noun": subject.noun,
        "code": subject.code,
        "title": subject.title,
        "project": ChangedRef(code=project[0], title=project[1]) if project else None,
        "programme": subject.programme,
        "role": AssignmentRole(change.about) if is_role and change.about else None,
        "field": None if is_role else change.about,
        **_spelt(sides),
        **{f"{side}_name": name for side, name in names.items()},
        "times_extended": change.times,
        "days_late": change.days,
        "late_from": change.on,
    }


def _spelt(sides: dict[str, Value]) -> dict[str, Any]:
    """Return both sides as text, a deadline as its day beside its precision."""
    deadlines = {side: value for side, value in sides.items() if isinstance(value, Deadline)}
    words = {side: deadlines[side].on if side in deadlines else value for side, value in sides.items()}
    return {
        **{side: None if value is None else str(value) for side, value in words.items()},
        **{f"{side}_precision": value.precision for side, value in deadlines.items()},
    }
