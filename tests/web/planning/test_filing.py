"""Who has filed for a period: each lead's open projects, reported on in time, late, or not."""

from datetime import UTC, date, datetime

from fastapi.testclient import TestClient
from sqlalchemy.orm import Session

from app.models import Milestone, Organisation, ProgressReport, User
from tests.factories import Make
from tests.web.planning.conftest import Headers


def report(make: Make, milestone: Milestone, lead: Organisation, on: date, at: datetime) -> None:
    """Let the lead report on the milestone, of that day, known at that moment."""
    user: User = make.user()
    said = {"milestone": milestone, "organisation": lead, "reported_by": user, "effective_on": on, "recorded_at": at}
    make.session.add(ProgressReport(**said, share_done=0.5, done="Đã đo", unchanged=False))
    make.session.flush()


def test_leads_stand_with_what_they_filed(
    writer: TestClient, planner: Headers, make: Make, lead: Organisation, session: Session
) -> None:
    steps = []
    for _ in range(3):
        step = make.milestone(project=make.project(published=True))
        make.assignment(project=step.project, organisation=lead, from_on=date(2026, 1, 1))
        steps.append(step)
    session.flush()
    report(make, steps[0], lead, date(2026, 10, 14), datetime(2026, 10, 19, 16, 59, tzinfo=UTC))
    report(make, steps[1], lead, date(2026, 10, 1), datetime(2026, 10, 19, 17, 1, tzinfo=UTC))
    report(make, steps[2], lead, date(2026, 9, 14), datetime(2026, 10, 1, tzinfo=UTC))

    (october,) = writer.get("/api/v1/filings?reporting_period=2026-10", headers=planner).json()["items"]
    (running,) = writer.get("/api/v1/filings?reporting_period=2026-12", headers=planner).json()["items"]
    page = writer.get("/bao-cao-tien-do?lang=en&reporting_period=2026-10", headers=planner).text

    assert (october["period_from"], october["period_to"], october["due_on"]) == (
        "2026-09-15",
        "2026-10-14",
        "2026-10-19",
    )
    assert [october[name] for name in ("projects", "in_time", "late", "awaited", "silent")] == [3, 1, 1, 0, 1]
    assert [each["project"]["code"] for each in october["unfiled"]] == [steps[2].project.code]
    assert [running[name] for name in ("projects", "awaited", "silent")] == [3, 3, 0]
    assert ("1 project not reported on" in page, "reporting_period=2026-Q4" in page) == (True, True)


def test_what_names_no_period_is_refused_and_the_public_sees_nothing(writer: TestClient, planner: Headers) -> None:
    assert writer.get("/api/v1/filings?reporting_period=2026-13", headers=planner).status_code == 400
    assert writer.get("/bao-cao-tien-do", headers=planner).status_code == 200
    assert writer.get("/api/v1/filings").status_code in {401, 403}
