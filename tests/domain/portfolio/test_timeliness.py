"""Timeliness, over every status and every order of the days it depends on."""

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.portfolio.statuses import OPEN_STATUSES, MilestoneStatus
from app.domain.portfolio.timeliness import (
    RULES,
    Judgement,
    MilestoneFacts,
    Timeliness,
    judge,
)

NOT_STARTED, IN_PROGRESS, AWAITING, COMPLETED, SUSPENDED, CANCELLED = MilestoneStatus
AS_OF = date(2026, 3, 10)
RUNNING = (NOT_STARTED, IN_PROGRESS)


def day(offset: int) -> date:
    """Return the day that lies `offset` days after the day of the judgement."""
    return AS_OF + timedelta(days=offset)


def expected(status: MilestoneStatus, due: int | None, start: int | None, done: int | None) -> Judgement:
    """Say in plain words what the table says; all days are offsets from the day of the judgement."""
    if status in {SUSPENDED, CANCELLED}:
        return Judgement(Timeliness(status.value))
    waiting = max(0, -done) if status is AWAITING and done is not None else None
    if due is None:
        return Judgement(Timeliness.NO_DEADLINE, None, waiting)
    if done is not None and status is COMPLETED:
        return (
            Judgement(Timeliness.COMPLETED_LATE, done - due) if done > due else Judgement(Timeliness.COMPLETED_ON_TIME)
        )
    if done is not None and status is AWAITING:
        is_late = done > due
        late, in_time = Timeliness.OVERDUE, Timeliness.ON_TRACK
        return Judgement(late if is_late else in_time, done - due if is_late else None, waiting)
    return Judgement(Timeliness.NO_DEADLINE) if status is COMPLETED else running(due, start)


def running(due: int, start: int | None) -> Judgement:
    if due < 0:
        return Judgement(Timeliness.OVERDUE, -due)
    if due <= 7:
        return Judgement(Timeliness.DUE_SOON, due)
    return Judgement(Timeliness.NOT_YET_DUE if start is not None and start > 0 else Timeliness.ON_TRACK, due)


OFFSETS = (None, -30, -1, 0, 1, 6, 7, 8, 30)


@pytest.mark.parametrize("status", MilestoneStatus)
@pytest.mark.parametrize("due", OFFSETS)
def test_every_status_meets_every_order_of_days(status: MilestoneStatus, due: int | None) -> None:
    for start, done in product(OFFSETS, OFFSETS):
        facts = MilestoneFacts(status, *(None if each is None else day(each) for each in (due, start, done)))

        assert judge(facts, AS_OF) == expected(status, due, start, done), (start, done)


@pytest.mark.parametrize(
    ("facts", "judgement"),
    [
        pytest.param(
            MilestoneFacts(IN_PROGRESS, date(2026, 3, 9)), Judgement(Timeliness.OVERDUE, 1), id="due yesterday"
        ),
        pytest.param(MilestoneFacts(IN_PROGRESS, AS_OF), Judgement(Timeliness.DUE_SOON, 0), id="due today"),
        pytest.param(
            MilestoneFacts(NOT_STARTED, date(2026, 3, 17)), Judgement(Timeliness.DUE_SOON, 7), id="due in a week"
        ),
        pytest.param(
            MilestoneFacts(NOT_STARTED, date(2026, 3, 18)), Judgement(Timeliness.ON_TRACK, 8), id="due in eight days"
        ),
        pytest.param(
            MilestoneFacts(NOT_STARTED, date(2026, 12, 31), planned_start=date(2026, 3, 11)),
            Judgement(Timeliness.NOT_YET_DUE, 296),
            id="begins tomorrow",
        ),
        pytest.param(
            MilestoneFacts(NOT_STARTED, date(2026, 3, 12), planned_start=date(2026, 3, 11)),
            Judgement(Timeliness.DUE_SOON, 2),
            id="begins tomorrow but is due right after",
        ),
        pytest.param(
            MilestoneFacts(AWAITING, date(2026, 3, 1), completed_on=date(2026, 3, 1)),
            Judgement(Timeliness.ON_TRACK, None, 9),
            id="claimed in time, confirmation takes long",
        ),
        pytest.param(
            MilestoneFacts(AWAITING, date(2026, 3, 1), completed_on=date(2026, 3, 4)),
            Judgement(Timeliness.OVERDUE, 3, 6),
            id="claimed three days late",
        ),
        pytest.param(
            MilestoneFacts(IN_PROGRESS, date(2026, 3, 1), completed_on=date(2026, 3, 1)),
            Judgement(Timeliness.OVERDUE, 9),
            id="returned, as if never claimed",
        ),
        pytest.param(
            MilestoneFacts(COMPLETED, date(2025, 12, 31), completed_on=date(2026, 1, 2)),
            Judgement(Timeliness.COMPLETED_LATE, 2),
            id="completed two days late, across the year's end",
        ),
    ],
)
def test_a_milestone_is_judged(facts: MilestoneFacts, judgement: Judgement) -> None:
    assert judge(facts, AS_OF) == judgement


@pytest.mark.parametrize("due", [None, day(-5), day(5)])
def test_completed_without_a_date_is_held_against_no_deadline(due: date | None) -> None:
    assert judge(MilestoneFacts(COMPLETED, due), AS_OF) == Judgement(Timeliness.NO_DEADLINE)


def test_a_claim_without_a_date_does_not_stop_the_clock() -> None:
    assert judge(MilestoneFacts(AWAITING, day(-3)), AS_OF) == Judgement(Timeliness.OVERDUE, 3)


def test_the_last_rule_alone_has_no_condition() -> None:
    last = len(RULES) - 1

    assert [bool(rule.conditions) for rule in RULES] == [True] * last + [False]


def test_every_timeliness_has_a_rule() -> None:
    assert {rule.timeliness for rule in RULES} == set(Timeliness)


DATES = st.none() | st.dates(min_value=date(2020, 1, 1), max_value=date(2035, 12, 31))
FACTS = st.builds(MilestoneFacts, st.sampled_from(MilestoneStatus), DATES, DATES, DATES)
DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2035, 12, 31))


@given(FACTS, DAYS)
def test_days_late_and_days_left_are_never_negative(facts: MilestoneFacts, as_of: date) -> None:
    judgement = judge(facts, as_of)

    assert (judgement.days or 0) >= 0
    assert (judgement.waiting_days or 0) >= 0
    if judgement.timeliness in {Timeliness.OVERDUE, Timeliness.COMPLETED_LATE}:
        assert judgement.days != 0


@given(FACTS, DAYS, DAYS)
def test_a_confirmed_result_is_judged_alike_on_every_day(facts: MilestoneFacts, one: date, other: date) -> None:
    if facts.status is COMPLETED:
        assert judge(facts, one) == judge(facts, other)


@given(st.sampled_from(OPEN_STATUSES), DAYS, DATES, DATES, DAYS)
def test_what_is_overdue_stays_overdue(
    status: MilestoneStatus, deadline: date, start: date | None, done: date | None, as_of: date
) -> None:
    facts = MilestoneFacts(status, deadline, start, done)

    if judge(facts, as_of).timeliness is Timeliness.OVERDUE:
        assert judge(facts, as_of + timedelta(days=1)).timeliness is Timeliness.OVERDUE
