"""Which work a reader may see, as SQL: the policy's view, put on every statement of a reading session.

Looking back changes none of it: what has been hidden since stays hidden, what was hidden then is shown to those who
answer for it today, and who answered for it then has no say.

No query has to remember it. What hangs on a project (its milestones, words, owners, history) is seen with it; so is a
document, as POLICY's "document:view" says: one that nobody has published by whoever holds an office and sees work it
rests on, has added it, or plans.
"""

from collections.abc import Collection
from datetime import date

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    FromClause,
    Select,
    Table,
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

from app.db.memory.twins import FAR, twin_of
from app.domain.access.actor import Actor, Role
from app.domain.organisations.roles import ANSWERING
from app.models import (
    Assignment,
    AssignmentChange,
    CapitalPlan,
    Comment,
    Disbursement,
    Document,
    Explanation,
    Extension,
    Forecast,
    InvestmentTotal,
    Milestone,
    Obstacle,
    ProgressReport,
    Project,
    Quotation,
    Recommendation,
    StatusChange,
    Urging,
)
from app.queries.access.papers import RESTING
from app.queries.spans import holds

_OPTIONS = "visibility"


def _today(table: FromClause, name: str) -> FromClause:
    """Return what the office knows today, also where a session looks back."""
    assert isinstance(table, Table)  # noqa: S101 (so is every mapped class of ours)
    twin = twin_of(table)
    return select(twin).where(twin.c.known_until == FAR, ~twin.c.gone).subquery(name)


# Bare tables under other names: what the criteria ask is neither restricted again nor tied to the statement around it.
_PROJECT = Project.__table__.alias("seen_project")
_MILESTONE = Milestone.__table__.alias("seen_milestone")
_ASSIGNMENT = Assignment.__table__.alias("seen_assignment")
_PROJECT_TODAY = _today(Project.__table__, "project_today")
_MILESTONE_TODAY = _today(Milestone.__table__, "milestone_today")
_ASSIGNMENT_TODAY = _today(Assignment.__table__, "assignment_today")
_DOCUMENT_TODAY = _today(Document.__table__, "document_today")


def restrict(session: Session, actor: Actor, today: date, *, past: bool = False) -> None:
    """Let the session, one that looks back or not, read from here on only what `actor` may see."""
    if actor.has(Role.PLANNER):
        return
    session.info[_OPTIONS] = seen_by(actor, today, past=past)
    event.listen(session, "do_orm_execute", _apply)


def visible_ids(actor: Actor, today: date, *, past: bool = False) -> Select[int]:
    """Return the ids of the projects that POLICY's "work:view" lets `actor` see."""
    if actor.has(Role.PLANNER):
        return select(_PROJECT.c.id)
    seen: ColumnElement[bool] = _PROJECT.c.published if actor.offices or actor.reads_published else false()
    if past:
        seen &= _PROJECT.c.id.in_(select(_PROJECT_TODAY.c.id).where(_PROJECT_TODAY.c.published))
    agencies = actor.organisations(Role.AGENCY)
    if agencies:
        seen = or_(seen, _PROJECT.c.id.in_(answered_for(agencies, today, past=past)))
    return select(_PROJECT.c.id).where(seen)


def answered_ids(actor: Actor, today: date, *, past: bool = False) -> Select[int] | None:
    """Return the ids of the projects that `actor` sees published or not, None for all of them."""
    if actor.has(Role.PLANNER):
        return None
    return answered_for(actor.organisations(Role.AGENCY), today, past=past)


def answered_for(agencies: Collection[int], today: date, *, past: bool) -> Select[int]:
    """Return the projects in which one of the agencies leads or coordinates anything today."""
    held = (_ASSIGNMENT_TODAY if past else _ASSIGNMENT).c
    milestone = (_MILESTONE_TODAY if past else _MILESTONE).c
    above = select(milestone.project_id).where(milestone.id == held.milestone_id).scalar_subquery()
    by_them = held.organisation_id.in_(agencies) & held.role.in_(ANSWERING)
    return select(func.coalesce(held.project_id, above)).where(holds(held.from_on, held.to_on, today), by_them)


