"""Progress reports, and requests for a later deadline."""

from datetime import date

import pytest
from sqlalchemy import select

from app.domain.deadlines import DeadlinePrecision
from app.domain.errors import ConflictError, InvalidInputError, NotPermittedError
from app.domain.portfolio.statuses import MilestoneStatus
from app.domain.work.extensions import ExtensionStatus
from app.models import Extension, ProgressReport
from app.schemas.work import ExtensionDecision, NewExtension, NewReport
from app.services.work.extensions import ask_for_milestone, ask_for_project, decide, withdraw
from app.services.work.reports import renew, report_progress
from tests.conftest import TODAY
from tests.factories import Make
from tests.services.work.conftest import Scene

ASK = NewExtension(deadline="2027-Q1", reason="Chờ mặt bằng")
GRANT, REFUSE = ExtensionDecision(granted=True), ExtensionDecision(granted=False, reason="Không đủ căn cứ")


def asked(scene: Scene) -> Extension:
    return ask_for_milestone(scene.work("officer"), scene.milestone.code, ASK)


def test_a_report_says_how_far_it_is_and_renews_the_day(scene: Scene) -> None:
    row = report_progress(scene.work("officer"), scene.milestone.code, NewReport(share_done=0.4, done="Đo đạc"))

    assert (row.share_done, row.renewed_on, row.status) == (0.4, TODAY, MilestoneStatus.IN_PROGRESS)
    assert [(each.done, each.unchanged) for each in scene.session.scalars(select(ProgressReport))] == [
        ("Đo đạc", False)
    ]


def test_the_first_report_starts_the_milestone(scene: Scene, make: Make) -> None:
    fresh = make.milestone(project=scene.project, status=MilestoneStatus.NOT_STARTED)

    row = report_progress(scene.work("officer"), fresh.code, NewReport(share_done=0.1, done="Bắt đầu"))

    assert (row.status, row.started_on) == (MilestoneStatus.IN_PROGRESS, TODAY)


def test_one_press_says_that_nothing_has_changed(scene: Scene) -> None:
    scene.milestone.share_done = 0.3
    row = renew(scene.work("officer"), scene.milestone.code)

    report = scene.session.scalars(select(ProgressReport)).one()
    assert (row.renewed_on, row.share_done, report.unchanged) == (TODAY, 0.3, True)


def test_what_is_completed_takes_no_more_reports(scene: Scene, make: Make) -> None:
    done = make.milestone(project=scene.project, status=MilestoneStatus.COMPLETED)

    with pytest.raises(ConflictError):
        renew(scene.work("officer"), done.code)


def test_a_grant_moves_the_deadline_and_keeps_the_original(scene: Scene) -> None:
    extension = asked(scene)

    decide(scene.work("planner"), extension.code, GRANT)

    row = scene.milestone
    assert (row.deadline_on, row.deadline_precision) == (date(2027, 3, 31), DeadlinePrecision.QUARTER)
    assert (row.original_deadline_on, row.times_extended) == (date(2026, 12, 31), 1)
    assert (extension.status, extension.decided_by_id) == (ExtensionStatus.GRANTED, scene.people["planner"][0].id)


def test_another_deadline_may_be_granted_than_was_asked_for(scene: Scene) -> None:
    extension = asked(scene)

    decide(scene.work("planner"), extension.code, ExtensionDecision(granted=True, deadline="2027-01-31"))

    assert (scene.milestone.deadline_on, extension.wanted_on) == (date(2027, 1, 31), date(2027, 3, 31))


def test_a_refusal_leaves_the_deadline_and_needs_a_reason(scene: Scene) -> None:
    extension = asked(scene)

    with pytest.raises(InvalidInputError):
        decide(scene.work("planner"), extension.code, ExtensionDecision(granted=False))
    decide(scene.work("planner"), extension.code, REFUSE)

    assert (extension.status, scene.milestone.deadline_on) == (ExtensionStatus.REFUSED, date(2026, 12, 31))
    with pytest.raises(ConflictError):
        decide(scene.work("planner"), extension.code, GRANT)


@pytest.mark.parametrize("who", ["planner", "helper", "supervisor", "monitor", "stranger"])
def test_only_the_lead_asks(scene: Scene, who: str) -> None:
    with pytest.raises(NotPermittedError):
        ask_for_milestone(scene.work(who), scene.milestone.code, ASK)


@pytest.mark.parametrize("who", ["officer", "helper", "supervisor", "monitor"])
def test_only_a_planner_decides(scene: Scene, who: str) -> None:
    extension = asked(scene)

    with pytest.raises(NotPermittedError):
        decide(scene.work(who), extension.code, GRANT)


def test_one_request_at_a_time_until_it_is_withdrawn(scene: Scene) -> None:
    extension = asked(scene)

    with pytest.raises(InvalidInputError):
        asked(scene)
    withdraw(scene.work("officer"), extension.code)

    assert asked(scene).code != extension.code


@pytest.mark.parametrize("deadline", ["2026-12-31", "2026", "2020-01-01"])
def test_the_new_deadline_is_later(scene: Scene, deadline: str) -> None:
    with pytest.raises(InvalidInputError):
        ask_for_milestone(scene.work("officer"), scene.milestone.code, NewExtension(deadline=deadline, reason="x"))


def test_a_milestone_stays_within_its_project_which_can_be_extended_first(scene: Scene) -> None:
    scene.project.deadline_on = scene.project.original_deadline_on = date(2026, 12, 31)
    scene.project.deadline_precision = scene.project.original_deadline_precision = DeadlinePrecision.YEAR
    scene.session.flush()

    with pytest.raises(InvalidInputError):
        asked(scene)
    above = ask_for_project(scene.work("officer"), scene.project.code, ASK)
    decide(scene.work("planner"), above.code, GRANT)

    assert asked(scene).wanted_on == scene.project.deadline_on == date(2027, 3, 31)
