"""The shipped seed: what it holds, that every segment is accounted for, and that faults are told by their record."""

import hashlib
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session, selectinload

from app.db.engine import make_engine, writing
from app.domain.deadlines import DeadlinePrecision
from app.domain.errors import SeedError
from app.domain.portfolio.statuses import MilestoneStatus, ProjectKind, ProjectStage, ProjectStatus
from app.models import (
    Document,
    Indicator,
    Installation,
    Milestone,
    Programme,
    Project,
    Quotation,
    Resolution,
    StatusChange,
)
from app.queries.timeliness import milestone_timeliness
from app.schemas.seed import ProgrammeSeed, ProjectSeed
from app.services.seeding.account import account_of
from app.services.seeding.files import Seed, read_seed
from app.services.seeding.load import load_seed
from app.settings import ROOT
from tests.conftest import NOW, TODAY
from tools.coverage import HEADER

ROADS = {
    "15-nq-tu.3.01": "Đoạn từ Đường 3 tháng 2 đến Cầu Rạch Ngỗng 1",
    "15-nq-tu.3.02": "Từ Đường 3 tháng 2 đến đường quanh Hồ Bún Xáng (phường Hưng Lợi)",
    "15-nq-tu.3.03": "Nối đường Võ Văn Kiệt với đường 91B",
    "15-nq-tu.3.04": "Từ khu Dân cư 91B đến Khu Đô thị mới phường An Bình",
}
TEXT_SHA256 = "3ee02001f2704b97c912f42a46611e811669ba5a77adb95baf01c8cdccbc6c58"
AXES = ("Rạch Khai Luông", "Hồ Bún Xáng", "Hồ Xáng Thối", "sông Cần Thơ", "sông Hậu")


@pytest.fixture(scope="module")
def seed() -> Seed:
    return read_seed(ROOT / "seed")


@pytest.fixture(scope="module")
def empty(new_database: Callable[[str, str], str]) -> Iterator[Engine]:
    """A database that nothing is ever loaded into; which one does not matter to faults of files."""
    engine = make_engine(new_database("sqlite", "faulty"))
    yield engine
    engine.dispose()


def test_the_text_is_the_one_that_was_received() -> None:
    content = (ROOT / "seed/resolution/15-nq-tu.txt").read_bytes()

    assert hashlib.sha256(content).hexdigest() == TEXT_SHA256


def test_nine_programmes_bear_titles_of_the_text(seeded: Engine) -> None:
    with Session(seeded) as session:
        text = " ".join(session.scalars(select(Resolution.text)).one().split())
        titles = session.scalars(select(Programme.title).order_by(Programme.number)).all()

    assert [title in text for title in titles] == [True] * 9


def test_every_project_quotes_words_where_they_stand(seeded: Engine) -> None:
    with Session(seeded) as session:
        options = selectinload(Project.quotations).selectinload(Quotation.clause)
        projects = session.scalars(select(Project).options(options)).all()
        wrong = [
            project.code
            for project in projects
            if not project.quotations or any(q.clause.text[q.start : q.end] != q.words for q in project.quotations)
        ]

    assert wrong == []


def test_the_four_roads_are_proposals_without_date_or_money(seeded: Engine) -> None:
    with Session(seeded) as session:
        roads = session.scalars(select(Project).where(Project.code.in_(ROADS)).order_by(Project.code)).all()
        milestones = session.scalars(select(Milestone.deadline_on).where(Milestone.deadline_on.is_not(None))).all()

    assert {road.code: road.place for road in roads} == ROADS
    assert {(road.kind, road.stage, road.deadline_on) for road in roads} == {
        (ProjectKind.CONSTRUCTION, ProjectStage.PROPOSED, None)
    }
    assert milestones == []


def test_each_axis_has_its_landscape_plan(seeded: Engine) -> None:
    with Session(seeded) as session:
        titles = session.scalars(
            select(Project.title).where(Project.kind == ProjectKind.LANDSCAPE).order_by(Project.code)
        ).all()

    assert [axis for title in titles for axis in AXES if axis in title] == list(AXES)


def test_there_are_fifteen_indicators(seeded: Engine) -> None:
    with Session(seeded) as session:
        periods = session.execute(
            select(Indicator.period_from, func.count()).group_by(Indicator.period_from).order_by(Indicator.period_from)
        ).all()

    assert [tuple(row) for row in periods] == [(2021, 8), (2026, 7)]


def test_the_account_is_the_one_that_was_reviewed(seed: Seed) -> None:
    reviewed = (ROOT / "seed/coverage.txt").read_text(encoding="utf-8")

    assert HEADER + "\n".join(account_of(seed)) + "\n" == reviewed


