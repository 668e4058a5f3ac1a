"""Turns loaded rows into what goes out: the domain judges, nothing is decided here."""

from collections.abc import Iterable
from datetime import date

from app.domain.organisations.roles import AssignmentRole
from app.domain.organisations.validity import is_valid
from app.domain.portfolio.rollups import ProjectFacts, Step, count_milestones, next_milestone, project_timeliness
from app.domain.portfolio.six_clear import ClearFacts, Holder, missing
from app.domain.portfolio.timeliness import MilestoneFacts, judge
from app.models import Assignment, Milestone, Programme, Project
from app.queries.organisations.assignments import organisation_ref
from app.queries.organisations.holding import holder_on
from app.queries.resolution.quotations import quotation_read
from app.schemas.living import LivingWork
from app.schemas.portfolio import (
    DeadlineRead,
    MilestoneCounts,
    MilestoneRead,
    NextStep,
    ProgrammeRef,
    ProjectRead,
    ProjectRef,
)


def project_read(row: Project, as_of: date) -> ProjectRead:
    """Return the project; programme, milestones, assignments and quotations must be loaded."""
    steps = {milestone.number: step_of(milestone) for milestone in row.milestones}
    facts = ProjectFacts(row.status, row.deadline_on, row.completed_on)
    judgement = project_timeliness(facts, steps.values(), as_of)
    counts = count_milestones(steps.values(), as_of)
    lead = holder_on(row.assignments, AssignmentRole.LEAD, as_of)
    return ProjectRead(
        code=row.code,
        title=row.title,
        kind=row.kind,
        stage=row.stage,
        status=row.status,
        timeliness=judgement.timeliness,
        timeliness_days=judgement.days,
        deadline=deadline_read(row, "deadline"),
        original_deadline=deadline_read(row, "original_deadline"),
        programme=programme_ref(row.programme),
        lead=organisation_ref(lead.organisation, as_of) if lead else None,
        missing=list(missing(_clear_facts(row, lead, as_of), as_of)),
        quotations=[quotation_read(quotation) for quotation in row.quotations],
        milestones=MilestoneCounts.model_validate(counts),
        next_milestone=_next_step(row.milestones, steps, as_of),
        published=row.published,
        demo=row.demo,
    )


def work_of(row: Project, as_of: date) -> LivingWork:
    """Return the project as what its words have become; milestones and assignments must be loaded."""
    steps = {milestone.number: step_of(milestone) for milestone in row.milestones}
    judgement = project_timeliness(ProjectFacts(row.status, row.deadline_on, row.completed_on), steps.values(), as_of)
    lead = holder_on(row.assignments, AssignmentRole.LEAD, as_of)
    return LivingWork(
        code=row.code,
        title=row.title,
        status=row.status,
        timeliness=judgement.timeliness,
        timeliness_days=judgement.days,
        lead=organisation_ref(lead.organisation, as_of) if lead else None,
        next_milestone=_next_step(row.milestones, steps, as_of),
        missing=list(missing(_clear_facts(row, lead, as_of), as_of)),
        overdue_milestones=count_milestones(steps.values(), as_of).overdue,
    )


def milestone_read(row: Milestone, as_of: date) -> MilestoneRead:
    """Return the milestone; its project must be loaded."""
    judgement = judge(facts_of(row), as_of)
    return MilestoneRead(
        code=row.code,
        title=row.title,
        project=ProjectRef.model_validate(row.project),
        stage=row.stage,
        product=row.product,
        planned_start=row.planned_start,
        deadline=deadline_read(row, "deadline"),
        original_deadline=deadline_read(row, "original_deadline"),
        times_extended=row.times_extended,
        started_on=row.started_on,
        completed_on=row.completed_on,
        status=row.status,
        timeliness=judgement.timeliness,
        timeliness_days=judgement.days,
        waiting_days=judgement.waiting_days,
        share_done=row.share_done,
        conditional=row.conditional,
        demo=row.demo,
    )


def facts_of(row: Milestone) -> MilestoneFacts:
    return MilestoneFacts(row.status, row.deadline_on, row.planned_start, row.completed_on, row.claimed_on)


def step_of(row: Milestone) -> Step:
    return Step(row.code, row.number, facts_of(row), conditional=row.conditional, started_on=row.started_on)


def programme_ref(row: Programme | None) -> ProgrammeRef | None:
    return ProgrammeRef.model_validate(row) if row else None


def deadline_read(row: Project | Milestone, field: str) -> DeadlineRead | None:
    """Return the deadline or the original one, None while nobody has set it."""
    on, precision = getattr(row, f"{field}_on"), getattr(row, f"{field}_precision")
    return DeadlineRead(date=on, precision=precision) if on else None


def _next_step(milestones: list[Milestone], steps: dict[int, Step], as_of: date) -> NextStep | None:
    step = next_milestone(steps.values())
    if step is None:
        return None
    row = next(milestone for milestone in milestones if milestone.number == step.number)
    judgement = judge(step.facts, as_of)
    return NextStep(
        code=row.code,
        title=row.title,
        deadline=deadline_read(row, "deadline"),
        timeliness=judgement.timeliness,
        days=judgement.days,
    )


def _clear_facts(row: Project, lead: Assignment | None, as_of: date) -> ClearFacts:
    return ClearFacts(
        work=row.title,
        lead=_holder(lead),
        responsible=lead.responsible if lead else None,
        deadline_on=row.deadline_on,
        product=row.product,
        decider=_decider(row.assignments, as_of),
    )


def _decider(assignments: Iterable[Assignment], as_of: date) -> Holder | None:
    """Return one of those who decide; several may, and one that still exists is enough."""
    holders = [
        Holder(row.organisation.valid_from, row.organisation.valid_to)
        for row in assignments
        if row.role is AssignmentRole.DECIDE and is_valid(row.from_on, row.to_on, as_of)
    ]
    existing = (holder for holder in holders if is_valid(holder.valid_from, holder.valid_to, as_of))
    return next(existing, next(iter(holders), None))


def _holder(row: Assignment | None) -> Holder | None:
    return Holder(row.organisation.valid_from, row.organisation.valid_to) if row else None
