"""The story of one project: plans, owners, moves and extensions, each on its day and by the rules of the lifecycle."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from app.domain.deadlines import Deadline
from app.domain.errors import SeedError
from app.domain.organisations.roles import AssignmentRole
from app.domain.portfolio.statuses import MILESTONE_LIFECYCLE, MilestoneStatus, ProjectStatus
from app.models import Assignment, Milestone, Project, StatusChange
from app.schemas.demo import DemoAssignment, DemoMilestone, DemoMove, DemoProject
from app.services.portfolio.settling import rolled_up, settle
from app.services.seeding.lookup import found
from app.services.seeding.stage import Stage
from app.services.seeding.steps import Step

Dated = tuple[date, Callable[[], None]]


def steps_of(stage: Stage, story: DemoProject) -> Iterator[Step]:
    """Yield what happens to one project. Raises SeedError when a code is unknown."""
    record = f"demo project {story.code}"
    project = found(stage.projects, story.code, record, "code")
    for on, act in _project_steps(stage, project, story):
        yield Step(on, partial(_settled, project, act))
    milestones = {str(row.number): row for row in project.milestones}
    for wish in story.milestone:
        row = found(milestones, str(wish.number), record, "milestone")
        for on, act in _milestone_steps(stage, row, wish):
            yield Step(on, partial(_settled, project, act))


def _settled(project: Project, act: Callable[[], None]) -> None:
    """Do what happened, and settle the project on its day: the past must show none that lags behind its milestones."""
    act()
    settle(project)


def _project_steps(stage: Stage, project: Project, story: DemoProject) -> Iterator[Dated]:
    yield story.planned_on, partial(_plan_project, project, story)
    for extension in story.extension:
        yield extension.on, partial(_extend, project, extension.deadline)
    for assignment in story.assignment:
        yield assignment.from_on, partial(_assign, stage, project, assignment)
    if story.suspended_by:
        yield story.suspended_by.on, partial(_suspend, stage, project, story.suspended_by)


def _plan_project(project: Project, story: DemoProject) -> None:
    project.demo = True
    project.stage = story.stage or project.stage
    project.group = story.group or project.group
    project.product = story.product or project.product
    _set_deadline(project, story.deadline)


def _milestone_steps(stage: Stage, row: Milestone, wish: DemoMilestone) -> Iterator[Dated]:
    yield wish.planned_on, partial(_plan_milestone, row, wish)
    for extension in wish.extension:
        yield extension.on, partial(_extend, row, extension.deadline)
    for move in wish.move:
        yield move.on, partial(_move, stage, row, move)


def _plan_milestone(row: Milestone, wish: DemoMilestone) -> None:
    row.demo = True
    row.planned_start = wish.planned_start
    row.share_done = wish.share_done
    _set_deadline(row, wish.deadline)


def _set_deadline(row: Project | Milestone, deadline: Deadline | None) -> None:
    """Set the first deadline; it stays the original one."""
    if deadline is None:
        return
    row.deadline_on = row.original_deadline_on = deadline.on
    row.deadline_precision = row.original_deadline_precision = deadline.precision


def _extend(row: Project | Milestone, deadline: Deadline) -> None:
    if row.deadline_on is None or deadline.on <= row.deadline_on:
        raise SeedError(record=f"demo {row.code}", why="an extension moves a deadline to a later day")
    row.deadline_on, row.deadline_precision = deadline.on, deadline.precision
    if isinstance(row, Milestone):
        row.times_extended += 1


def _assign(stage: Stage, project: Project, wish: DemoAssignment) -> None:
    organisation = found(stage.organisations, wish.organisation, f"demo project {project.code}", "organisation")
    if wish.role is AssignmentRole.LEAD:
        for row in project.assignments:
            if row.role is AssignmentRole.LEAD and row.to_on is None:
                row.to_on = wish.from_on
    project.assignments.append(
        Assignment(
            organisation=organisation,
            role=wish.role,
            from_on=wish.from_on,
            to_on=wish.to_on,
            responsible=wish.responsible,
            basis_document=stage.document(wish.basis),
            demo=True,
        )
    )


def _suspend(stage: Stage, project: Project, move: DemoMove) -> None:
    if not move.reason or move.document is None:
        raise SeedError(record=f"demo {project.code} on {move.on}", why="a suspension needs a reason and a document")
    change = _change(stage, move, rolled_up(project))
    change.project_id = project.id
    project.status, project.status_overridden = ProjectStatus.SUSPENDED, True


def _move(stage: Stage, row: Milestone, move: DemoMove) -> None:
    before = row.status
    _require_move(row, move, stage.before_suspension.get(row.code))
    if move.to is MilestoneStatus.SUSPENDED:
        stage.before_suspension[row.code] = before
    _change(stage, move, before).milestone_id = row.id
    row.status = move.to
    if before is not MilestoneStatus.SUSPENDED:
        _date(row, move)


def _date(row: Milestone, move: DemoMove) -> None:
    """Keep the dates that a move sets; going back to the state before a suspension sets none."""
    if move.to is MilestoneStatus.IN_PROGRESS:
        row.started_on = row.started_on or move.on
        row.completed_on = None
    if move.to is MilestoneStatus.AWAITING_CONFIRMATION:
        row.completed_on = move.product_on or move.on
        row.claimed_on = move.on
    if move.to is MilestoneStatus.COMPLETED:
        row.share_done = 1.0


def _require_move(row: Milestone, move: DemoMove, previous: MilestoneStatus | None) -> None:
    record = f"demo {row.code} on {move.on}"
    if not MILESTONE_LIFECYCLE.allows(row.status, move.to, previous):
        raise SeedError(record=record, why=f"{row.status} cannot become {move.to}")
    if MILESTONE_LIFECYCLE.asks_for_reason(row.status, move.to) and not move.reason:
        raise SeedError(record=record, why="this move needs a reason")
    if MILESTONE_LIFECYCLE.asks_for_document(row.status, move.to) and move.document is None:
        raise SeedError(record=record, why="this move needs a document")


def _change(stage: Stage, move: DemoMove, before: MilestoneStatus | ProjectStatus) -> StatusChange:
    document = stage.document(move.document)
    row = StatusChange(
        from_status=before.value,
        to_status=move.to.value,
        effective_on=move.on,
        recorded_at=stage.session.info["now"],
        actor=move.actor,
        reason=move.reason,
        documents=[document] if document else [],
        demo=True,
    )
    stage.session.add(row)
    return row