def test_every_segment_is_accounted_for(seed: Seed) -> None:
    lines = list(account_of(seed))

    assert sum("#" in line.split("  ")[0] for line in lines) == 119
    assert [line for line in lines if line.startswith("  !")] == []


def test_no_quotation_and_no_mark_can_be_taken_out_unseen(seed: Seed) -> None:
    whole = list(account_of(seed))

    unseen = [name for name, shorter in _shortened(seed) if list(account_of(shorter)) == whole]

    assert unseen == []
    assert len(list(_shortened(seed))) >= 250


def _shortened(seed: Seed) -> Iterator[tuple[str, Seed]]:
    """Yield the seed without each of its quotations and marks in turn."""
    for index, programme in enumerate(seed.programmes):
        for name, shorter in _without_one(programme):
            programmes = [*seed.programmes[:index], shorter, *seed.programmes[index + 1 :]]
            yield name, replace(seed, programmes=programmes)


def _without_one(programme: ProgrammeSeed) -> Iterator[tuple[str, ProgrammeSeed]]:
    for at, project in enumerate(programme.project):
        for number in range(len(project.quotation)):
            kept = project.quotation[:number] + project.quotation[number + 1 :]
            projects = (*programme.project[:at], _with(project, kept), *programme.project[at + 1 :])
            yield f"{project.code} quotation {number + 1}", programme.model_copy(update={"project": projects})
    for number, mark in enumerate(programme.orientation):
        kept_marks = programme.orientation[:number] + programme.orientation[number + 1 :]
        yield f"mark {mark.clause}", programme.model_copy(update={"orientation": kept_marks})


def _with(project: ProjectSeed, quotations: tuple[object, ...]) -> ProjectSeed:
    return project.model_copy(update={"quotation": quotations})


@pytest.mark.parametrize(
    ("file", "slip", "told"),
    [
        pytest.param(
            "programmes/3.toml", ('clause = "II.3.d1.s2"', 'clause = "II.3.d99.s2"'), "3.01", id="no such clause"
        ),
        pytest.param(
            "programmes/3.toml",
            ('words = "mở rộng, nâng cấp đường', 'words = "mở rộng, nâng cấp phố'),
            "3.01",
            id="other words",
        ),
        pytest.param("programmes/3.toml", ('template = "T1"', 'template = "T9"'), "3.01", id="no such template"),
        pytest.param("programmes/3.toml", ('wards = ["cu-hung-loi"', 'wards = ["x"'), "3.02", id="no such ward"),
        pytest.param(
            "assignments.toml", ('organisation = "hdnd-tp"', 'organisation = "x"'), "x", id="no such organisation"
        ),
        pytest.param(
            "programmes/3.toml",
            ('organisation = "', 'organisation = "x-'),
            "3.",
            id="no such organisation of a project",
        ),
        pytest.param(
            "programmes/3.toml",
            ('words = "đường nối Võ Văn Kiệt - 91B"', 'words = "đường"'),
            "3.03",
            id="words that stand there more than once",
        ),
        pytest.param("programmes/3.toml", ('code = "3.02"', 'code = "3.01"'), "3.01", id="a project's code twice"),
        pytest.param("programmes/3.toml", ("number = 3", "number = 2"), "programme 2", id="a programme's number twice"),
        pytest.param("programmes/3.toml", ('source = "S78"', 'source = "S0"'), "3.01", id="no such source"),
        pytest.param(
            "programmes/3.toml", ('title = "', 'title = "Không có '), "programme 3", id="a title of no heading"
        ),
        pytest.param("wards.toml", ('code = "cu-hung-loi"', 'code = "31147"'), "ward 31147", id="a ward's code twice"),
        pytest.param(
            "organisations.toml", ('code = "hdnd-tp"', 'code = "ubnd-tp"'), "ubnd-tp", id="an organisation's code twice"
        ),
        pytest.param("organisations.toml", ('parent = "', 'parent = "x-'), "parent", id="no such parent"),
        pytest.param("indicators.toml", ('"CT.02"', '"CT.01"'), "indicator CT.01", id="an indicator's code twice"),
        pytest.param("indicators.toml", ("low = 12\n", 'low = "12,5"\n'), "indicators.toml: 1", id="no number"),
        pytest.param("templates.toml", ("after = [1]", "after = [99]"), "templates.toml: 0", id="no such milestone"),
        pytest.param("templates.toml", ("days = 20", "days = 0"), "templates.toml: 0", id="a step of no days"),
        pytest.param("templates.toml", ('code = "T2"', 'code = "T1"'), "template T1", id="a template's code twice"),
        pytest.param(
            "holidays.toml", ("day = 2023-01-02", "day = 2023-01-01"), "holidays.toml", id="a Sunday given off"
        ),
        pytest.param(
            "holidays.toml", ("day = 2024-05-04", "day = 2024-05-03"), "holidays.toml", id="a Friday worked instead"
        ),
        pytest.param("holidays.toml", ("day = 2023-05-02", "day = 2023-05-03"), "holiday 2023-05-03", id="a day twice"),
        pytest.param(
            "successions.toml", ('successor = "so-tai-chinh"', 'successor = "x"'), "x", id="no such successor"
        ),
        pytest.param(
            "successions.toml", ('predecessor = "cu-so-noi-vu"', 'predecessor = "x"'), "of x", id="no such predecessor"
        ),
        pytest.param(
            "successions.toml", ("known_on = 2025-06-24\n", ""), "successions.toml: 0", id="a succession without a day"
        ),
        pytest.param(
            "successions.toml",
            ("effective_on = 2025-07-01", "effective_on = 2025-07-02"),
            "quan-uy-ninh-kieu",
            id="a succession after the end",
        ),
        pytest.param(
            "ward-successions.toml", ('"cu-an-nghiep"', '"cu-an-phu"'), "cu-an-phu", id="a ward's succession twice"
        ),
        pytest.param("sources.toml", ("[[source]]", "[[sources]]"), "sources.toml", id="unknown table"),
        pytest.param("wards.toml", ("name =", "nom ="), "wards.toml", id="unknown field"),
        pytest.param("wards.toml", ("[[ward]]", "[[ward]"), "wards.toml", id="not TOML"),
    ],
)
def test_a_fault_is_told_by_its_record(
    empty: Engine, tmp_path: Path, file: str, slip: tuple[str, str], told: str
) -> None:
    with pytest.raises(SeedError) as caught, writing(empty).begin() as session:
        load_seed(session, with_slip(tmp_path, file, slip), NOW, demo=False)

    assert told in str(caught.value)


