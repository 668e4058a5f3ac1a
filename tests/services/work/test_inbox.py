"""What an agency has to do, by why it is in the list: each milestone once."""

from datetime import date, timedelta

from app.domain.portfolio.statuses import MilestoneStatus
from app.queries.work.inbox import inbox_of
from app.schemas.inbox import Why
from tests.conftest import TODAY
from tests.factories import Make
from tests.services.work.conftest import Scene

_IN = {"late": -1, "today": 0, "in 3": 3, "in 4": 4, "in 7": 7, "in 8": 8, "in 15": 15, "in 16": 16, "far": 400}


def groups(scene: Scene, who: str) -> dict[Why, list[str]]:
    inbox = inbox_of(scene.session, scene.work(who).actor, TODAY)
    return {group.why: [row.title for row in group.rows] for group in inbox.groups}


def milestones(scene: Scene, make: Make) -> None:
    """Give the project a milestone for every reason."""
    underway = {"status": MilestoneStatus.IN_PROGRESS, "started_on": date(2026, 1, 5)}
    scene.milestone.title, scene.milestone.deadline_on = "undated", None
    for title, days in _IN.items():
        make.milestone(project=scene.project, title=title, deadline_on=TODAY + timedelta(days=days), **underway)
    for title, days in (("returned soon", 5), ("returned far", 90)):
        due = TODAY + timedelta(days=days)
        row = make.milestone(project=scene.project, title=title, deadline_on=due, **underway)
        make.status_change(milestone=row, from_status="awaiting_confirmation", to_status="in_progress")
    claimed = {"status": MilestoneStatus.AWAITING_CONFIRMATION, "claimed_on": TODAY}
    make.milestone(project=scene.project, title="claimed", deadline_on=TODAY + timedelta(days=2), **claimed)
    make.milestone(project=scene.project, title="done", status=MilestoneStatus.COMPLETED, completed_on=TODAY)
    scene.session.flush()


def test_every_milestone_of_the_lead_stands_once_under_its_reason(scene: Scene, make: Make) -> None:
    milestones(scene, make)

    assert groups(scene, "officer") == {
        Why.OVERDUE: ["late"],
        Why.RETURNED: ["returned soon", "returned far"],
        Why.DUE_IN_3: ["today", "in 3"],
        Why.DUE_IN_7: ["in 4", "in 7"],
        Why.DUE_IN_15: ["in 8", "in 15"],
        Why.AWAITING: ["claimed"],
        Why.LATER: ["in 16", "far"],
        Why.UNDATED: ["undated"],
    }
    assert groups(scene, "helper") == groups(scene, "stranger") == {}


def test_ten_of_what_is_due_later_are_shown_and_all_are_counted(scene: Scene, make: Make) -> None:
    for days in range(12):
        make.milestone(
            project=scene.project,
            deadline_on=TODAY + timedelta(days=20 + days),
            status=MilestoneStatus.IN_PROGRESS,
            started_on=date(2026, 1, 5),
        )
    scene.session.flush()

    (later,) = inbox_of(scene.session, scene.work("officer").actor, TODAY).groups
    assert (later.why, len(later.rows), later.total) == (Why.LATER, 10, 13)
