"""Comments, forecasts and following, by who stands how to the work."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from app.domain.errors import (
    ConflictError,
    InvalidInputError,
    NotFoundError,
    NotPermittedError,
    StaleEditError,
)
from app.domain.portfolio.statuses import MilestoneStatus
from app.domain.work.conversation import ForecastVoice
from app.domain.work.kinds import WorkKind
from app.models import CommentVersion, Follow, Forecast
from app.schemas.conversation import NewComment, NewForecast
from app.services.work.conversation import add_comment, edit_comment, follow, state_forecast, unfollow
from tests.conftest import TODAY
from tests.services.work.conftest import Scene

BODY = NewComment(body="Đã họp với phường.")
SOON = NewForecast(expected_on=date(2027, 1, 15), confidence=0.7)
EVERYBODY = ("officer", "helper", "planner", "supervisor", "monitor", "stranger")


@pytest.mark.parametrize("kind", WorkKind)
@pytest.mark.parametrize(
    ("act", "who"),
    [
        (lambda work, kind, code: add_comment(work, kind, code, BODY), {"officer", "helper", "planner", "monitor"}),
        (lambda work, kind, code: state_forecast(work, kind, code, SOON), {"officer", "monitor"}),
        (follow, set(EVERYBODY)),
    ],
    ids=["comment", "forecast", "follow"],
)
def test_each_says_what_is_theirs_to_say(
    scene: Scene, kind: WorkKind, act: Callable[..., object], who: set[str]
) -> None:
    code = scene.milestone.code if kind is WorkKind.MILESTONE else scene.project.code
    allowed = set()
    for each in EVERYBODY:
        try:
            act(scene.work(each), kind, code)
        except NotPermittedError:
            continue
        allowed.add(each)

    assert allowed == who


def test_an_edited_comment_keeps_what_it_said(scene: Scene) -> None:
    code = add_comment(scene.work("helper"), WorkKind.MILESTONE, scene.milestone.code, BODY).code

    for who in set(EVERYBODY) - {"helper"}:
        with pytest.raises(NotPermittedError):
            edit_comment(scene.work(who), code, NewComment(body="Khác."))
    with pytest.raises(StaleEditError):
        edit_comment(scene.work("helper", version=7), code, NewComment(body="Khác."))
    for body in ("Đã họp xong.", "Đã họp xong.", "Đã thống nhất."):
        row = edit_comment(scene.work("helper"), code, NewComment(body=body))

    before = scene.session.scalars(select(CommentVersion.body).order_by(CommentVersion.id)).all()
    assert (code, row.body, before) == ("TD-1", "Đã thống nhất.", ["Đã họp với phường.", "Đã họp xong."])


def test_a_forecast_moves_no_deadline_and_speaks_in_its_own_voice(scene: Scene) -> None:
    before = scene.milestone.deadline_on

    for who in ("officer", "monitor"):
        state_forecast(scene.work(who), WorkKind.MILESTONE, scene.milestone.code, SOON)

    voices = scene.session.scalars(select(Forecast.voice).order_by(Forecast.id)).all()
    assert (voices, scene.milestone.deadline_on) == ([ForecastVoice.LEAD, ForecastVoice.MONITOR], before)


def test_what_is_over_or_past_is_not_expected(scene: Scene) -> None:
    code = scene.milestone.code
    with pytest.raises(InvalidInputError):
        state_forecast(
            scene.work("officer"),
            WorkKind.MILESTONE,
            code,
            NewForecast(expected_on=TODAY - timedelta(days=1), confidence=1),
        )
    scene.milestone.status = MilestoneStatus.COMPLETED

    with pytest.raises(ConflictError):
        state_forecast(scene.work("officer"), WorkKind.MILESTONE, code, SOON)


def test_following_twice_is_following_once(scene: Scene) -> None:
    code = scene.milestone.code
    for _ in range(2):
        follow(scene.work("stranger"), WorkKind.MILESTONE, code)
    followed = scene.session.scalar(select(func.count()).select_from(Follow))
    for _ in range(2):
        unfollow(scene.work("stranger"), WorkKind.MILESTONE, code)

    assert (followed, scene.session.scalar(select(func.count()).select_from(Follow))) == (1, 0)


def test_a_comment_that_is_not_there_is_not_found(scene: Scene) -> None:
    with pytest.raises(NotFoundError):
        edit_comment(scene.work("officer"), "TD-9", BODY)