def test_of_a_seed_with_a_fault_nothing_is_kept(engine: Engine, tmp_path: Path) -> None:
    folder = with_slip(tmp_path, "programmes/3.toml", ('source = "S78"', 'source = "S0"'))
    with pytest.raises(SeedError), writing(engine).begin() as session:
        load_seed(session, folder, NOW, demo=False)

    with Session(engine) as session:
        assert session.scalar(select(func.count()).select_from(Resolution)) == 0


def with_slip(folder: Path, file: str, slip: tuple[str, str]) -> Path:
    """Return a copy of the seed in which one thing is written wrongly."""
    shutil.copytree(ROOT / "seed", folder / "seed")
    path = folder / "seed" / file
    content = path.read_text(encoding="utf-8")
    assert slip[0] in content
    path.write_text(content.replace(*slip, 1), encoding="utf-8")
    return folder / "seed"


def test_a_missing_file_is_told(engine: Engine, tmp_path: Path) -> None:
    with pytest.raises(SeedError, match="resolution"), writing(engine).begin() as session:
        load_seed(session, tmp_path, NOW, demo=False)


def test_a_bare_database_holds_nothing_invented(seeded: Engine) -> None:
    with Session(seeded) as session:
        assert session.scalars(select(Installation.demo)).one() is False
        assert session.scalar(select(func.count()).select_from(StatusChange)) == 0
        assert session.scalar(select(func.count()).select_from(Project).where(Project.demo)) == 0


def test_a_demonstration_says_what_is_invented(demonstration: Engine) -> None:
    with Session(demonstration) as session:
        numbers = session.scalars(select(Document.number)).all()
        options = selectinload(Project.milestones), selectinload(Project.assignments)
        projects = session.scalars(select(Project).options(*options)).all()
        unsaid = [
            project.code
            for project in projects
            if not project.demo
            and (any(row.demo for row in project.milestones) or any(row.demo for row in project.assignments))
        ]

    assert {str(number)[:3] for number in numbers} == {"MH-"}
    assert unsaid == []


def test_every_state_appears_in_the_demonstration(demonstration: Engine) -> None:
    with Session(demonstration) as session:
        assert set(session.scalars(select(Milestone.status))) == set(MilestoneStatus)
        assert set(session.scalars(select(Project.status))) == set(ProjectStatus)
        assert set(session.scalars(select(Project.stage))) == set(ProjectStage)
        assert len(set(session.scalars(select(milestone_timeliness(TODAY))))) == 9
        assert set(session.scalars(select(Milestone.deadline_precision))) == {None, *DeadlinePrecision}


def test_history_is_dated_as_the_story_goes(demonstration: Engine) -> None:
    with Session(demonstration) as session:
        changes = session.scalars(select(StatusChange)).all()

    assert [change.id for change in changes if change.recorded_at.date() != change.effective_on] == []
    assert min(change.recorded_at for change in changes).year == 2023
