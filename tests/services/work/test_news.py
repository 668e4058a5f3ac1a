"""What is new to whom, and that it was seen."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from app.domain.errors import InvalidInputError, NotPermittedError
from app.domain.portfolio.statuses import MilestoneStatus
from app.domain.work.kinds import WorkKind
from app.domain.work.news import FIRST_LOOK, NewsKind
from app.domain.work.supervision import DelayCause
from app.models import NewsSeen
from app.queries.work.news import news_for
from app.schemas.assigning import NewAssignment
from app.schemas.conversation import NewComment, NewForecast
from app.schemas.news import NewsRead
from app.schemas.supervision import ExplanationAnswer, NewExplanation, NewObstacle, NewUrging, ObstacleClearing
from app.schemas.work import ExtensionDecision, Move, NewExtension, NewReport, ProductDocument
from app.services.organisations.assignments import assign
from app.services.work.conversation import add_comment, edit_comment, follow, state_forecast
from app.services.work.extensions import ask_for_milestone, decide
from app.services.work.moves import move_milestone
from app.services.work.news import mark_seen
from app.services.work.reports import report_progress
from app.services.work.supervision import answer_explanation, ask_explanation, clear_obstacle, name_obstacle, urge
from tests.conftest import NOW, TODAY
from tests.factories import Make
from tests.services.work.conftest import Scene

BASIS = {"title": "Quyết định giao việc", "number": "12/QĐ-UBND", "issuer": "UBND", "issued_on": "2026-11-20"}
OF_THE_LEAD = {
    NewsKind.MOVED,
    NewsKind.REPORTED,
    NewsKind.EXTENSION_ASKED,
    NewsKind.OBSTACLE_NAMED,
    NewsKind.OBSTACLE_CLEARED,
    NewsKind.EXPLANATION_ANSWERED,
    NewsKind.EXPECTED,
}
OF_OTHERS = {NewsKind.EXTENSION_DECIDED, NewsKind.EXPLANATION_ASKED, NewsKind.URGED, NewsKind.COMMENTED}


def everything_happens(scene: Scene) -> None:
    """Let the lead and the others do one thing of every kind to the milestone; the assigning is told elsewhere."""
    code, kind = scene.milestone.code, WorkKind.MILESTONE
    officer, planner = scene.work("officer"), scene.work("planner")
    report_progress(officer, code, NewReport(share_done=0.4, done="Đo đạc"))
    extension = ask_for_milestone(officer, code, NewExtension(deadline="2027-Q1", reason="Chờ mặt bằng"))
    decide(planner, extension.code, ExtensionDecision(granted=True))
    obstacle = name_obstacle(officer, kind, code, NewObstacle(cause=DelayCause.CAPITAL, description="Thiếu vốn"))
    clear_obstacle(officer, obstacle.code, ObstacleClearing(clearing="Đã bố trí"))
    asked = ask_explanation(planner, kind, code, NewExplanation(question="Vì sao?"))
    answer_explanation(officer, asked.code, ExplanationAnswer(answer="Do mưa."))
    urge(planner, kind, code, NewUrging(note="Sớm hoàn thành."))
    state_forecast(officer, kind, code, NewForecast(expected_on=date(2027, 1, 15), confidence=0.7))
    add_comment(scene.work("helper"), kind, code, NewComment(body="Đã họp."))
    paper = ProductDocument(title="Biên bản", number="3/BB", issued_on=TODAY, issuer="Sở A", classified=False)
    move_milestone(officer, code, Move(to=MilestoneStatus.AWAITING_CONFIRMATION, product=paper))


def news(scene: Scene, who: str, now: datetime = NOW) -> NewsRead:
    return news_for(scene.session, scene.work(who).actor, now, TODAY)


def kinds(read: NewsRead) -> set[NewsKind]:
    return {item.kind for item in read.items}


def told(read: NewsRead, wanted: Iterable[NewsKind]) -> dict[NewsKind, tuple[object, ...]]:
    return {
        item.kind: (item.words, item.became, item.day, item.person, item.organisation and item.organisation.short_name)
        for item in read.items
        if item.kind in wanted
    }


def test_who_answers_for_the_work_hears_what_others_did_to_it(scene: Scene) -> None:
    everything_happens(scene)

    assert kinds(news(scene, "officer")) == OF_OTHERS
    assert kinds(news(scene, "helper")) == OF_THE_LEAD | OF_OTHERS - {NewsKind.COMMENTED}
    # Of others' work only the answer that one's own office asked for.
    assert [kinds(news(scene, who)) for who in ("planner", "supervisor", "stranger")] == [
        {NewsKind.EXPLANATION_ANSWERED}
    ] * 3


@pytest.mark.parametrize("kind", WorkKind)
def test_who_follows_it_hears_all_that_others_did(scene: Scene, kind: WorkKind) -> None:
    follow(scene.work("monitor"), kind, scene.milestone.code if kind is WorkKind.MILESTONE else scene.project.code)
    everything_happens(scene)

    assert kinds(news(scene, "monitor")) == OF_THE_LEAD | OF_OTHERS


def test_each_says_what_happened_when_and_by_whom(scene: Scene) -> None:
    everything_happens(scene)
    granted, expected, due = date(2027, 3, 31), date(2027, 1, 15), date(2026, 12, 8)

    read = news(scene, "helper")
    assert {(item.at, item.subject.code) for item in read.items if item.is_milestone} == {(NOW, scene.milestone.code)}
    assert told(read, set(NewsKind) - {NewsKind.MOVED}) == {
        NewsKind.REPORTED: ("Đo đạc", None, None, "officer", "Sở A"),
        NewsKind.EXTENSION_ASKED: ("Chờ mặt bằng", None, granted, "officer", "Sở A"),
        NewsKind.EXTENSION_DECIDED: ("", "granted", granted, "planner", None),
        NewsKind.OBSTACLE_NAMED: ("Thiếu vốn", "capital", None, "officer", "Sở A"),
        NewsKind.OBSTACLE_CLEARED: ("Đã bố trí", None, None, "officer", None),
        NewsKind.EXPLANATION_ASKED: ("Vì sao?", None, due, "planner", "UBND"),
        NewsKind.EXPLANATION_ANSWERED: ("Do mưa.", None, None, "officer", "Sở A"),
        NewsKind.URGED: ("Sớm hoàn thành.", None, None, "planner", "UBND"),
        NewsKind.EXPECTED: ("", None, expected, "officer", "Sở A"),
    }


def test_both_hear_of_work_that_goes_from_one_to_the_other(scene: Scene, make: Make) -> None:
    new = make.organisation(code="so-moi", short_name="Sở Mới")
    scene.session.flush()
    wish = NewAssignment.model_validate(
        {"role": "lead", "organisation": "so-moi", "basis": BASIS, "reason": "Đổi cơ quan"}
    )
    assign(scene.work("planner"), scene.project.code, wish)

    assert told(news(scene, "officer"), NewsKind) == {
        NewsKind.ASSIGNED: ("Đổi cơ quan", "lead", None, "planner", new.short_name)
    }
    assert kinds(news(scene, "helper")) == {NewsKind.ASSIGNED}
    assert kinds(news(scene, "planner")) == set()


def test_what_the_seed_tells_is_by_nobody_and_new_to_everybody(scene: Scene, make: Make) -> None:
    make.status_change(milestone=scene.milestone, recorded_at=NOW - timedelta(days=3), actor="Sở A", reason="Khởi công")

    assert told(news(scene, "officer"), NewsKind) == {NewsKind.MOVED: ("Khởi công", "in_progress", None, "Sở A", None)}


def test_who_never_looked_sees_two_weeks(scene: Scene, make: Make) -> None:
    for age in (timedelta(0), FIRST_LOOK - timedelta(seconds=1), FIRST_LOOK, timedelta(days=-1)):
        make.status_change(milestone=scene.milestone, recorded_at=NOW - age, reason=str(age))

    read = news(scene, "officer")
    assert ([item.words for item in read.items], read.since) == (["0:00:00", "13 days, 23:59:59"], NOW - FIRST_LOOK)


def test_what_was_seen_is_not_new_and_never_becomes_new_again(scene: Scene) -> None:
    everything_happens(scene)
    mark_seen(scene.work("helper"), NOW)
    mark_seen(scene.work("helper"), NOW - timedelta(days=1))

    assert (news(scene, "helper").items, news(scene, "helper").since) == ([], NOW)
    assert kinds(news(scene, "officer")) == OF_OTHERS
    assert scene.session.scalars(select(NewsSeen.seen_at)).all() == [NOW]


def test_an_edited_comment_and_a_changed_row_are_not_told_again(scene: Scene) -> None:
    comment = add_comment(scene.work("helper"), WorkKind.MILESTONE, scene.milestone.code, NewComment(body="Đã họp."))
    mark_seen(scene.work("officer"), NOW)
    later = NOW + timedelta(hours=1)
    scene.session.info["now"] = later
    edit_comment(scene.work("helper"), comment.code, NewComment(body="Đã họp xong."))

    assert news(scene, "officer", later).items == []


def test_nobody_has_seen_what_is_to_come(scene: Scene) -> None:
    with pytest.raises(InvalidInputError) as raised:
        mark_seen(scene.work("officer"), NOW + timedelta(seconds=1))

    assert [error.pointer for error in raised.value.errors] == ["/until"]


def test_who_reads_with_a_key_that_may_only_read_marks_nothing(scene: Scene) -> None:
    work = scene.work("officer")

    with pytest.raises(NotPermittedError):
        mark_seen(replace(work, actor=replace(work.actor, read_only=True)), NOW)


def test_fifty_are_shown_and_that_there_are_more(scene: Scene, make: Make) -> None:
    for age in range(51):
        make.status_change(milestone=scene.milestone, recorded_at=NOW - timedelta(hours=age), reason=str(age))

    read = news(scene, "officer")
    assert ([item.words for item in read.items], read.more) == ([str(age) for age in range(50)], True)
