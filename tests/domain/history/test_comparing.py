"""What became of a record between two moments."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.deadlines import Deadline, DeadlinePrecision
from app.domain.history.comparing import (
    Change,
    ChangeKind,
    changes_of_measurement,
    changes_of_named,
    changes_of_obstacle,
    changes_of_quotation,
    changes_of_request,
    changes_of_work,
    is_late,
    reassignments,
)
from app.domain.history.states import (
    Days,
    Holding,
    MeasurementState,
    NamedState,
    ObstacleState,
    RequestState,
    WorkState,
)
from app.domain.organisations.roles import AssignmentRole
from app.domain.portfolio.statuses import MilestoneStatus
from app.domain.work.extensions import ExtensionStatus

MARCH, JUNE_END, YEAR_END = date(2026, 3, 1), date(2026, 6, 30), date(2026, 12, 31)
DAYS = Days(MARCH, date(2026, 9, 1))
OPEN = MilestoneStatus.IN_PROGRESS


def by(on: date, precision: DeadlinePrecision = DeadlinePrecision.DAY) -> Deadline:
    return Deadline(on, precision)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param(
            None, WorkState("Khảo sát", OPEN), [Change(ChangeKind.ADDED, after="Khảo sát")], id="it was not there"
        ),
        pytest.param(
            WorkState("Khảo sát", OPEN), None, [Change(ChangeKind.REMOVED, before="Khảo sát")], id="it is gone"
        ),
        pytest.param(
            WorkState("A", MilestoneStatus.NOT_STARTED),
            WorkState("A", OPEN),
            [Change(ChangeKind.MOVED, MilestoneStatus.NOT_STARTED, OPEN)],
            id="it was begun",
        ),
        pytest.param(
            WorkState("A", OPEN, by(JUNE_END)),
            WorkState("A", MilestoneStatus.COMPLETED, by(JUNE_END), completed_on=date(2026, 7, 5)),
            [Change(ChangeKind.COMPLETED, OPEN, MilestoneStatus.COMPLETED, days=5)],
            id="it was completed five days late",
        ),
        pytest.param(
            WorkState("A", OPEN, by(JUNE_END)),
            WorkState("A", OPEN, by(YEAR_END), times_extended=2),
            [Change(ChangeKind.RE_DATED, by(JUNE_END), by(YEAR_END), times=2)],
            id="its deadline was extended",
        ),
        pytest.param(
            WorkState("A", OPEN, by(YEAR_END)),
            WorkState("A", OPEN, by(YEAR_END, DeadlinePrecision.YEAR)),
            [Change(ChangeKind.RE_DATED, by(YEAR_END), by(YEAR_END, DeadlinePrecision.YEAR))],
            id="its deadline is less exact",
        ),
        pytest.param(
            WorkState("A", OPEN, by(JUNE_END)),
            WorkState("A", OPEN, by(JUNE_END)),
            [Change(ChangeKind.BECAME_LATE, on=date(2026, 7, 1))],
            id="time went by",
        ),
        pytest.param(
            WorkState("A", OPEN, by(date(2026, 1, 31))),
            WorkState("A", OPEN, by(YEAR_END), times_extended=1),
            [
                Change(ChangeKind.RE_DATED, by(date(2026, 1, 31)), by(YEAR_END), times=1),
                Change(ChangeKind.NO_LONGER_LATE),
            ],
            id="an extension took it out of lateness",
        ),
        pytest.param(
            WorkState("A", OPEN, published=False),
            WorkState("A", OPEN, published=True),
            [Change(ChangeKind.PUBLISHED)],
            id="it was published",
        ),
        pytest.param(
            WorkState("A", OPEN, programme="1", others={"place": None}),
            WorkState("B", OPEN, programme="2", others={"place": "Hẻm 91"}),
            [
                Change(ChangeKind.PLACED, "1", "2"),
                Change(ChangeKind.RENAMED, "A", "B"),
                Change(ChangeKind.EDITED, None, "Hẻm 91", about="place"),
            ],
            id="its words were edited",
        ),
    ],
)
def test_what_became_of_work(before: WorkState | None, after: WorkState | None, expected: list[Change]) -> None:
    assert changes_of_work(before, after, DAYS) == expected


def holding(organisation: str, role: AssignmentRole = AssignmentRole.LEAD, who: str | None = None) -> Holding:
    return Holding(role, organisation, who)


def test_a_new_lead_takes_the_place_of_the_one_before() -> None:
    assert reassignments([holding("quan")], [holding("so")]) == [
        Change(ChangeKind.REASSIGNED, "quan", "so", about=AssignmentRole.LEAD)
    ]


def test_those_who_coordinate_come_and_go_one_by_one() -> None:
    role = AssignmentRole.COORDINATE

    found = reassignments([holding("a", role), holding("b", role)], [holding("b", role), holding("c", role)])

    assert found == [
        Change(ChangeKind.REASSIGNED, before="a", about=role),
        Change(ChangeKind.REASSIGNED, after="c", about=role),
    ]


def test_the_same_lead_may_answer_by_another_person() -> None:
    found = reassignments([holding("so", who="Giám đốc")], [holding("so", who="Phó Giám đốc")])

    assert found == [Change(ChangeKind.RESPONSIBLE, "Giám đốc", "Phó Giám đốc", about=AssignmentRole.LEAD)]


def test_a_request_shows_until_it_is_granted() -> None:
    asked, refused, granted = (
        RequestState(status, by(YEAR_END))
        for status in (ExtensionStatus.ASKED, ExtensionStatus.REFUSED, ExtensionStatus.GRANTED)
    )

    assert changes_of_request(None, asked) == [Change(ChangeKind.EXTENSION_ASKED, after=by(YEAR_END))]
    assert changes_of_request(asked, refused) == [Change(ChangeKind.EXTENSION_REFUSED, after=by(YEAR_END))]
    assert changes_of_request(asked, granted) == []


def test_an_obstacle_named_and_cleared_meanwhile_shows_as_both() -> None:
    assert [each.kind for each in changes_of_obstacle(None, ObstacleState("capital", is_cleared=True))] == [
        ChangeKind.OBSTACLE_NAMED,
        ChangeKind.OBSTACLE_CLEARED,
    ]


def test_other_records_show_what_they_were_and_are() -> None:
    measured = MeasurementState(Decimal(90), 2025)

    assert changes_of_quotation(None, "mở rộng đường") == [Change(ChangeKind.QUOTED, after="mở rộng đường")]
    assert changes_of_measurement(None, measured) == [Change(ChangeKind.MEASURED, after=Decimal(90), about="2025")]
    assert changes_of_measurement(measured, MeasurementState(Decimal(91), 2025)) == [
        Change(ChangeKind.CORRECTED, Decimal(90), Decimal(91), about="2025")
    ]
    assert changes_of_named(NamedState("Quận"), NamedState("Quận", ended_on=JUNE_END)) == [
        Change(ChangeKind.ENDED, None, JUNE_END)
    ]


deadlines = st.none() | st.builds(
    Deadline, st.dates(date(2025, 1, 1), date(2027, 12, 31)), st.sampled_from(DeadlinePrecision)
)
works = st.builds(
    WorkState,
    title=st.sampled_from("ABC"),
    status=st.sampled_from(MilestoneStatus),
    deadline=deadlines,
    completed_on=st.none() | st.dates(date(2025, 1, 1), date(2027, 12, 31)),
    times_extended=st.integers(0, 3),
    share_done=st.none() | st.floats(0, 1),
    published=st.booleans(),
    others=st.fixed_dictionaries({"place": st.none() | st.sampled_from("XY")}),
)
days = st.dates(date(2025, 1, 1), date(2027, 12, 31))
holdings = st.lists(
    st.builds(Holding, st.sampled_from(AssignmentRole), st.sampled_from("abc")), max_size=4, unique=True
)


@given(works, days)
def test_a_state_is_as_it_is(state: WorkState, day: date) -> None:
    assert changes_of_work(state, state, Days(day, day)) == []


@given(st.lists(st.tuples(st.none() | works, st.none() | works), max_size=8), days, days)
def test_counts_balance(pairs: list[tuple[WorkState | None, WorkState | None]], day: date, other: date) -> None:
    """Opening, plus what came, less what went, is closing: of what is there, and of what is late."""
    span = Days(min(day, other), max(day, other))
    kinds = [change.kind for before, after in pairs for change in changes_of_work(before, after, span)]

    there = [sum(state is not None for state in side) for side in zip(*pairs, strict=True)] or [0, 0]
    late = [sum(is_late(before, span.before) for before, _ in pairs), sum(is_late(now, span.after) for _, now in pairs)]

    assert there[0] + kinds.count(ChangeKind.ADDED) - kinds.count(ChangeKind.REMOVED) == there[1]
    assert late[0] + kinds.count(ChangeKind.BECAME_LATE) - kinds.count(ChangeKind.NO_LONGER_LATE) == late[1]


@given(holdings, holdings)
def test_reassignments_lead_from_those_before_to_those_after(then: list[Holding], now: list[Holding]) -> None:
    found = reassignments(then, now)

    holders = {(each.role.value, each.organisation) for each in then}
    holders -= {(str(change.about), str(change.before)) for change in found if change.before is not None}
    holders |= {(str(change.about), str(change.after)) for change in found if change.after is not None}

    assert holders == {(each.role.value, each.organisation) for each in now}
    assert reassignments(now, now) == []
