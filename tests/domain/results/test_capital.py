"""Which plan is in force, what was paid out, and both disbursement rates, against counting by hand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.results.capital import (
    Fund,
    Lacking,
    Paid,
    PlanKind,
    Planned,
    Rate,
    TotalKind,
    Years,
    added,
    in_force,
    medium_term_rate,
    medium_term_years,
    paid_by,
    paid_in,
    planned_for,
    rate,
    total_in_force,
    yearly_rate,
)

CITY, CENTRAL, LOANS = Fund.CITY_BUDGET, Fund.CENTRAL_BUDGET, Fund.FOREIGN_LOANS
JUNE, DECEMBER = date(2026, 6, 30), date(2026, 12, 31)
PERIOD = Years(2026, 2030)
DAYS = st.integers(0, 40).map(lambda days: date(2026, 1, 1) + timedelta(days=days * 30))
AMOUNTS = st.integers(0, 10**15)
FUNDS = st.sampled_from((CITY, CENTRAL, LOANS))
YEARLY = st.integers(2025, 2028).map(lambda year: Years(year, year))
PERIODS = st.sampled_from((Years(2021, 2025), PERIOD))
PLANS = st.lists(
    st.one_of(
        st.builds(Planned, st.just(PlanKind.YEARLY), YEARLY, FUNDS, AMOUNTS, DAYS),
        st.builds(Planned, st.just(PlanKind.MEDIUM_TERM), PERIODS, FUNDS, AMOUNTS, DAYS),
    ),
    max_size=12,
)
PAYMENTS = st.lists(st.builds(Paid, st.integers(2024, 2029), FUNDS, AMOUNTS, DAYS), max_size=12)


def yearly(year: int, amount: int, fund: Fund = CITY, on: date = date(2025, 12, 10)) -> Planned:
    return Planned(PlanKind.YEARLY, Years(year, year), fund, amount, on)


def medium(amount: int, fund: Fund = CITY, on: date = date(2025, 12, 10)) -> Planned:
    return Planned(PlanKind.MEDIUM_TERM, PERIOD, fund, amount, on)


@dataclass(frozen=True)
class Total:
    kind: TotalKind
    decided_on: date


def test_a_total_that_nobody_has_decided_is_not_in_force() -> None:
    told, first = Total(TotalKind.REPORTED, JUNE), Total(TotalKind.APPROVED, date(2026, 7, 1))
    adjusted, asked = Total(TotalKind.ADJUSTED, date(2026, 9, 1)), Total(TotalKind.PROPOSED, date(2026, 10, 1))
    series = [asked, adjusted, told, first]

    assert total_in_force(series, JUNE) is None
    assert total_in_force(series, date(2026, 7, 1)) is first
    assert total_in_force(series, DECEMBER) is adjusted


def test_a_later_decision_takes_the_place_of_an_earlier_one_from_its_day() -> None:
    first, adjusted = yearly(2026, 80), yearly(2026, 60, on=date(2026, 7, 15))

    assert in_force([adjusted, first], JUNE) == [first]
    assert in_force([adjusted, first], date(2026, 7, 15)) == [adjusted]
    assert in_force([first], date(2025, 12, 9)) == []


def test_a_year_s_plan_and_a_medium_term_one_of_the_same_source_stand_beside_each_other() -> None:
    plans = [yearly(2026, 80), medium(400), yearly(2027, 90), yearly(2026, 30, CENTRAL)]

    assert in_force(plans, DECEMBER) == plans
    assert planned_for(plans, PlanKind.YEARLY, Years(2026, 2026)) == {CITY: 80, CENTRAL: 30}
    assert planned_for(plans, PlanKind.MEDIUM_TERM, PERIOD) == {CITY: 400}


def test_what_was_last_reported_holds_also_where_it_is_less() -> None:
    paid = [Paid(2026, CITY, 50, JUNE), Paid(2026, CITY, 40, DECEMBER), Paid(2025, CITY, 9, JUNE)]

    assert paid_by(paid, JUNE) == [paid[0], paid[2]]
    assert paid_by(paid, DECEMBER) == [paid[1], paid[2]]


def test_both_rates_say_what_they_are_made_of() -> None:
    plans = [yearly(2027, 80), yearly(2027, 20, CENTRAL), medium(400), medium(100, CENTRAL)]
    payments = [Paid(2026, CITY, 90, DECEMBER), Paid(2027, CITY, 30, JUNE), Paid(2027, CENTRAL, 20, JUNE)]

    of_year, of_period = yearly_rate(plans, payments, 2027), medium_term_rate(plans, payments, 2027)

    assert (of_year, of_year.share) == (Rate(50, 100), 0.5)
    assert (of_period, of_period.share) == (Rate(140, 500), 0.28)


@pytest.mark.parametrize(
    ("planned", "paid", "expected", "lacking"),
    [
        pytest.param({}, {}, Rate(None, None), Lacking.NO_PLAN, id="nothing at all"),
        pytest.param({}, {CITY: 5}, Rate(None, None, 5), Lacking.NO_PLAN, id="paid without a plan"),
        pytest.param({CITY: 80}, {}, Rate(None, 80), Lacking.NOTHING_REPORTED, id="nobody has reported"),
        pytest.param({CITY: 80}, {LOANS: 5}, Rate(None, 80, 5), Lacking.NOTHING_REPORTED, id="paid from elsewhere"),
        pytest.param({CITY: 0}, {CITY: 0}, Rate(0, 0), Lacking.NOTHING_PLANNED, id="a plan of nothing"),
        pytest.param({CITY: 80}, {CITY: 0}, Rate(0, 80), None, id="reported that nothing was paid"),
        pytest.param({CITY: 80, LOANS: 20}, {CITY: 50}, Rate(50, 100), None, id="one of two sources reported"),
        pytest.param({CITY: 80}, {CITY: 50, LOANS: 7}, Rate(50, 80, 7), None, id="one of two sources planned"),
    ],
)
def test_without_a_denominator_there_is_no_rate_but_a_reason(
    planned: dict[Fund, int], paid: dict[Fund, int], expected: Rate, lacking: Lacking | None
) -> None:
    found = rate(planned, paid)

    assert (found, found.lacking) == (expected, lacking)
    assert (found.share is None) == (lacking is not None)


def test_without_a_medium_term_plan_what_was_paid_in_the_year_is_unplanned() -> None:
    assert medium_term_rate([], [Paid(2027, CITY, 30, JUNE), Paid(2026, CITY, 9, JUNE)], 2027) == Rate(None, None, 30)


def test_of_periods_that_overlap_the_one_that_begins_last_is_meant() -> None:
    plans = [medium(1), Planned(PlanKind.MEDIUM_TERM, Years(2021, 2026), CITY, 1, JUNE)]

    assert medium_term_years(plans, 2026) == PERIOD
    assert medium_term_years(plans, 2025) == Years(2021, 2026)
    assert medium_term_years(plans, 2031) is None


@given(PLANS, PAYMENTS, DAYS, st.integers(2025, 2028))
def test_rates_are_those_one_counts_by_hand(
    plans: Sequence[Planned], payments: Sequence[Paid], as_of: date, year: int
) -> None:
    held, reported = in_force(plans, as_of), paid_by(payments, as_of)
    period = PERIOD if year >= PERIOD.first else Years(2021, 2025)

    assert yearly_rate(held, reported, year) == _by_hand(plans, payments, as_of, PlanKind.YEARLY, Years(year, year))
    if any(plan.kind is PlanKind.MEDIUM_TERM and plan.years == period for plan in held):
        by_hand = _by_hand(plans, payments, as_of, PlanKind.MEDIUM_TERM, period)
        assert medium_term_rate(held, reported, year) == by_hand


def _by_hand(plans: Sequence[Planned], payments: Sequence[Paid], as_of: date, kind: PlanKind, years: Years) -> Rate:
    """Go through sources and years one by one, the last row of the last day each time."""
    planned: dict[Fund, int] = {}
    paid: dict[Fund, int] = {}
    for fund in Fund:
        mine = [each for each in plans if (each.kind, each.years, each.fund) == (kind, years, fund)]
        if (amount := _last((each.decided_on, each.amount) for each in mine if each.decided_on <= as_of)) is not None:
            planned[fund] = amount
        for year in range(years.first, years.last + 1):
            own = [(each.as_of, each.amount) for each in payments if (each.year, each.fund) == (year, fund)]
            if (amount := _last(pair for pair in own if pair[0] <= as_of)) is not None:
                paid[fund] = paid.get(fund, 0) + amount
    known = [paid[fund] for fund in planned if fund in paid]
    return Rate(
        sum(known) if known else None,
        sum(planned.values()) if planned else None,
        sum(amount for fund, amount in paid.items() if fund not in planned),
    )


def _last(pairs: Iterable[tuple[date, int]]) -> int | None:
    found: tuple[date, int] | None = None
    for pair in pairs:
        if found is None or pair[0] >= found[0]:
            found = pair
    return found[1] if found else None


@given(PLANS, PAYMENTS, DAYS)
def test_nothing_that_was_paid_is_lost_between_the_parts(
    plans: Sequence[Planned], payments: Sequence[Paid], as_of: date
) -> None:
    held, reported = in_force(plans, as_of), paid_by(payments, as_of)

    for year in range(2024, 2030):
        found = yearly_rate(held, reported, year)
        assert (found.disbursed or 0) + found.unplanned == sum(paid_in(reported, Years(year, year)).values())


@given(st.lists(st.builds(Rate, st.none() | AMOUNTS, st.none() | AMOUNTS, AMOUNTS), max_size=8))
def test_rates_of_many_projects_add_up(rates: list[Rate]) -> None:
    total = added(rates)

    assert (total.disbursed or 0, total.planned or 0, total.unplanned) == (
        sum(each.disbursed or 0 for each in rates),
        sum(each.planned or 0 for each in rates),
        sum(each.unplanned for each in rates),
    )
