"""Deadlines keep the precision they were stated with, and end on the last day of what they name."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.deadlines import Deadline, DeadlinePrecision, first_day, parse_deadline


@pytest.mark.parametrize(
    ("text", "precision", "first", "last"),
    [
        pytest.param("2026-06-15", "day", date(2026, 6, 15), date(2026, 6, 15), id="a day"),
        pytest.param("2026-06", "month", date(2026, 6, 1), date(2026, 6, 30), id="a month"),
        pytest.param("2025-02", "month", date(2025, 2, 1), date(2025, 2, 28), id="February"),
        pytest.param("2024-02", "month", date(2024, 2, 1), date(2024, 2, 29), id="February of a leap year"),
        pytest.param("2026-12", "month", date(2026, 12, 1), date(2026, 12, 31), id="the last month"),
        pytest.param("2026-Q1", "quarter", date(2026, 1, 1), date(2026, 3, 31), id="first quarter"),
        pytest.param("2026-Q2", "quarter", date(2026, 4, 1), date(2026, 6, 30), id="second quarter"),
        pytest.param("2026-Q3", "quarter", date(2026, 7, 1), date(2026, 9, 30), id="third quarter"),
        pytest.param("2026-Q4", "quarter", date(2026, 10, 1), date(2026, 12, 31), id="fourth quarter"),
        pytest.param("2026", "year", date(2026, 1, 1), date(2026, 12, 31), id="a year"),
        pytest.param("2021/2025", "period", None, date(2025, 12, 31), id="a period"),
        pytest.param("2025/2025", "period", None, date(2025, 12, 31), id="a period of one year"),
    ],
)
def test_a_deadline_is_due_on_the_last_day_of_what_it_names(
    text: str, precision: str, first: date | None, last: date
) -> None:
    deadline = parse_deadline(text)

    assert deadline == Deadline(last, DeadlinePrecision(precision))
    assert first_day(deadline) == first


@pytest.mark.parametrize(
    "text",
    [
        *("", "soon", "26", "0000", "２０２６", " 2026", "2026\n"),
        *("2026-13", "2026-00", "2026-6", "2026/06", "2026-Q5", "2026-Q0"),
        *("2025-02-29", "30/06/2026", "2025/2021", "2021-2025"),
    ],
)
def test_anything_else_is_refused_with_what_to_write(text: str) -> None:
    with pytest.raises(ValueError, match=r"is no deadline.*; write 2026-06-30, 2026-06, 2026-Q2, 2026 or 2021/2025\.$"):
        parse_deadline(text)


@given(st.text(alphabet="0123456789-/Q ", max_size=12))
def test_no_text_is_refused_in_any_other_way(text: str) -> None:
    try:
        deadline = parse_deadline(text)
    except ValueError:
        return
    assert first_day(deadline) is None or str(first_day(deadline)) <= str(deadline.on)


@given(st.dates())
def test_a_day_is_read_as_it_is_written(day: date) -> None:
    assert parse_deadline(day.isoformat()) == Deadline(day, DeadlinePrecision.DAY)


@given(st.dates(max_value=date(9999, 11, 30)))
def test_the_next_day_lies_in_another_month(day: date) -> None:
    last = parse_deadline(f"{day:%Y}-{day:%m}".zfill(7)).on

    assert (last.year, last.month) == (day.year, day.month)
    assert date.fromordinal(last.toordinal() + 1).month != day.month
