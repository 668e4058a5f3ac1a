"""The overview adds up: every project and milestone stands in exactly one of its rows."""

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app.db.engine import reading
from app.queries.overview import overview
from app.schemas.overview import Outside, OverviewRead
from app.schemas.portfolio import ProgrammeRead
from tests.conftest import TODAY
from tests.factories import Make


@pytest.fixture
def story(demonstration: Engine) -> OverviewRead:
    with reading(demonstration)() as session:
        found = overview(session, TODAY)
    assert found is not None
    return found


def test_an_empty_portfolio_has_no_overview(session: Session) -> None:
    assert overview(session, TODAY) is None


def test_programmes_and_what_is_outside_them_make_up_all_projects(story: OverviewRead) -> None:
    assert story.outside is not None
    rows: list[ProgrammeRead | Outside] = [*story.programmes, story.outside]

    assert len(rows) == 10
    assert sum(row.projects for row in rows) == story.projects
    assert sum(row.overdue for row in rows) == story.overdue_projects
    assert sum(row.lacking for row in rows) == story.undecided.lacking
    assert sum(row.matrix.total for row in rows) == story.matrix.total


def test_the_longest_overdue_milestone_comes_first(story: OverviewRead) -> None:
    days = [milestone.timeliness_days or 0 for milestone in story.overdue]

    assert days == sorted(days, reverse=True)
    assert days[0] > 0


def test_where_every_project_is_in_a_programme_nothing_is_outside(session: Session, make: Make) -> None:
    make.project()

    found = overview(session, TODAY)

    assert found is not None
    assert found.outside is None
