"""Who is late: organisations with overdue milestones, and when they were last urged."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.access.actor import Actor
from app.domain.access.policy import Action, permits
from app.domain.organisations.roles import AssignmentRole
from app.domain.portfolio.statuses import WORKABLE_STATUSES
from app.domain.portfolio.timeliness import Timeliness
from app.models import Assignment, Milestone, Organisation, Urging
from app.queries.organisations.assignments import organisation_ref
from app.queries.organisations.holding import holds_on
from app.queries.portfolio.milestones import milestone_page
from app.schemas.late import LateMilestone, LateOrganisation, LateRead
from app.schemas.parameters import MilestoneParameters, MilestoneSort
from app.schemas.portfolio import MilestoneRead

_SHOWN = 200


def late_organisations(session: Session, actor: Actor, as_of: date) -> LateRead:
    """Return who leads overdue milestones, the worst first; the number of statements does not depend on how many."""
    wanted = MilestoneParameters(
        timeliness=[Timeliness.OVERDUE], status=sorted(WORKABLE_STATUSES), sort=MilestoneSort.DEADLINE, limit=_SHOWN
    )
    page = milestone_page(session, wanted, as_of)
    leads = _leads(session, page.rows, as_of)
    urged = _last_urged(session, page.rows)
    by_lead: dict[int | None, list[MilestoneRead]] = {}
    for row in page.rows:
        lead = leads.get(row.code)
        by_lead.setdefault(lead.id if lead else None, []).append(row)
    names = {lead.id: organisation_ref(lead, as_of) for lead in leads.values()}
    return LateRead(
        may_urge=permits(actor, Action.URGE),
        total=page.total,
        organisations=[
            LateOrganisation(
                organisation=names.get(lead) if lead else None,
                worst_days=max(row.timeliness_days or 0 for row in rows),
                milestones=[LateMilestone(milestone=row, last_urged_at=urged.get(row.code)) for row in rows],
            )
            for lead, rows in sorted(by_lead.items(), key=lambda item: -len(item[1]))
        ],
    )


def _leads(session: Session, rows: Iterable[MilestoneRead], as_of: date) -> dict[str, Organisation]:
    """Return who leads each milestone on the day: its own lead, else its project's."""
    codes = [row.code for row in rows]
    above = select(Milestone.code, Organisation).join(Assignment, Assignment.project_id == Milestone.project_id)
    own = select(Milestone.code, Organisation).join(Assignment, Assignment.milestone_id == Milestone.id)
    leads: dict[str, Organisation] = {}
    for statement in (above, own):
        held = statement.join(Organisation, Assignment.organisation_id == Organisation.id)
        is_lead = (Assignment.role == AssignmentRole.LEAD) & holds_on(as_of)
        leads |= dict(session.execute(held.where(is_lead, Milestone.code.in_(codes))).all())
    return leads


def _last_urged(session: Session, rows: Iterable[MilestoneRead]) -> dict[str, datetime]:
    last = select(Milestone.code, func.max(Urging.recorded_at)).join(Milestone, Urging.milestone_id == Milestone.id)
    found = last.where(Milestone.code.in_([row.code for row in rows])).group_by(Milestone.code)
    return dict(session.execute(found).all())
