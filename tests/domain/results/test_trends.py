"""Where a figure is heading: against the value before, and drawn on to the target's last year."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.results.achievement import Verdict
from app.domain.results.targets import Comparator, Measurement, MeasurementKind, Target
from app.domain.results.trends import Direction, comparable, projection, trend
from app.domain.results.years import yearly

D = Decimal
LEVEL, GROWTH, ESTIMATE = MeasurementKind
NOW = date(2028, 3, 1)
WATER = Target(Comparator.AT_LEAST, 2026, 2030, low=D(90), due_year=2030, is_share=True)
POOR = Target(Comparator.BELOW, 2026, 2030, high=D("0.2"), due_year=2030, is_share=True)
INVESTMENT = Target(Comparator.AT_LEAST, 2026, 2030, low=D(17000))
BUDGET = Target(Comparator.AT_LEAST_ESTIMATE, 2026, 2030)
GROWING = Target(Comparator.GROWTH_BETWEEN, 2026, 2030, low=D(10), high=D(13))
AVERAGE = Target(Comparator.AVERAGE_GROWTH_AT_LEAST, 2026, 2030, low=D(12))
WORDS = Target(Comparator.QUALITATIVE, 2026, 2030)


def value(
    year: int, what: object, *, breaks: bool = False, scope: str = "phường", on: date | None = None
) -> Measurement:
    return Measurement(year, on or date(year, 12, 31), D(str(what)), LEVEL, series_break=breaks, scope=scope)


def test_the_latest_value_is_compared_with_the_one_before() -> None:
    found = trend(WATER, [value(2025, 68.2), value(2026, 70), value(2027, 73.5)])

    assert (found.direction, found.change, found.since, found.better) == (Direction.UP, D("3.5"), 2026, True)
    assert str(found.because) == "3.5 more than in 2026."


@pytest.mark.parametrize(
    ("target", "values", "better"),
    [(POOR, (0.3, 0.2), True), (POOR, (0.2, 0.3), False), (WATER, (80, 70), False), (WATER, (80, 80), None)],
)
def test_what_is_better_depends_on_the_target(target: Target, values: tuple[float, float], better: object) -> None:
    assert trend(target, [value(2026, values[0]), value(2027, values[1])]).better is better


@pytest.mark.parametrize(
    ("measurements", "why"),
    [
        ([], "No value has been recorded"),
        ([value(2026, 70)], "only one so far"),
        ([value(2025, 60), value(2026, 70, breaks=True)], "The series breaks at 2026"),
        ([value(2025, 60, scope="quận"), value(2026, 70)], "of another area (quận)"),
    ],
)
def test_without_two_comparable_values_the_reason_is_said(measurements: list[Measurement], why: str) -> None:
    found, ahead = trend(WATER, measurements), projection(WATER, measurements, NOW)

    assert (found.direction, found.change, ahead.value, ahead.reaches) == (None, None, None, None)
    assert why in str(found.because)
    assert found.because == ahead.assumption


def test_a_break_that_a_later_value_of_the_year_does_not_repeat_still_breaks() -> None:
    early = value(2026, 70, breaks=True, on=date(2026, 6, 1))

    assert [each.year for each in comparable(WATER, [value(2025, 60), early, value(2026, 71)])] == [2026]


def test_an_amount_waits_for_its_year_to_close_and_a_share_does_not() -> None:
    values = [value(2025, 10), value(2026, 20), value(2027, 9, on=date(2027, 6, 30))]

    assert [each.year for each in comparable(INVESTMENT, values)] == [2025, 2026]
    assert [each.year for each in comparable(WATER, values)] == [2025, 2026, 2027]


def test_a_straight_line_is_drawn_on_with_its_assumption() -> None:
    found = projection(WATER, [value(2025, 68), value(2027, 72)], NOW)

    assert (found.year, found.value, found.reaches) == (2030, D(78), False)
    assert str(found.assumption) == "If each year to come adds 2, as the years from 2025 to 2027 did on average."


@pytest.mark.parametrize("target", [BUDGET, GROWING, AVERAGE, WORDS])
def test_what_cannot_be_drawn_on_says_why(target: Target) -> None:
    values = [Measurement(year, date(year, 12, 31), D(12), target.kind, scope="phường") for year in (2026, 2027)]
    found = projection(target, values, NOW)

    assert found.value is None
    assert str(found.assumption)


def test_nothing_is_drawn_on_once_the_time_is_over() -> None:
    assert projection(WATER, [value(2026, 70), value(2027, 72)], date(2031, 1, 1)).value is None


YEARS = st.lists(st.integers(2015, 2029), min_size=2, max_size=8, unique=True)
EXACT = st.decimals(-1000, 1000, places=2)


@given(YEARS, EXACT, EXACT)
def test_a_projection_is_exact_on_a_straight_line(years: list[int], start: Decimal, step: Decimal) -> None:
    line = [value(year, start + step * (year - 2015)) for year in years]

    assert projection(INVESTMENT, line, NOW).value == start + step * 15


@given(YEARS, EXACT, EXACT, st.decimals(0, 500, places=2))
def test_a_higher_last_value_never_leads_lower(years: list[int], first: Decimal, last: Decimal, more: Decimal) -> None:
    start, end = min(years), max(years)
    lower = projection(INVESTMENT, [value(start, first), value(end, last)], NOW).value
    higher = projection(INVESTMENT, [value(start, first), value(end, last + more)], NOW).value

    assert lower is not None
    assert higher is not None
    assert higher >= lower


ANY = st.lists(
    st.builds(
        Measurement,
        year=st.integers(2019, 2030),
        as_of=st.dates(date(2019, 1, 1), date(2031, 12, 31)),
        value=st.decimals(-100, 200, places=1),
        kind=st.sampled_from(MeasurementKind),
        series_break=st.booleans(),
        scope=st.sampled_from(("quận", "phường")),
    ),
    max_size=14,
)
TARGETS = st.sampled_from((WATER, POOR, INVESTMENT, BUDGET, GROWING, AVERAGE, WORDS))


@given(TARGETS, ANY)
def test_values_are_only_compared_within_one_area_and_behind_the_last_break(
    target: Target, measurements: list[Measurement]
) -> None:
    run = comparable(target, measurements)
    years = [each.year for each in run]

    assert years == sorted(set(years))
    assert len({each.scope for each in run}) <= 1
    assert {each.kind for each in run} <= {target.kind}
    broken = {each.year for each in measurements if each.series_break and each.kind is target.kind}
    assert broken.isdisjoint(range(years[0] + 1, years[-1] + 1) if years else ())


@given(TARGETS, ANY)
def test_a_share_is_never_drawn_beyond_what_there_is(target: Target, measurements: list[Measurement]) -> None:
    found = projection(target, measurements, NOW)

    assert str(found.assumption)
    assert (found.value is None) is (found.reaches is None)
    if target.is_share and found.value is not None:
        assert 0 <= found.value <= 100


@given(TARGETS, ANY, st.dates(date(2026, 1, 1), date(2032, 1, 1)))
def test_every_year_of_the_period_has_its_line_and_only_closed_ones_are_judged(
    target: Target, measurements: list[Measurement], as_of: date
) -> None:
    years = yearly(target, measurements, as_of)

    assert [each.year for each in years] == list(range(2026, 2031))
    for each in years:
        decided = each.verdict in {Verdict.MET, Verdict.EXCEEDED, Verdict.NOT_MET}
        assert not decided or (each.year in target.years_that_count and as_of >= date(each.year, 12, 14))
        assert str(each.because)
        assert all(reading.as_of <= as_of for reading in each.based_on)


def test_the_years_tell_what_is_decided_followed_and_missing() -> None:
    values = [value(2026, 18000), value(2027, 16000), value(2028, 4000, on=date(2028, 2, 1))]

    years = yearly(INVESTMENT, values, NOW)

    assert [each.verdict.value for each in years] == ["exceeded", "not_met", "followed"] + ["not_yet_assessable"] * 2
    assert yearly(WATER, [value(2026, 70)], NOW)[0].verdict is Verdict.FOLLOWED


def test_an_amount_without_its_estimate_is_not_judged() -> None:
    lacking = yearly(BUDGET, [value(2026, 2400)], NOW)[0]
    held = yearly(BUDGET, [value(2026, 2400), Measurement(2026, date(2026, 1, 5), D(2300), ESTIMATE)], NOW)[0]

    assert (lacking.verdict, lacking.measured) == (Verdict.NOT_YET_ASSESSABLE, D(2400))
    assert (held.verdict, held.band.low if held.band else None) == (Verdict.EXCEEDED, D(2300))


def test_values_after_the_period_speak_of_another_target() -> None:
    past = Target(Comparator.AT_LEAST, 2021, 2025, low=D(75), due_year=2025, is_share=True)

    assert [each.year for each in comparable(past, [value(2024, 60), value(2025, 68), value(2026, 70)])] == [2024, 2025]


def test_an_open_year_tells_what_it_will_be_held_against() -> None:
    open_year = yearly(BUDGET, [Measurement(2028, date(2028, 1, 5), D(2640), ESTIMATE)], NOW)[2]

    assert (open_year.verdict, open_year.band.low if open_year.band else None) == (
        Verdict.NOT_YET_ASSESSABLE,
        D(2640),
    )
