"""The list of duties that nobody has taken over: as of a day, by who has ended, the lead first."""

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from app.domain.organisations.roles import AssignmentRole
from app.domain.portfolio.statuses import MilestoneStatus, ProjectStatus
from app.models import Organisation
from app.queries.organisations.unsucceeded import duty_page, ended_with_duties, unsucceeded_total
from app.schemas.parameters import DutyParameters
from tests.conftest import TODAY, CountQueries
from tests.factories import Make

ENDED = date(2025, 7, 1)
Duty = tuple[str, str, str]


@pytest.fixture
def district(make: Make) -> Organisation:
    return make.organisation(code="ubnd-quan", valid_to=ENDED)


def duties(session: Session, as_of: date = TODAY, **wanted: object) -> list[Duty]:
    rows = duty_page(session, DutyParameters.model_validate(wanted), as_of).rows
    return [(row.organisation.code, row.role.value, row.subject) for row in rows]


def test_the_day_before_it_ended_nothing_waits_and_from_that_day_on_all_of_it(
    session: Session, make: Make, district: Organisation
) -> None:
    row = make.assignment(organisation=district)
    make.assignment()

    assert row.project
    waiting = [("ubnd-quan", "lead", row.project.code)]
    assert {day: duties(session, day) for day in (ENDED - timedelta(days=1), ENDED, TODAY)} == {
        ENDED - timedelta(days=1): [],
        ENDED: waiting,
        TODAY: waiting,
    }
    assert [unsucceeded_total(session, day) for day in (ENDED - timedelta(days=1), ENDED)] == [0, 1]


def test_what_is_over_or_held_no_longer_waits_for_nobody(session: Session, make: Make, district: Organisation) -> None:
    make.assignment(organisation=district, to_on=TODAY)
    for status in (ProjectStatus.COMPLETED, ProjectStatus.CANCELLED):
        over = make.project(status=status)
        make.assignment(organisation=district, project=over)
        make.assignment(organisation=district, milestone=make.milestone(project=over))
    for state in (MilestoneStatus.COMPLETED, MilestoneStatus.CANCELLED):
        make.assignment(organisation=district, milestone=make.milestone(status=state))
    stopped = make.assignment(organisation=district, project=make.project(status=ProjectStatus.SUSPENDED)).project

    assert stopped
    assert duties(session) == [("ubnd-quan", "lead", stopped.code)]


def test_each_organisation_has_its_leads_first_and_milestones_too(
    session: Session, make: Make, district: Organisation
) -> None:
    other = make.organisation(code="so-cu", valid_to=ENDED)
    project = make.project(code="p")
    step = make.milestone(project=project, code="p.M1")
    make.assignment(organisation=other, project=project, role=AssignmentRole.COORDINATE)
    make.assignment(organisation=district, project=project, role=AssignmentRole.COORDINATE)
    make.assignment(organisation=district, milestone=step)

    assert duties(session) == [
        ("ubnd-quan", "lead", "p.M1"),
        ("ubnd-quan", "coordinate", "p"),
        ("so-cu", "coordinate", "p"),
    ]
    assert duties(session, organisation=["so-cu"]) == [("so-cu", "coordinate", "p")]
    assert duties(session, role=["lead"]) == [("ubnd-quan", "lead", "p.M1")]


def test_paging_goes_through_all_of_them_once(session: Session, make: Make, district: Organisation) -> None:
    for role in (AssignmentRole.COORDINATE, AssignmentRole.LEAD, AssignmentRole.MONITOR):
        make.assignment(organisation=district, role=role)
    found, cursor = [], None
    while True:
        page = duty_page(session, DutyParameters(limit=1, cursor=cursor), TODAY)
        found += [row.role.value for row in page.rows]
        cursor = page.next
        if cursor is None:
            break

    assert found == ["lead", "coordinate", "monitor"]


def test_suggestions_are_what_is_recorded_unknown_ones_last(
    session: Session, make: Make, district: Organisation
) -> None:
    make.assignment(organisation=district)
    alone = make.assignment(organisation=make.organisation(valid_to=ENDED)).organisation
    make.succession(predecessor=district, successor=None, scope="phần còn lại")
    known = make.succession(predecessor=district, scope="trên địa bàn").successor

    ended = ended_with_duties(session, DutyParameters(), TODAY)

    assert known
    told = {
        each.organisation.code: [(s.successor.code if s.successor else None, s.scope) for s in each.suggestions]
        for each in ended
    }
    assert told == {"ubnd-quan": [(known.code, "trên địa bàn"), (None, "phần còn lại")], alone.code: []}
    assert [each.duties for each in ended] == [1, 1]


def test_the_number_of_statements_does_not_grow(session: Session, make: Make, count_queries: CountQueries) -> None:
    for _ in range(12):
        gone = make.organisation(valid_to=ENDED)
        make.assignment(organisation=gone)
        make.assignment(organisation=gone, milestone=make.milestone())
        make.succession(predecessor=gone)
    session.flush()
    session.expunge_all()

    # The rows, their projects, their number, and whom the ended passed on to.
    with count_queries(4):
        assert len(duty_page(session, DutyParameters(), TODAY).rows) == 24
    # The organisations and what they passed on; who stands there now is known by then.
    with count_queries(2):
        assert len(ended_with_duties(session, DutyParameters(), TODAY)) == 12
