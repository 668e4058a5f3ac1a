"""Rolling a project's milestones up into its status, whenever one of them has changed."""

from app.domain.portfolio.rollups import Step, project_status
from app.domain.portfolio.statuses import MilestoneStatus, ProjectStatus
from app.domain.portfolio.timeliness import MilestoneFacts
from app.models import Milestone, Project


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


def rolled_up(project: Project) -> ProjectStatus:
    return project_status(
        Step(row.code, row.number, _facts(row), conditional=row.conditional, started_on=row.started_on)
        for row in project.milestones
    )


def _facts(row: Milestone) -> MilestoneFacts:
    return MilestoneFacts(row.status, row.deadline_on, row.planned_start, row.completed_on, row.claimed_on)
