"""What milestones say about their project."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.portfolio.matrix import Matrix, cell_of
from app.domain.portfolio.rollups import (
    MilestoneCounts,
    ProjectFacts,
    Step,
    count_milestones,
    next_milestone,
    project_status,
    project_timeliness,
)
from app.domain.portfolio.statuses import OPEN_STATUSES, MilestoneStatus, ProjectStatus
from app.domain.portfolio.timeliness import Judgement, MilestoneFacts, Timeliness, judge

NOT_STARTED, IN_PROGRESS, AWAITING, COMPLETED, SUSPENDED, CANCELLED = MilestoneStatus
AS_OF = date(2026, 3, 10)
OVERDUE, SOON, FAR = date(2026, 3, 1), date(2026, 3, 12), date(2026, 12, 31)


def step(
    status: MilestoneStatus = NOT_STARTED,
    deadline_on: date | None = None,
    *,
    number: int = 1,
    planned_start: date | None = None,
    completed_on: date | None = None,
) -> Step:
    facts = MilestoneFacts(status, deadline_on, planned_start, completed_on)
    return Step(f"M{number:02}", number, facts)


def conditional(milestone: Step) -> Step:
    return replace(milestone, conditional=True)


def steps(*statuses: MilestoneStatus) -> list[Step]:
    return [step(status, number=number) for number, status in enumerate(statuses, 1)]


# The first that fits, by what the required milestones are: design of the roll-up, stated once more and otherwise.
def expected_status(statuses: Iterable[MilestoneStatus]) -> str:
    every = list(statuses)
    left = [status for status in every if status != CANCELLED]
    if every and not left:
        return "cancelled"
    if left and all(status == COMPLETED for status in left):
        return "completed"
    if left and all(status in (AWAITING, COMPLETED) for status in left):
        return "awaiting_confirmation"
    return "in_progress" if any(status in (IN_PROGRESS, AWAITING, COMPLETED) for status in left) else "not_started"


@pytest.mark.parametrize("size", [0, 1, 2, 3])
def test_a_project_takes_the_first_status_that_fits(size: int) -> None:
    for statuses in product(MilestoneStatus, repeat=size):
        assert project_status(steps(*statuses)).value == expected_status(statuses), statuses


@pytest.mark.parametrize(
    ("milestones", "suspended", "status"),
    [
        pytest.param([], False, "not_started", id="without milestones nothing has begun"),
        pytest.param([], True, "suspended", id="a document suspends what has no milestones"),
        pytest.param(steps(COMPLETED, COMPLETED), True, "suspended", id="suspended comes before completed"),
        pytest.param(steps(CANCELLED, CANCELLED), True, "cancelled", id="cancelled comes before suspended"),
        pytest.param(steps(COMPLETED, CANCELLED), False, "completed", id="a cancelled one is not waited for"),
        pytest.param(steps(AWAITING, COMPLETED), False, "awaiting_confirmation", id="claimed or confirmed"),
        pytest.param(steps(SUSPENDED, COMPLETED), False, "in_progress", id="a suspended one is still to come"),
        pytest.param([step(SUSPENDED)], False, "not_started", id="suspended before it began"),
        pytest.param(
            [replace(step(SUSPENDED), started_on=OVERDUE)], False, "in_progress", id="suspended after it began"
        ),
        pytest.param(
            [*steps(COMPLETED), conditional(step())], False, "completed", id="conditional ones do not hold up"
        ),
        pytest.param([conditional(step(COMPLETED))], False, "in_progress", id="conditional ones complete nothing"),
        pytest.param([conditional(step(CANCELLED))], False, "not_started", id="conditional ones cancel nothing"),
    ],
)
def test_a_project_has_a_status(milestones: list[Step], status: str, *, suspended: bool) -> None:
    assert project_status(milestones, suspended=suspended).value == status


def running(deadline_on: date | None = None, status: ProjectStatus = ProjectStatus.IN_PROGRESS) -> ProjectFacts:
    return ProjectFacts(status, deadline_on)


LATE = step(IN_PROGRESS, OVERDUE, number=1)
LATER = step(IN_PROGRESS, date(2026, 2, 1), number=2)
NEAR = step(NOT_STARTED, SOON, number=3)
GOOD = step(NOT_STARTED, FAR, number=4)
AHEAD = step(NOT_STARTED, FAR, planned_start=SOON, number=5)
UNDATED = step(NOT_STARTED, None, number=6)


@pytest.mark.parametrize(
    ("milestones", "judgement"),
    [
        pytest.param([], Judgement(Timeliness.NO_DEADLINE), id="no milestones"),
        pytest.param([UNDATED, UNDATED], Judgement(Timeliness.NO_DEADLINE), id="none dated"),
        pytest.param([GOOD, LATE, NEAR], Judgement(Timeliness.OVERDUE, 9), id="one overdue"),
        pytest.param([LATE, LATER], Judgement(Timeliness.OVERDUE, 37), id="the longest overdue"),
        pytest.param([GOOD, NEAR, AHEAD], Judgement(Timeliness.DUE_SOON, 2), id="one due soon"),
        pytest.param([AHEAD, GOOD], Judgement(Timeliness.ON_TRACK, 296), id="one on track"),
        pytest.param([AHEAD, UNDATED], Judgement(Timeliness.NOT_YET_DUE, 296), id="undated ones make it no better"),
        pytest.param([UNDATED, GOOD], Judgement(Timeliness.ON_TRACK, 296), id="undated ones make it no worse"),
        pytest.param(
            [step(COMPLETED, OVERDUE, completed_on=FAR), GOOD], Judgement(Timeliness.ON_TRACK, 296), id="past"
        ),
        pytest.param([step(SUSPENDED, OVERDUE), UNDATED], Judgement(Timeliness.NO_DEADLINE), id="a stopped clock"),
        pytest.param(
            [conditional(step(IN_PROGRESS, OVERDUE)), GOOD],
            Judgement(Timeliness.ON_TRACK, 296),
            id="conditional ones do not count",
        ),
    ],
)
def test_a_project_without_a_deadline_is_as_late_as_its_worst_milestone(
    milestones: list[Step], judgement: Judgement
) -> None:
    assert project_timeliness(running(), milestones, AS_OF) == judgement


def test_a_deadline_of_its_own_comes_before_those_of_the_milestones() -> None:
    assert project_timeliness(running(FAR), [LATE], AS_OF) == Judgement(Timeliness.ON_TRACK, 296)


@pytest.mark.parametrize("status", [ProjectStatus.SUSPENDED, ProjectStatus.CANCELLED])
@pytest.mark.parametrize("deadline_on", [None, OVERDUE])
def test_a_halted_project_is_neither_in_time_nor_late(status: ProjectStatus, deadline_on: date | None) -> None:
    judgement = project_timeliness(running(deadline_on, status), [LATE], AS_OF)

    assert judgement == Judgement(Timeliness(status.value))


def test_a_completed_project_without_a_deadline_is_held_against_none() -> None:
    project = running(None, ProjectStatus.COMPLETED)

    assert project_timeliness(project, [LATE], AS_OF) == Judgement(Timeliness.NO_DEADLINE)


@pytest.mark.parametrize(
    ("dates", "judgement"),
    [
        pytest.param([date(2026, 1, 1), OVERDUE], Judgement(Timeliness.COMPLETED_ON_TIME), id="the last in time"),
        pytest.param([date(2026, 1, 1), SOON], Judgement(Timeliness.COMPLETED_LATE, 11), id="the last late"),
        pytest.param([SOON, None], Judgement(Timeliness.NO_DEADLINE), id="one product without a date"),
        pytest.param([], Judgement(Timeliness.NO_DEADLINE), id="no milestones to tell"),
    ],
)
def test_a_completed_project_is_judged_on_its_last_product(dates: list[date | None], judgement: Judgement) -> None:
    milestones = [step(COMPLETED, completed_on=each) for each in dates]

    assert project_timeliness(running(OVERDUE, ProjectStatus.COMPLETED), milestones, AS_OF) == judgement


def test_a_cancelled_milestone_has_no_product_to_wait_for() -> None:
    milestones = [step(COMPLETED, completed_on=OVERDUE), step(CANCELLED)]

    judgement = project_timeliness(running(OVERDUE, ProjectStatus.COMPLETED), milestones, AS_OF)

    assert judgement == Judgement(Timeliness.COMPLETED_ON_TIME)


def test_a_recorded_date_of_completion_comes_before_that_of_the_products() -> None:
    project = ProjectFacts(ProjectStatus.COMPLETED, OVERDUE, completed_on=OVERDUE)

    judgement = project_timeliness(project, [step(COMPLETED, completed_on=SOON)], AS_OF)

    assert judgement == Judgement(Timeliness.COMPLETED_ON_TIME)


def test_a_project_that_awaits_confirmation_says_for_how_long() -> None:
    milestones = [step(COMPLETED, completed_on=date(2026, 1, 1)), step(AWAITING, FAR, completed_on=OVERDUE)]
    project = running(None, ProjectStatus.AWAITING_CONFIRMATION)

    assert project_timeliness(project, milestones, AS_OF) == Judgement(Timeliness.ON_TRACK, None, 9)


@pytest.mark.parametrize(
    ("milestones", "following"),
    [
        pytest.param([], None, id="nothing planned"),
        pytest.param(steps(COMPLETED, SUSPENDED, CANCELLED), None, id="nothing open"),
        pytest.param([UNDATED, GOOD, NEAR, LATE], LATE, id="the earliest deadline"),
        pytest.param([step(number=3), step(number=2)], step(number=2), id="the lowest number where none is dated"),
        pytest.param([step(AWAITING, OVERDUE, number=1), UNDATED], UNDATED, id="what is claimed needs no more work"),
        pytest.param([step(AWAITING, FAR)], step(AWAITING, FAR), id="unless nothing else is open"),
        pytest.param([conditional(step(NOT_STARTED, SOON)), GOOD], GOOD, id="a conditional one may never come"),
        pytest.param(
            [conditional(step(IN_PROGRESS, SOON)), GOOD],
            conditional(step(IN_PROGRESS, SOON)),
            id="a conditional one that has begun",
        ),
    ],
)
def test_the_next_milestone_is_the_one_to_work_on(milestones: list[Step], following: Step | None) -> None:
    assert next_milestone(milestones) == following


def test_counts_tell_apart_what_is_done_what_is_late_and_what_is_undated() -> None:
    milestones = [
        step(COMPLETED, OVERDUE, completed_on=OVERDUE),
        step(COMPLETED, None),
        step(AWAITING, OVERDUE, completed_on=SOON),
        *(LATE, NEAR, GOOD, UNDATED),
        step(SUSPENDED, None),
        step(CANCELLED, OVERDUE),
    ]

    counts = count_milestones(milestones, AS_OF)

    assert counts == MilestoneCounts(
        total=9, completed=2, overdue=2, due_soon=1, awaiting_confirmation=1, undated=1, suspended=1, cancelled=1
    )
    assert counts.counted == 8


DATES = st.none() | st.dates(min_value=date(2023, 1, 1), max_value=date(2030, 12, 31))
STEPS = st.lists(
    st.builds(
        Step,
        code=st.just("M"),
        number=st.integers(1, 20),
        facts=st.builds(MilestoneFacts, st.sampled_from(MilestoneStatus), DATES, DATES, DATES),
        conditional=st.booleans(),
        started_on=DATES,
    ),
    max_size=6,
)
DAYS = st.dates(min_value=date(2023, 1, 1), max_value=date(2030, 12, 31))


@given(STEPS, DAYS)
def test_the_matrix_of_milestones_balances_with_their_counts(milestones: list[Step], as_of: date) -> None:
    cells = [cell_of(each.facts.status, judge(each.facts, as_of).timeliness) for each in milestones]
    matrix, counts = Matrix.of(cells), count_milestones(milestones, as_of)

    completed = matrix.completed_on_time + matrix.completed_late + matrix.completed_without_deadline
    assert (completed, matrix.open_overdue) == (counts.completed, counts.overdue)
    assert (matrix.open_without_deadline, matrix.total_without_cancelled) == (counts.undated, counts.counted)


@given(STEPS, DAYS)
def test_a_project_is_overdue_exactly_when_an_open_required_milestone_is(milestones: list[Step], as_of: date) -> None:
    facts = [each.facts for each in milestones if not each.conditional and each.facts.status in OPEN_STATUSES]
    has_late = any(judge(each, as_of).timeliness is Timeliness.OVERDUE for each in facts)

    timeliness = project_timeliness(ProjectFacts(project_status(milestones)), milestones, as_of).timeliness

    assert (timeliness is Timeliness.OVERDUE) is has_late


@given(STEPS, DATES, DAYS)
def test_every_project_stands_in_a_cell(milestones: list[Step], deadline_on: date | None, as_of: date) -> None:
    project = ProjectFacts(project_status(milestones), deadline_on)

    judgement = project_timeliness(project, milestones, as_of)

    assert Matrix.of([cell_of(project.status, judgement.timeliness)]).total == 1


@given(STEPS)
def test_the_next_milestone_is_open(milestones: list[Step]) -> None:
    following = next_milestone(milestones)

    assert following is None or following.facts.status in OPEN_STATUSES


@given(STEPS, DAYS)
def test_time_alone_never_takes_a_project_out_of_delay(milestones: list[Step], as_of: date) -> None:
    project = ProjectFacts(project_status(milestones))
    today = project_timeliness(project, milestones, as_of).timeliness
    tomorrow = project_timeliness(project, milestones, as_of + timedelta(days=1)).timeliness

    if today is Timeliness.OVERDUE:
        assert tomorrow is Timeliness.OVERDUE
