"""What SQL says of projects as they come, the domain says too: combinations that no story holds."""

from datetime import date, timedelta
from itertools import combinations_with_replacement, product

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from app.domain.organisations.roles import AssignmentRole
from app.domain.portfolio.matrix import Matrix, cell_of
from app.domain.portfolio.rollups import ProjectFacts, project_timeliness
from app.domain.portfolio.statuses import MilestoneStatus, ProjectStatus
from app.domain.portfolio.timeliness import Timeliness
from app.models import Milestone, Project
from app.queries import timeliness as sql
from app.queries.portfolio.clarity import lacks_clarity
from app.queries.portfolio.matrices import project_matrices
from app.queries.portfolio.programmes import programme_page
from app.queries.portfolio.projects import READING
from app.queries.portfolio.reading import project_read, step_of
from app.schemas.parameters import ProgrammeParameters
from app.services.portfolio.settling import settle
from tests.conftest import TODAY
from tests.factories import Make

PAST, NEAR, FAR = (TODAY + timedelta(days=days) for days in (-9, 3, 90))
# Status, deadline, date of the product, conditional: each a different way to count.
STEPS = (
    (MilestoneStatus.NOT_STARTED, None, None, False),
    (MilestoneStatus.NOT_STARTED, PAST, None, True),
    (MilestoneStatus.IN_PROGRESS, PAST, None, False),
    (MilestoneStatus.IN_PROGRESS, NEAR, None, False),
    (MilestoneStatus.AWAITING_CONFIRMATION, PAST, TODAY, False),
    (MilestoneStatus.COMPLETED, NEAR, PAST, False),
    (MilestoneStatus.COMPLETED, PAST, None, False),
    (MilestoneStatus.CANCELLED, PAST, FAR, False),
    (MilestoneStatus.SUSPENDED, FAR, None, False),
)


def populate(make: Make) -> None:
    """Add a project for every two steps and each deadline of its own, rolled up as the services do."""
    programme = make.programme()
    for steps, own in product(combinations_with_replacement(STEPS, 2), (None, PAST, FAR)):
        project = make.project(programme=programme, deadline_on=own, milestones=[])
        for status, deadline, product_on, conditional in steps:
            make.milestone(
                project=project, status=status, deadline_on=deadline, completed_on=product_on, conditional=conditional
            )
        settle(project)
    make.session.flush()


def judged(row: Project) -> Timeliness:
    facts = ProjectFacts(row.status, row.deadline_on, row.completed_on)
    return project_timeliness(facts, map(step_of, row.milestones), TODAY).timeliness


def test_every_project_is_judged_alike(session: Session, make: Make) -> None:
    populate(make)

    statement = select(Project, sql.project_timeliness(TODAY)).options(selectinload(Project.milestones))
    found = session.execute(statement).all()

    assert len(found) == 135
    assert {row.status for row, _ in found} == set(ProjectStatus) - {ProjectStatus.SUSPENDED}
    assert [(row.code, judged(row), said) for row, said in found if judged(row) != said] == []


def test_the_table_of_projects_counts_each_once(session: Session, make: Make) -> None:
    populate(make)

    rows = session.scalars(select(Project).options(selectinload(Project.milestones))).all()
    counted = project_matrices(session, Project.programme_id, Project.id > 0, TODAY)

    assert list(counted.values()) == [Matrix.of(cell_of(row.status, judged(row)) for row in rows)]


def test_a_programme_says_what_its_lists_hold(session: Session, make: Make) -> None:
    populate(make)

    programme = programme_page(session, ProgrammeParameters(), TODAY).rows[0]
    rows = session.scalars(select(Project).options(selectinload(Project.milestones))).all()
    milestones = session.scalars(select(Milestone)).all()

    assert programme.projects == len(rows)
    assert programme.overdue == sum(judged(row) is Timeliness.OVERDUE for row in rows)
    assert programme.undated == sum(judged(row) is Timeliness.NO_DEADLINE for row in rows)
    assert programme.lacking == len(rows)
    assert programme.matrix.total + programme.matrix.cancelled == len(milestones)
    assert programme.matrix.on_time.denominator == programme.matrix.overdue.denominator


def test_a_cancelled_milestone_leaves_no_date_to_its_project(make: Make) -> None:
    project = make.project(milestones=[])
    make.milestone(project=project, status=MilestoneStatus.COMPLETED, completed_on=PAST)
    make.milestone(project=project, status=MilestoneStatus.CANCELLED, completed_on=FAR)

    settle(project)

    assert (project.status, project.completed_on) == (ProjectStatus.COMPLETED, PAST)


HOLDERS = (
    (None, None, None, None),
    (None, None, None, TODAY),
    (None, None, TODAY, None),
    (None, None, TODAY + timedelta(days=1), None),
    (date(2024, 1, 1), TODAY, None, None),
    (TODAY, None, None, None),
)


def test_what_lacks_clarity_is_found_alike(session: Session, make: Make) -> None:
    for title, product_, deadline, responsible in product(("Cầu", "  "), ("Cầu", None, " "), (TODAY, None), ("A", "")):
        project = make.project(title=title, product=product_, deadline_on=deadline)
        make.assignment(project=project, responsible=responsible)
        make.assignment(project=project, role=AssignmentRole.DECIDE)

    found = session.execute(select(Project, lacks_clarity(TODAY)).options(*READING)).all()

    assert [lacks for _, lacks in found].count(False) == 1
    assert [row.code for row, lacks in found if bool(project_read(row, TODAY).missing) != lacks] == []


@pytest.mark.parametrize("role", [AssignmentRole.LEAD, AssignmentRole.DECIDE])
def test_who_holds_a_role_is_found_alike(session: Session, make: Make, role: AssignmentRole) -> None:
    other = AssignmentRole.DECIDE if role is AssignmentRole.LEAD else AssignmentRole.LEAD
    for from_on, to_on, valid_from, valid_to in HOLDERS:
        project = make.project(product="Cầu", deadline_on=TODAY)
        organisation = make.organisation(valid_from=valid_from, valid_to=valid_to)
        held = {"from_on": from_on or date(2023, 3, 24), "to_on": to_on, "responsible": "Giám đốc"}
        make.assignment(project=project, organisation=organisation, role=role, **held)
        make.assignment(project=project, role=other, responsible="Giám đốc")

    found = session.execute(select(Project, lacks_clarity(TODAY)).options(*READING).order_by(Project.id)).all()

    assert [lacks for _, lacks in found] == [False, True, False, True, True, False]
    assert [bool(project_read(row, TODAY).missing) for row, _ in found] == [lacks for _, lacks in found]


@pytest.mark.parametrize("ended_first", [True, False])
def test_one_of_two_deciders_that_still_exists_is_enough(session: Session, make: Make, *, ended_first: bool) -> None:
    project = make.project(product="Cầu", deadline_on=TODAY)
    make.assignment(project=project, responsible="Giám đốc")
    for valid_to in (TODAY, None) if ended_first else (None, TODAY):
        decider = make.organisation(valid_to=valid_to)
        make.assignment(project=project, organisation=decider, role=AssignmentRole.DECIDE)

    row, lacks = session.execute(select(Project, lacks_clarity(TODAY)).options(*READING)).one()

    assert (project_read(row, TODAY).missing, lacks) == ([], False)
