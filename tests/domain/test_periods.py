"""Reporting periods close on the 14th, as Nghị định 09/2019/NĐ-CP says, or on the day that an office has chosen."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.periods import MONTH_END, Period, PeriodLength, parse_period, period_containing, write_period

MONTH, QUARTER, HALF_YEAR, YEAR = PeriodLength
LENGTHS = st.sampled_from(list(PeriodLength))
CLOSING = st.integers(1, 28) | st.just(MONTH_END)
DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 12, 31))


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        pytest.param(Period(MONTH, 2025, 1), date(2024, 12, 15), date(2025, 1, 14), id="January"),
        pytest.param(Period(MONTH, 2024, 3), date(2024, 2, 15), date(2024, 3, 14), id="March of a leap year"),
        pytest.param(Period(MONTH, 2025, 12), date(2025, 11, 15), date(2025, 12, 14), id="December"),
        pytest.param(Period(QUARTER, 2025, 1), date(2024, 12, 15), date(2025, 3, 14), id="first quarter"),
        pytest.param(Period(QUARTER, 2025, 4), date(2025, 9, 15), date(2025, 12, 14), id="fourth quarter"),
        pytest.param(Period(HALF_YEAR, 2025, 1), date(2024, 12, 15), date(2025, 6, 14), id="first half"),
        pytest.param(Period(HALF_YEAR, 2025, 2), date(2025, 6, 15), date(2025, 12, 14), id="second half"),
        pytest.param(Period(YEAR, 2025, 1), date(2024, 12, 15), date(2025, 12, 14), id="a year"),
    ],
)
def test_a_period_runs_from_the_15th_to_the_14th(period: Period, first: date, last: date) -> None:
    assert (period.first, period.last) == (first, last)


@pytest.mark.parametrize(
    ("day", "length", "period"),
    [
        pytest.param(date(2025, 12, 14), YEAR, Period(YEAR, 2025, 1), id="the year's last day"),
        pytest.param(date(2025, 12, 15), YEAR, Period(YEAR, 2026, 1), id="from 15 December it is next year"),
        pytest.param(date(2025, 12, 31), MONTH, Period(MONTH, 2026, 1), id="31 December is January"),
        pytest.param(date(2024, 2, 29), MONTH, Period(MONTH, 2024, 3), id="29 February is March"),
        pytest.param(date(2025, 1, 31), MONTH, Period(MONTH, 2025, 2), id="31 January is February"),
        pytest.param(date(2025, 3, 14), QUARTER, Period(QUARTER, 2025, 1), id="a quarter's last day"),
        pytest.param(date(2025, 3, 15), QUARTER, Period(QUARTER, 2025, 2), id="a quarter's first day"),
        pytest.param(date(2025, 6, 15), HALF_YEAR, Period(HALF_YEAR, 2025, 2), id="the second half's first day"),
    ],
)
def test_a_day_belongs_to_the_period_that_closes_its_figures(day: date, length: PeriodLength, period: Period) -> None:
    assert period_containing(day, length) == period


@given(DAYS, LENGTHS, CLOSING)
def test_a_day_lies_in_its_period(day: date, length: PeriodLength, closes_on: int) -> None:
    period = period_containing(day, length, closes_on)

    assert period.first <= day <= period.last


@given(DAYS, LENGTHS, CLOSING)
def test_periods_follow_each_other_without_a_gap(day: date, length: PeriodLength, closes_on: int) -> None:
    period = period_containing(day, length, closes_on)

    following = period_containing(period.last + timedelta(days=1), length, closes_on)

    assert following.first == period.last + timedelta(days=1)
    assert {period_containing(end, length, closes_on) for end in (period.first, period.last)} == {period}


@given(st.integers(1900, 2200), st.sampled_from((QUARTER, HALF_YEAR, YEAR)), CLOSING)
def test_longer_periods_are_made_of_whole_months(year: int, length: PeriodLength, closes_on: int) -> None:
    months = [Period(MONTH, year, number, closes_on) for number in range(1, 13)]
    days = {(month.first, month.last): period_containing(month.last, length, closes_on) for month in months}

    for (first, last), period in days.items():
        assert period.first <= first <= last <= period.last
    assert months[0].first == days[months[0].first, months[0].last].first


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        (Period(MONTH, 2024, 2, MONTH_END), date(2024, 2, 1), date(2024, 2, 29)),
        (Period(QUARTER, 2026, 1, MONTH_END), date(2026, 1, 1), date(2026, 3, 31)),
        (Period(YEAR, 2026, 1, MONTH_END), date(2026, 1, 1), date(2026, 12, 31)),
        (Period(MONTH, 2026, 3, 28), date(2026, 3, 1), date(2026, 3, 28)),
        (Period(HALF_YEAR, 2026, 2, 20), date(2026, 6, 21), date(2026, 12, 20)),
    ],
)
def test_an_office_may_close_its_figures_on_another_day(period: Period, first: date, last: date) -> None:
    assert (period.first, period.last) == (first, last)


@pytest.mark.parametrize("closes_on", [0, 29, 30, 32, -1])
def test_a_day_that_not_every_month_has_closes_no_period(closes_on: int) -> None:
    with pytest.raises(ValueError, match="Not every month"):
        Period(MONTH, 2025, 1, closes_on)


@pytest.mark.parametrize(("length", "count"), [(MONTH, 12), (QUARTER, 4), (HALF_YEAR, 2), (YEAR, 1)])
def test_a_year_has_so_many_periods_and_no_more(length: PeriodLength, count: int) -> None:
    assert Period(length, 2025, count).last == date(2025, 12, 14)
    for number in (0, count + 1):
        with pytest.raises(ValueError, match=f"A year has no {length} number {number}"):
            Period(length, 2025, number)


@given(DAYS, LENGTHS, CLOSING)
def test_a_period_is_read_as_it_is_written(day: date, length: PeriodLength, closes_on: int) -> None:
    period = period_containing(day, length, closes_on)

    assert parse_period(write_period(period), closes_on) == period


@pytest.mark.parametrize("text", ["", "2026-13", "2026-Q5", "2026-H3", "26", "2026-1", "Q4", "2026-Q", "٢٠٢٦"])
def test_what_names_no_period_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no"):
        parse_period(text)
