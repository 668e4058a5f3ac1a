"""Rolling a project's milestones up into its status, whenever one of them has changed."""

from datetime import date

from app.domain.portfolio.rollups import Step, project_status
from app.domain.portfolio.statuses import MilestoneStatus, ProjectStatus
from app.domain.portfolio.timeliness import MilestoneFacts
from app.models import Milestone, Project, StatusChange
from app.services.acting import acting_organisation
from app.services.unit_of_work import UnitOfWork


def settle(project: Project) -> None:
    """Roll the milestones up into the project's status, and say so when any value is illustrative."""
    project.demo = project.demo or any(row.demo for row in project.milestones)
    if project.status_overridden:
        return
    project.status = rolled_up(project)
    done = {ProjectStatus.COMPLETED, ProjectStatus.AWAITING_CONFIRMATION}
    required = [
        row for row in project.milestones if not row.conditional and row.status is not MilestoneStatus.CANCELLED
    ]
    products = [row.completed_on for row in required if row.completed_on]
    project.completed_on = max(products, default=None) if project.status in done else None


def record_settling(work: UnitOfWork, project: Project, on: date) -> None:
    """Settle the project, and write its own move down beside that of the milestone it follows from."""
    before = project.status
    settle(project)
    if project.status is before:
        return
    work.session.add(
        StatusChange(
            project_id=project.id,
            from_status=before.value,
            to_status=project.status.value,
            effective_on=on,
            recorded_at=work.now,
            actor=acting_organisation(work).short_name,
            actor_id=work.user_id,
            reason="",
            demo=False,
        )
    )


def rolled_up(project: Project) -> ProjectStatus:
    return project_status(
        Step(row.code, row.number, _facts(row), conditional=row.conditional, started_on=row.started_on)
        for row in project.milestones
    )


def _facts(row: Milestone) -> MilestoneFacts:
    return MilestoneFacts(row.status, row.deadline_on, row.planned_start, row.completed_on, row.claimed_on)
