"""SQL judges as the domain does: the same table, over every combination and on both databases."""

from datetime import date, timedelta
from itertools import product

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session, selectinload

from app.domain.portfolio.matrix import Matrix, cell_of
from app.domain.portfolio.rollups import ProjectFacts, project_timeliness
from app.domain.portfolio.six_clear import Clear
from app.domain.portfolio.statuses import MilestoneStatus
from app.domain.portfolio.timeliness import judge
from app.models import Milestone, Project
from app.queries import timeliness as sql
from app.queries.portfolio.clarity import lacks_clarity
from app.queries.portfolio.matrices import milestone_matrices
from app.queries.portfolio.projects import READING
from app.queries.portfolio.reading import facts_of, project_read, step_of
from tests.conftest import TODAY
from tests.factories import Make

DAYS = [None, *(TODAY + timedelta(days=days) for days in (-8, -1, 0, 1, 7, 8))]
ON = [TODAY, date(2024, 1, 1), date(2025, 7, 1), date(2030, 12, 31)]


def test_every_milestone_is_judged_alike(session: Session, make: Make) -> None:
    project = make.project()
    for status, deadline, start, done in product(MilestoneStatus, DAYS, (None, TODAY + timedelta(days=1)), DAYS[:5]):
        make.milestone(project=project, status=status, deadline_on=deadline, planned_start=start, completed_on=done)

    found = session.execute(select(Milestone, sql.milestone_timeliness(TODAY))).all()

    assert len(found) == 6 * 7 * 2 * 5
    assert [row.code for row, said in found if judge(facts_of(row), TODAY).timeliness != said] == []


@pytest.mark.parametrize("as_of", ON)
def test_every_project_of_the_story_is_judged_alike(demonstration: Engine, as_of: date) -> None:
    with Session(demonstration) as session:
        statement = select(Project, sql.project_timeliness(as_of)).options(selectinload(Project.milestones))
        found = session.execute(statement).all()
        wrong = [
            row.code
            for row, said in found
            if project_timeliness(
                ProjectFacts(row.status, row.deadline_on, row.completed_on), map(step_of, row.milestones), as_of
            ).timeliness
            != said
        ]

    assert len(found) == 162
    assert wrong == []


@pytest.mark.parametrize("as_of", ON)
def test_what_lacks_clarity_is_found_alike(demonstration: Engine, as_of: date) -> None:
    with Session(demonstration) as session:
        found = session.execute(select(Project, lacks_clarity(as_of)).options(*READING)).all()
        wrong = [row.code for row, lacks in found if bool(project_read(row, as_of).missing) != lacks]

    assert wrong == []


def test_a_demonstration_holds_clear_and_unclear_projects(demonstration: Engine) -> None:
    with Session(demonstration) as session:
        rows = session.scalars(select(Project).options(*READING)).all()
        missing = [project_read(row, TODAY).missing for row in rows]

    assert [] in missing
    assert {clear for each in missing for clear in each} == set(Clear) - {Clear.WORK}


@pytest.mark.parametrize("as_of", ON)
def test_the_official_table_counts_each_milestone_once(demonstration: Engine, as_of: date) -> None:
    with Session(demonstration) as session:
        rows = session.scalars(select(Milestone)).all()
        counted = milestone_matrices(session, Project.resolution_id, Project.id > 0, as_of)

    expected = Matrix.of(cell_of(row.status, judge(facts_of(row), as_of).timeliness) for row in rows)
    assert list(counted.values()) == [expected]
    assert expected.total == len(rows)
