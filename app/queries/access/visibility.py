"""Which work a reader may see, as SQL: the policy's view, put on every statement of a reading session.

No query has to remember it. What hangs on a project (its milestones, words, owners, history) is seen with it; so is a
document, as POLICY's "document:view" says: one that nobody has published by whoever holds an office and sees work it
rests on, has added it, or plans.
"""

from collections.abc import Collection
from datetime import date

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    event,
    false,
    func,
    literal,
    or_,
    select,
    union,
)
from sqlalchemy.orm import ORMExecuteState, Session, with_loader_criteria
from sqlalchemy.orm.util import LoaderCriteriaOption

from app.domain.access.actor import Actor, Role
from app.domain.organisations.roles import ANSWERING
from app.models import (
    Assignment,
    AssignmentChange,
    Comment,
    Document,
    Explanation,
    Extension,
    Forecast,
    Milestone,
    Obstacle,
    ProgressReport,
    Project,
    Quotation,
    StatusChange,
    Urging,
)
from app.queries.access.papers import RESTING
from app.queries.spans import holds

_OPTIONS = "visibility"
# Bare tables under other names: what the criteria ask is neither restricted again nor tied to the statement around it.
_PROJECT = Project.__table__.alias("seen_project")
_MILESTONE = Milestone.__table__.alias("seen_milestone")
_ASSIGNMENT = Assignment.__table__.alias("seen_assignment")


def restrict(session: Session, actor: Actor, today: date) -> None:
    """Let the session read from here on only what `actor` may see."""
    if actor.has(Role.PLANNER):
        return
    session.info[_OPTIONS] = seen_by(actor, today)
    event.listen(session, "do_orm_execute", _apply)


def visible_ids(actor: Actor, today: date) -> Select[int]:
    """Return the ids of the projects that POLICY's "work:view" lets `actor` see."""
    if actor.has(Role.PLANNER):
        return select(_PROJECT.c.id)
    seen: ColumnElement[bool] = _PROJECT.c.published if actor.offices or actor.reads_published else false()
    agencies = actor.organisations(Role.AGENCY)
    if agencies:
        seen = or_(seen, _PROJECT.c.id.in_(_answered_for(agencies, today)))
    return select(_PROJECT.c.id).where(seen)


def _answered_for(agencies: Collection[int], today: date) -> Select[int]:
    """Return the projects in which one of the agencies leads or coordinates anything today."""
    held = _ASSIGNMENT.c
    above = select(_MILESTONE.c.project_id).where(_MILESTONE.c.id == held.milestone_id).scalar_subquery()
    by_them = held.organisation_id.in_(agencies) & held.role.in_(ANSWERING)
    return select(func.coalesce(held.project_id, above)).where(holds(held.from_on, held.to_on, today), by_them)


# What hangs on a project or a milestone, and is seen where that is.
_HANGING = (Assignment, Quotation, StatusChange, Extension, Obstacle, Explanation, Urging, Comment, Forecast)
_ON_PROJECTS = (*_HANGING, AssignmentChange)
_ON_MILESTONES = (*_HANGING, ProgressReport)


def seen_by(actor: Actor, today: date) -> tuple[LoaderCriteriaOption, ...]:
    """Return what lets one statement, also of a change, find only what `actor` may see."""
    if actor.has(Role.PLANNER):
        return ()
    # As functions of the entity: what is given as an expression would not follow an alias.
    visible = visible_ids(actor, today)
    milestones = select(_MILESTONE.c.id).where(_MILESTONE.c.project_id.in_(visible))
    criteria = [
        with_loader_criteria(Project, lambda seen: seen.id.in_(visible), include_aliases=True),
        with_loader_criteria(Milestone, lambda seen: seen.project_id.in_(visible), include_aliases=True),
    ]
    project = lambda seen: seen.project_id.is_(None) | seen.project_id.in_(visible)  # noqa: E731 (SQLAlchemy wants lambdas)
    milestone = lambda seen: seen.milestone_id.is_(None) | seen.milestone_id.in_(milestones)  # noqa: E731 (likewise)
    criteria += [with_loader_criteria(table, project, include_aliases=True) for table in _ON_PROJECTS]
    criteria += [with_loader_criteria(table, milestone, include_aliases=True) for table in _ON_MILESTONES]
    if not actor.offices:
        reads = literal(actor.reads_published)
        criteria.append(with_loader_criteria(Document, lambda seen: seen.published & reads, include_aliases=True))
    else:
        mine, known = actor.user_id, _papers_of(visible, milestones)
        papers = lambda seen: seen.published | (seen.added_by_id == mine) | seen.id.in_(known)  # noqa: E731 (likewise)
        criteria.append(with_loader_criteria(Document, papers, include_aliases=True))
    return tuple(criteria)


def _papers_of(projects: Select[int], milestones: Select[int]) -> CompoundSelect[int]:
    """Return the documents that visible work rests on: what moved it, what was reported, who was given it, and when."""
    seen = {"project_id": projects, "milestone_id": milestones}
    return union(
        *(
            select(each.document).where(
                each.linked, or_(*(each.work.c[name].in_(ids) for name, ids in seen.items() if name in each.work.c))
            )
            for each in RESTING
        )
    )


def _apply(state: ORMExecuteState) -> None:
    if state.is_select:
        state.statement = state.statement.options(*state.session.info[_OPTIONS])