# What hangs on a project or a milestone, and is seen where that is.
_TALKED = (Obstacle, Explanation, Urging, Comment, Forecast, Recommendation)
_HANGING = (Assignment, Quotation, StatusChange, Extension, *_TALKED)
_ON_PROJECTS = (*_HANGING, AssignmentChange, InvestmentTotal, CapitalPlan, Disbursement)
_ON_MILESTONES = (*_HANGING, ProgressReport)


def seen_by(actor: Actor, today: date, *, past: bool = False) -> tuple[LoaderCriteriaOption, ...]:
    """Return what lets one statement, also of a change, find only what `actor` may see."""
    if actor.has(Role.PLANNER):
        return ()
    # As functions of the entity: what is given as an expression would not follow an alias.
    visible = visible_ids(actor, today, past=past)
    milestones = select(_MILESTONE.c.id).where(_MILESTONE.c.project_id.in_(visible))
    criteria = [
        with_loader_criteria(Project, lambda seen: seen.id.in_(visible), include_aliases=True),
        with_loader_criteria(Milestone, lambda seen: seen.project_id.in_(visible), include_aliases=True),
    ]
    project = lambda seen: seen.project_id.is_(None) | seen.project_id.in_(visible)  # noqa: E731 (SQLAlchemy wants lambdas)
    milestone = lambda seen: seen.milestone_id.is_(None) | seen.milestone_id.in_(milestones)  # noqa: E731 (likewise)
    criteria += [with_loader_criteria(table, project, include_aliases=True) for table in _ON_PROJECTS]
    criteria += [with_loader_criteria(table, milestone, include_aliases=True) for table in _ON_MILESTONES]
    known = _papers_of(visible, milestones)
    criteria.append(_papers_seen(actor, known))
    if past:
        criteria.append(_papers_still_seen(actor, known))
    return tuple(criteria)


def _papers_seen(actor: Actor, known: CompoundSelect[int]) -> LoaderCriteriaOption:
    """Return what lets a statement find only the documents that POLICY's "document:view" lets `actor` see."""
    mine, reads = actor.user_id, literal(actor.reads_published)
    if not actor.offices:
        return with_loader_criteria(Document, lambda seen: seen.published & reads, include_aliases=True)
    papers = lambda seen: seen.published | (seen.added_by_id == mine) | seen.id.in_(known)  # noqa: E731 (SQLAlchemy wants lambdas)
    return with_loader_criteria(Document, papers, include_aliases=True)


def _papers_still_seen(actor: Actor, known: CompoundSelect[int]) -> LoaderCriteriaOption:
    """Return what leaves out, of documents that were published at a moment, those that have been hidden since."""
    still = select(_DOCUMENT_TODAY.c.id).where(_DOCUMENT_TODAY.c.published)
    if not actor.offices:
        return with_loader_criteria(Document, lambda seen: seen.id.in_(still), include_aliases=True)
    mine = actor.user_id
    papers = lambda seen: seen.id.in_(still) | (seen.added_by_id == mine) | seen.id.in_(known)  # noqa: E731 (likewise)
    return with_loader_criteria(Document, papers, include_aliases=True)


def _papers_of(projects: Select[int], milestones: Select[int]) -> CompoundSelect[int]:
    """Return the documents that visible work rests on: what moved it, what was reported, who was given it, and when."""
    seen = {"project_id": projects, "milestone_id": milestones}
    return union(
        *(
            select(each.document).where(
                each.linked,
                or_(
                    each.apart,
                    *(each.work.c[name].in_(ids) for name, ids in seen.items() if name in each.work.c),
                ),
            )
            for each in RESTING
        )
    )


def _apply(state: ORMExecuteState) -> None:
    if state.is_select:
        state.statement = state.statement.options(*state.session.info[_OPTIONS])
