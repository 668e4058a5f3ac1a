"""The illustrative story is replayed by the rules: what the lifecycle forbids does not load."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from app.db.engine import writing
from app.domain.errors import SeedError
from app.domain.portfolio.statuses import MilestoneStatus, ProjectStatus
from app.models import Milestone, Project, Recommendation, StatusChange
from app.services.seeding.demo import load_demo
from tests.conftest import NOW

DOCUMENT = "{number = 'MH-1/QĐ', issued_on = 2024-01-01, issuer = 'UBND', title = 'Quyết định (minh họa)'}"
BEGIN = "{on = 2024-01-02, to = 'in_progress', actor = 'Sở'}"
SUSPEND = f"{{on = 2024-02-01, to = 'suspended', actor = 'UBND', reason = 'vướng', document = {DOCUMENT}}}"
RESUME = f"{{on = 2024-03-01, to = 'in_progress', actor = 'UBND', reason = 'hết vướng', document = {DOCUMENT}}}"


@contextmanager
def tell(stage: Engine, folder: Path, milestone: str, project: str = "", recommendation: str = "") -> Iterator[Session]:
    """Replay a story of one milestone of project 3.01; nothing of it is kept."""
    (folder / "projects").mkdir(parents=True)
    (folder / "measurements.toml").write_text("measurement = []")
    (folder / "capital.toml").write_text("total = []")
    (folder / "council_sessions.toml").write_text("council_session = []")
    (folder / "recommendations.toml").write_text(recommendation or "recommendation = []", encoding="utf-8")
    (folder / "projects" / "3.toml").write_text(
        f"[[project]]\ncode = '3.01'\nplanned_on = 2024-01-01\n{project}\n"
        f"[[project.milestone]]\nnumber = 1\nplanned_on = 2024-01-01\n{milestone}\n",
        encoding="utf-8",
    )
    with writing(stage)() as session:
        session.info["now"] = NOW
        load_demo(session, folder)
        yield session


@pytest.mark.parametrize(
    ("milestone", "told"),
    [
        pytest.param("move = [{on = 2024-01-02, to = 'completed', actor = 'Sở'}]", "cannot become", id="a leap"),
        pytest.param(
            "deadline = '2024-06'\nextension = [{on = 2024-05-01, deadline = '2024-05'}]",
            "later day",
            id="an earlier day",
        ),
        pytest.param(f"move = [{BEGIN}, {{on = 2024-02-01, to = 'suspended', actor = 'x'}}]", "reason", id="no reason"),
        pytest.param(
            f"move = [{BEGIN}, {{on = 2024-02-01, to = 'suspended', actor = 'x', reason = 'y'}}]",
            "document",
            id="no document",
        ),
    ],
)
def test_what_the_rules_forbid_is_refused(stage: Engine, tmp_path: Path, milestone: str, told: str) -> None:
    with pytest.raises(SeedError, match=told), tell(stage, tmp_path, milestone):
        pass


def test_a_suspension_ends_in_the_state_before_it(stage: Engine, tmp_path: Path) -> None:
    with tell(stage, tmp_path, f"move = [{BEGIN}, {SUSPEND}, {RESUME}]") as session:
        row = session.scalars(select(Milestone).where(Milestone.code == "15-nq-tu.3.01.M01")).one()

        assert (row.status, row.started_on is not None) == (MilestoneStatus.IN_PROGRESS, True)


def test_a_suspended_project_says_what_it_was(stage: Engine, tmp_path: Path) -> None:
    suspended = f"suspended_by = {SUSPEND}"
    with tell(stage, tmp_path, f"move = [{BEGIN}]", suspended) as session:
        project = session.scalars(select(Project).where(Project.code == "15-nq-tu.3.01")).one()
        change = session.scalars(select(StatusChange).where(StatusChange.project_id == project.id)).one()

        assert project.status is ProjectStatus.SUSPENDED
        assert (change.from_status, change.to_status) == ("in_progress", "suspended")


ASKED = (
    "[[recommendation]]\nprepared_on = 2024-03-01\ncontent = 'Làm sớm'\nproduct = 'Báo cáo'\nbasis = 'Kết luận'\n"
    "made_for = 'hdnd-tp'\nproject = '3.01'\n"
)
TO_COUNCIL = "addressee = 'ubnd-tp'\ndeadline_on = 2024-06-30\n"
SENT = "{on = 2024-03-02, step = 'issued', organisation = 'hdnd-tp'}"


def test_a_recommendation_is_replayed_by_its_steps(stage: Engine, tmp_path: Path) -> None:
    closed = f"{{on = 2024-07-01, step = 'closed_done', organisation = 'hdnd-tp', document = {DOCUMENT}}}"
    told = f"{ASKED}{TO_COUNCIL}follow_up = [{SENT}, {closed}]"
    with tell(stage, tmp_path, f"move = [{BEGIN}]", recommendation=told) as session:
        row = session.scalars(select(Recommendation)).one()

        assert (row.code, row.state.value, row.closed_on, row.demo) == ("KN-1", "done", date(2024, 7, 1), True)


@pytest.mark.parametrize(
    ("told", "why"),
    [
        (f"{TO_COUNCIL}follow_up = [{SENT}, {SENT}]", "cannot be taken"),
        (
            f"{TO_COUNCIL}follow_up = [{SENT}, {{on = 2024-07-01, step = 'urged', organisation = 'hdnd-tp'}}]",
            "document",
        ),
        (
            f"{TO_COUNCIL}follow_up = [{SENT}, {{on = 2024-07-01, step = 'answered', organisation = 'ubnd-tp'}}]",
            "words",
        ),
        ("addressee = 'thanh-uy'\ndeadline_on = 2024-06-30", "Party"),
        ("addressee = 'khong-co'\ndeadline_on = 2024-06-30", "unknown"),
    ],
)
def test_a_recommendation_that_the_rules_forbid_is_refused(stage: Engine, tmp_path: Path, told: str, why: str) -> None:
    with (
        pytest.raises(SeedError, match=why),
        tell(stage, tmp_path, f"move = [{BEGIN}]", recommendation=f"{ASKED}{told}"),
    ):
        pass
