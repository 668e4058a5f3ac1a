"""Obstacles, explanations and urging, by who stands how to the work."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import delete, func, select

from app.domain.calendar import DayKind
from app.domain.errors import (
    ConflictError,
    InvalidInputError,
    NotFoundError,
    NotPermittedError,
    StaleEditError,
)
from app.domain.work.kinds import WorkKind
from app.domain.work.supervision import DelayCause, ExplanationStatus
from app.models import Assignment, Urging
from app.schemas.supervision import (
    ExplanationAnswer,
    NewExplanation,
    NewObstacle,
    NewUrging,
    ObstacleClearing,
    UrgingOfMany,
)
from app.services.work.supervision import (
    answer_explanation,
    ask_explanation,
    clear_obstacle,
    name_obstacle,
    urge,
    urge_many,
)
from tests.conftest import TODAY
from tests.services.work.conftest import Scene

OBSTACLE = NewObstacle(cause=DelayCause.SITE_CLEARANCE, description="Chưa có mặt bằng.")
QUESTION = NewExplanation(question="Vì sao chậm?")
ANSWER = ExplanationAnswer(answer="Do mưa.")
NOTE = NewUrging(note="Đề nghị sớm hoàn thành.")
EVERYBODY = {"officer", "helper", "planner", "supervisor", "monitor", "stranger"}


def may(scene: Scene, act: str, kind: WorkKind) -> set[str]:
    """Return who may do it."""
    code = scene.milestone.code if kind is WorkKind.MILESTONE else scene.project.code
    acts: dict[str, Callable[[str], object]] = {
        "name": lambda who: name_obstacle(scene.work(who), kind, code, OBSTACLE),
        "ask": lambda who: ask_explanation(scene.work(who), kind, code, QUESTION),
        "urge": lambda who: urge(scene.work(who), kind, code, NOTE),
    }
    allowed = set()
    for who in EVERYBODY:
        try:
            acts[act](who)
        except NotPermittedError:
            continue
        allowed.add(who)
    return allowed


@pytest.mark.parametrize("kind", WorkKind)
@pytest.mark.parametrize(
    ("act", "who"),
    [
        ("name", {"officer", "helper"}),
        ("ask", {"planner", "supervisor", "monitor"}),
        ("urge", {"planner", "monitor"}),
    ],
)
def test_each_does_their_part_and_nobody_elses(scene: Scene, kind: WorkKind, act: str, who: set[str]) -> None:
    assert may(scene, act, kind) == who


def test_an_obstacle_is_cleared_once_and_not_before_it_was_named(scene: Scene) -> None:
    code = name_obstacle(scene.work("helper"), WorkKind.MILESTONE, scene.milestone.code, OBSTACLE).code
    early = ObstacleClearing(clearing="Đã bàn giao.", cleared_on=TODAY - timedelta(days=1))
    ahead = ObstacleClearing(clearing="Đã bàn giao.", cleared_on=TODAY + timedelta(days=1))

    for wish in (early, ahead):
        with pytest.raises(InvalidInputError):
            clear_obstacle(scene.work("officer"), code, wish)
    with pytest.raises(NotPermittedError):
        clear_obstacle(scene.work("helper"), code, ObstacleClearing(clearing="Xong."))
    row = clear_obstacle(scene.work("officer", version=1), code, ObstacleClearing(clearing="Đã bàn giao."))
    with pytest.raises(ConflictError):
        clear_obstacle(scene.work("officer"), code, ObstacleClearing(clearing="Lần nữa."))

    assert (code, row.cleared_on, row.clearing) == ("VM-1", TODAY, "Đã bàn giao.")


@pytest.mark.parametrize(
    ("days", "kind", "due"),
    [(15, DayKind.CALENDAR, date(2026, 12, 8)), (5, DayKind.WORKING, date(2026, 11, 30))],
)
def test_the_limit_counts_calendar_or_working_days(scene: Scene, days: int, kind: DayKind, due: date) -> None:
    wish = NewExplanation(question="Vì sao chậm?", limit_days=days, limit_kind=kind)

    row = ask_explanation(scene.work("supervisor"), WorkKind.PROJECT, scene.project.code, wish)

    assert (row.code, row.due_on, row.status) == ("GT-1", due, ExplanationStatus.ASKED)


def test_only_the_asked_answer_and_only_once(scene: Scene) -> None:
    code = ask_explanation(scene.work("monitor"), WorkKind.MILESTONE, scene.milestone.code, QUESTION).code

    for who in EVERYBODY - {"officer"}:
        with pytest.raises(NotPermittedError):
            answer_explanation(scene.work(who), code, ANSWER)
    with pytest.raises(StaleEditError):
        answer_explanation(scene.work("officer", version=7), code, ANSWER)
    row = answer_explanation(scene.work("officer", version=1), code, ANSWER)
    with pytest.raises(ConflictError):
        answer_explanation(scene.work("officer"), code, ANSWER)

    assert (row.answer, row.answered_on, row.status) == ("Do mưa.", TODAY, ExplanationStatus.ANSWERED)


def test_where_nobody_leads_nobody_can_be_asked(scene: Scene) -> None:
    scene.session.connection().execute(delete(Assignment))

    with pytest.raises(ConflictError):
        ask_explanation(scene.work("planner"), WorkKind.MILESTONE, scene.milestone.code, QUESTION)


def test_many_are_urged_or_none(scene: Scene) -> None:
    known = scene.milestone.code

    with pytest.raises(NotFoundError), scene.session.begin_nested():
        urge_many(scene.work("planner"), UrgingOfMany(note="Nhanh lên.", milestones=[known, "khong-co"]))
    none = scene.session.scalar(select(func.count()).select_from(Urging))
    urged = urge_many(scene.work("planner"), UrgingOfMany(note="Nhanh lên.", milestones=[known, known]))

    assert (none, len(urged)) == (0, 1)


@pytest.mark.parametrize("code", ["", "GT-99999999999999999999", "khong-co"])
def test_what_is_not_there_is_not_found(scene: Scene, code: str) -> None:
    with pytest.raises(NotFoundError):
        answer_explanation(scene.work("officer"), code, ANSWER)
    with pytest.raises(NotFoundError):
        clear_obstacle(scene.work("officer"), code, ObstacleClearing(clearing="Xong."))
