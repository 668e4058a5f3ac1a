"""Words wear the tone of the work that needs a reader most, and codes in a row are drawn together."""

import pytest

from app.domain.portfolio.six_clear import Clear
from app.domain.portfolio.statuses import ProjectStatus
from app.domain.portfolio.timeliness import Timeliness
from app.domain.results.achievement import Verdict
from app.schemas.living import LivingWork
from app.web.templating.tones import Part, Tone
from app.web.templating.works import Tally, in_groups, tally, work_parts, work_tone, worst_tone


def work(
    code: str = "3.01",
    status: ProjectStatus | None = ProjectStatus.IN_PROGRESS,
    timeliness: Timeliness | None = Timeliness.ON_TRACK,
    verdict: Verdict | None = None,
    missing: tuple[Clear, ...] = (),
) -> LivingWork:
    return LivingWork(
        code=f"15-nq-tu.{code}",
        title="Việc",
        status=status,
        timeliness=timeliness,
        timeliness_days=None,
        lead=None,
        next_milestone=None,
        missing=list(missing),
        overdue_milestones=0,
        verdict=verdict,
    )


OVERDUE = work(timeliness=Timeliness.OVERDUE)
UNDATED = work(status=ProjectStatus.NOT_STARTED, timeliness=Timeliness.NO_DEADLINE, missing=(Clear.TIME,))
DONE = work(status=ProjectStatus.COMPLETED, timeliness=Timeliness.COMPLETED_ON_TIME)
MET = work("CT.01", status=None, timeliness=None, verdict=Verdict.MET)
OPEN = work("CT.02", status=None, timeliness=None, verdict=Verdict.NOT_YET_ASSESSABLE)


def drawn(*codes: str) -> list[list[str]]:
    return [[each.code.removeprefix("15-nq-tu.") for each in group] for group in in_groups(map(work, codes))]


def test_an_indicator_has_the_tone_of_its_verdict() -> None:
    assert [work_tone(each) for each in (MET, OPEN, OVERDUE)] == [Tone.DONE, Tone.IDLE, Tone.LATE]


@pytest.mark.parametrize(
    ("works", "tone"),
    [
        pytest.param([DONE, UNDATED, OVERDUE], Tone.LATE, id="one overdue work makes all of it late"),
        pytest.param([DONE, UNDATED], Tone.IDLE, id="what is done does not hide what is undecided"),
        pytest.param([DONE, DONE], Tone.DONE, id="done when all is done"),
        pytest.param([], Tone.IDLE, id="nothing"),
    ],
)
def test_words_of_several_works_wear_the_worst_tone(works: list[LivingWork], tone: Tone) -> None:
    assert worst_tone(works) is tone


def test_three_codes_in_a_row_are_one_group() -> None:
    assert drawn("2.08", "2.06", "2.07", "2.10") == [["2.06", "2.07", "2.08"], ["2.10"]]


def test_two_codes_in_a_row_stand_alone() -> None:
    assert drawn("3.06", "3.07") == [["3.06"], ["3.07"]]


def test_codes_of_two_programmes_are_no_row() -> None:
    assert drawn("1.01", "2.02", "3.03") == [["1.01"], ["2.02"], ["3.03"]]


def test_components_are_a_row_of_their_own() -> None:
    assert drawn("5.01", "5.01-1", "5.01-2", "5.01-3") == [["5.01"], ["5.01-1", "5.01-2", "5.01-3"]]


def test_indicators_are_a_row_of_their_own() -> None:
    assert drawn("CT.09", "CT.10", "CT.11", "T.12") == [["CT.09", "CT.10", "CT.11"], ["T.12"]]


def test_a_bar_holds_every_work_once() -> None:
    assert work_parts([OVERDUE, DONE, UNDATED, MET]) == (
        Part(Tone.DONE, 2, "completed", "done"),
        Part(Tone.LATE, 1, "overdue", "late"),
        Part(Tone.IDLE, 1, "not due or undecided", "idle"),
    )


def test_tasks_and_indicators_are_counted_apart() -> None:
    assert tally([OVERDUE, DONE, UNDATED, MET, OPEN]) == Tally(
        tasks=3, overdue=1, undated=1, lacking=1, indicators=2, met=1
    )
