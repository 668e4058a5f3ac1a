"""My work: what an agency must do, and what waits for the planner."""

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.access.actor import Actor, Role
from app.domain.portfolio.statuses import WORKABLE_STATUSES, MilestoneStatus
from app.domain.portfolio.timeliness import Timeliness
from app.domain.work.extensions import ExtensionStatus
from app.models import Milestone, Organisation, StatusChange
from app.queries.organisations.unsucceeded import unsucceeded_total
from app.queries.portfolio.milestones import milestone_page
from app.queries.work.extensions import extension_page
from app.queries.work.recommendations import awaiting_answer_of
from app.queries.work.supervision import explanations_asked_of, urgings_of
from app.schemas.inbox import InboxGroup, InboxRead, Why
from app.schemas.parameters import ExtensionParameters, MilestoneParameters, MilestoneSort
from app.schemas.portfolio import MilestoneRead

_SHOWN = 50
_LATER_SHOWN = 10
_LATELY = timedelta(days=14)
_OPEN = sorted(WORKABLE_STATUSES)
_SPANS = ((Why.DUE_IN_3, 3), (Why.DUE_IN_7, 7), (Why.DUE_IN_15, 15))


def inbox_of(session: Session, actor: Actor, as_of: date) -> InboxRead:
    """Return what the person's offices have to do today; empty groups are left out."""
    agencies = actor.organisations(Role.AGENCY)
    codes = list(session.scalars(select(Organisation.code).where(Organisation.id.in_(agencies)).order_by("code")))
    groups = _of_agencies(session, codes, as_of) if codes else []
    extensions = []
    if actor.has(Role.PLANNER):
        groups.append(_group(session, Why.TO_CONFIRM, as_of, status=[MilestoneStatus.AWAITING_CONFIRMATION]))
        if not codes:
            groups.append(_group(session, Why.OVERDUE, as_of, timeliness=[Timeliness.OVERDUE], status=_OPEN))
        extensions = extension_page(session, ExtensionParameters(status=[ExtensionStatus.ASKED]), as_of).rows
    return InboxRead(
        leads=codes,
        groups=[group for group in groups if group.total],
        extensions=extensions,
        unsucceeded=unsucceeded_total(session, as_of) if actor.has(Role.PLANNER) else 0,
        explanations=explanations_asked_of(session, agencies, as_of) if agencies else [],
        recommendations=awaiting_answer_of(session, agencies, as_of) if agencies else [],
        urgings=urgings_of(session, agencies, as_of - _LATELY, as_of) if agencies else [],
    )


def _of_agencies(session: Session, codes: list[str], as_of: date) -> list[InboxGroup]:
    returned = _returned(session, codes, as_of)
    taken = {row.code for row in returned}
    return [
        _group(session, Why.OVERDUE, as_of, lead=codes, timeliness=[Timeliness.OVERDUE], status=_OPEN),
        InboxGroup(why=Why.RETURNED, rows=returned, total=len(returned)),
        *_due(session, codes, taken, as_of),
        _group(session, Why.AWAITING, as_of, lead=codes, status=[MilestoneStatus.AWAITING_CONFIRMATION]),
        _later(session, codes, taken, as_of),
        _group(session, Why.UNDATED, as_of, lead=codes, timeliness=[Timeliness.NO_DEADLINE], status=_OPEN),
    ]


def _due(session: Session, codes: list[str], returned: set[str], as_of: date) -> list[InboxGroup]:
    """Return what is due within fifteen days, by how soon, but for what was returned."""
    last = as_of + timedelta(days=_SPANS[-1][1])
    wanted = MilestoneParameters(
        lead=codes, status=_OPEN, due_from=as_of, due_to=last, sort=MilestoneSort.DEADLINE, limit=200
    )
    rows = milestone_page(session, wanted, as_of).rows
    spans, taken = [], set(returned)
    for why, days in _SPANS:
        near = [row for row in rows if row.code not in taken and _is_due(row, as_of + timedelta(days=days))]
        taken |= {row.code for row in near}
        spans.append(InboxGroup(why=why, rows=near, total=len(near)))
    return spans


def _later(session: Session, codes: list[str], returned: set[str], as_of: date) -> InboxGroup:
    """Return the first of what is due after that."""
    first = as_of + timedelta(days=_SPANS[-1][1] + 1)
    group = _group(session, Why.LATER, as_of, lead=codes, status=_OPEN, due_from=first, limit=_LATER_SHOWN)
    rows = [row for row in group.rows if row.code not in returned]
    return InboxGroup(why=Why.LATER, rows=rows, total=group.total - len(group.rows) + len(rows))


def _is_due(row: MilestoneRead, last: date) -> bool:
    return row.deadline is not None and row.deadline.date <= last


def _returned(session: Session, codes: list[str], as_of: date) -> list[MilestoneRead]:
    """Return what was claimed, sent back, and not claimed again."""
    claimed = StatusChange.from_status == MilestoneStatus.AWAITING_CONFIRMATION
    returned = select(StatusChange.milestone_id).where(claimed, StatusChange.to_status == MilestoneStatus.IN_PROGRESS)
    found = select(Milestone.code).where(Milestone.id.in_(returned), Milestone.status == MilestoneStatus.IN_PROGRESS)
    wanted = MilestoneParameters(
        lead=codes, status=[MilestoneStatus.IN_PROGRESS], sort=MilestoneSort.DEADLINE, limit=200
    )
    sent_back = set(session.scalars(found))
    return [row for row in milestone_page(session, wanted, as_of).rows if row.code in sent_back]


def _group(session: Session, why: Why, as_of: date, **filters: object) -> InboxGroup:
    wanted = MilestoneParameters.model_validate({"limit": _SHOWN, **filters, "sort": MilestoneSort.DEADLINE})
    page = milestone_page(session, wanted, as_of)
    return InboxGroup(why=why, rows=page.rows, total=page.total)
