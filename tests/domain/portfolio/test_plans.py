"""Plans from templates: dates by predecessors and working days, faults by name, and what holds of every plan."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.calendar import DayKind, OfficeCalendar, is_weekend
from app.domain.errors import PlanError
from app.domain.portfolio.plans import PlannedStep, faults_of, plan

CALENDAR, WORKING = DayKind
MONDAY = date(2026, 3, 2)
PLAIN = OfficeCalendar()
DAYS = st.dates(min_value=date(2023, 1, 1), max_value=date(2027, 12, 31))


@dataclass(frozen=True)
class Stage:
    number: int
    days: int | None = None
    after: tuple[int, ...] = ()
    conditional: bool = False
    day_kind: DayKind = WORKING


@st.composite
def templates(draw: st.DrawFn) -> list[Stage]:
    """Draw steps in any order; each follows some with lower numbers, so that no circle arises."""
    steps = [
        Stage(
            number,
            draw(st.none() | st.integers(min_value=1, max_value=40)),
            tuple(sorted(draw(st.frozensets(st.integers(min_value=1, max_value=number - 1), max_size=3))))
            if number > 1
            else (),
            draw(st.booleans()),
            draw(st.sampled_from(DayKind)),
        )
        for number in range(1, draw(st.integers(min_value=1, max_value=10)) + 1)
    ]
    return draw(st.permutations(steps))


@st.composite
def calendars(draw: st.DrawFn) -> OfficeCalendar:
    holidays = draw(st.frozensets(DAYS, max_size=40))
    swapped = draw(st.frozensets(DAYS.filter(is_weekend), max_size=8))
    return OfficeCalendar(holidays - swapped, swapped)


def test_a_step_takes_its_days_and_the_next_begins_the_working_day_after() -> None:
    steps = [Stage(1, days=5), Stage(2, days=2, after=(1,))]

    assert plan(steps, MONDAY, PLAIN) == [
        PlannedStep(1, MONDAY, date(2026, 3, 6)),
        PlannedStep(2, date(2026, 3, 9), date(2026, 3, 10)),
    ]


def test_work_begins_on_the_first_working_day() -> None:
    sunday = MONDAY - timedelta(days=1)
    closed_on_monday = OfficeCalendar(frozenset({MONDAY}))

    assert plan([Stage(1, days=1)], sunday, closed_on_monday) == [
        PlannedStep(1, date(2026, 3, 3), date(2026, 3, 3)),
    ]


def test_the_latest_predecessor_decides() -> None:
    steps = [Stage(1, days=2), Stage(2, days=4), Stage(3, days=1, after=(1, 2))]

    assert plan(steps, MONDAY, PLAIN)[2] == PlannedStep(3, date(2026, 3, 6), date(2026, 3, 6))


def test_calendar_days_run_on_over_the_weekend() -> None:
    steps = [Stage(1, days=5), Stage(2, days=4, after=(1,), day_kind=CALENDAR)]

    assert plan(steps, MONDAY, PLAIN)[1] == PlannedStep(2, date(2026, 3, 9), date(2026, 3, 10))


def test_a_step_without_days_has_no_deadline_and_passes_its_start_on() -> None:
    steps = [Stage(1, days=5), Stage(2, after=(1,)), Stage(3, days=1, after=(2,))]

    assert plan(steps, MONDAY, PLAIN)[1:] == [
        PlannedStep(2, date(2026, 3, 9), None),
        PlannedStep(3, date(2026, 3, 9), date(2026, 3, 9)),
    ]


def test_a_conditional_step_holds_up_nobody() -> None:
    steps = [Stage(1, days=5), Stage(2, days=15, after=(1,), conditional=True), Stage(3, days=1, after=(1, 2))]

    assert plan(steps, MONDAY, PLAIN)[1:] == [
        PlannedStep(2, date(2026, 3, 9), date(2026, 3, 27)),
        PlannedStep(3, date(2026, 3, 9), date(2026, 3, 9)),
    ]


@pytest.mark.parametrize(
    ("steps", "told"),
    [
        pytest.param([Stage(1), Stage(1)], "Each step needs a number of its own; given twice: 1.", id="a number twice"),
        pytest.param(
            [Stage(1, days=0)], "A step takes at least one day, or leaves its days open: 1.", id="a step of no days"
        ),
        pytest.param(
            [Stage(1, after=(2,))],
            "A step can only follow a step of the same template; these follow another: 1.",
            id="an unknown predecessor",
        ),
        pytest.param([Stage(1, after=(1,))], "Steps that wait for each other never begin: 1.", id="after itself"),
        pytest.param(
            [Stage(1), Stage(2, after=(3,)), Stage(3, after=(1, 2))],
            "Steps that wait for each other never begin: 2, 3.",
            id="after each other",
        ),
    ],
)
def test_steps_that_cannot_be_planned_are_refused(steps: list[Stage], told: str) -> None:
    with pytest.raises(PlanError) as caught:
        plan(steps, MONDAY, PLAIN)

    assert str(caught.value) == told


def test_every_fault_is_named() -> None:
    steps = [Stage(1, days=-1), Stage(2, after=(3,)), Stage(2)]

    with pytest.raises(PlanError) as caught:
        plan(steps, MONDAY, PLAIN)

    assert [error.detail for error in caught.value.errors] == faults_of(steps)
    assert len(faults_of(steps)) == 3


def test_no_steps_make_an_empty_plan() -> None:
    assert plan([], MONDAY, PLAIN) == []


@given(templates(), DAYS, calendars())
def test_no_step_begins_before_what_it_waits_for_is_due(
    steps: list[Stage], start: date, calendar: OfficeCalendar
) -> None:
    planned = {each.number: each for each in plan(steps, start, calendar)}
    stages = {step.number: step for step in steps}

    for step in steps:
        assert planned[step.number].start >= start
        for other in step.after:
            due = None if stages[other].conditional else planned[other].deadline
            assert planned[step.number].start >= planned[other].start
            assert due is None or planned[step.number].start > due


@given(templates(), DAYS, calendars())
def test_steps_begin_and_fall_due_on_working_days(steps: list[Stage], start: date, calendar: OfficeCalendar) -> None:
    for each in plan(steps, start, calendar):
        assert calendar.is_working_day(each.start)
        assert each.deadline is None or (calendar.is_working_day(each.deadline) and each.deadline >= each.start)


@given(templates(), DAYS, DAYS, calendars())
def test_starting_later_never_brings_anything_forward(
    steps: list[Stage], one: date, other: date, calendar: OfficeCalendar
) -> None:
    sooner, later = (plan(steps, day, calendar) for day in sorted((one, other)))

    for early, late in zip(sooner, later, strict=True):
        assert early.start <= late.start
        assert (early.deadline is None) == (late.deadline is None)
        assert early.deadline is None or late.deadline is None or early.deadline <= late.deadline


@given(templates(), DAYS, calendars())
def test_the_order_of_the_steps_changes_no_date(steps: list[Stage], start: date, calendar: OfficeCalendar) -> None:
    again = sorted(steps, key=lambda step: -step.number)

    assert set(plan(steps, start, calendar)) == set(plan(again, start, calendar))
