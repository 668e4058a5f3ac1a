"""The fifteen targets of the resolution, and what measurements can and cannot say about them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.results.achievement import Achievement, Statement, Verdict, achievement
from app.domain.results.targets import Comparator, Measurement, MeasurementKind, Target

LEVEL, GROWTH, ESTIMATE = MeasurementKind
D = Decimal
AFTER = date(2026, 6, 1)
DURING = date(2024, 6, 1)

INVESTMENT = Target(Comparator.AT_LEAST, 2021, 2025, low=D(17000))
REVENUE = Target(Comparator.AVERAGE_GROWTH_AT_LEAST, 2021, 2025, low=D(12))
CLEAN_WATER = Target(Comparator.EQUAL, 2021, 2025, low=D(100), due_year=2025)
WASTE_WATER = Target(Comparator.AT_LEAST, 2021, 2025, low=D(75), due_year=2025)
SKILLED = Target(Comparator.BETWEEN, 2021, 2025, low=D(80), high=D(85), due_year=2025)
POOR = Target(Comparator.BELOW, 2021, 2025, high=D("0.2"), due_year=2025)
INVESTMENT_GROWTH = Target(Comparator.GROWTH_BETWEEN, 2026, 2030, low=D(10), high=D("13.5"))
BUDGET = Target(Comparator.AT_LEAST_ESTIMATE, 2026, 2030)
KEPT_WATER = Target(Comparator.MAINTAIN, 2026, 2030, low=D(100))
NO_POOR = Target(Comparator.QUALITATIVE, 2026, 2030)


def yearly(first_year: int, *values: str, kind: MeasurementKind = LEVEL) -> list[Measurement]:
    """Return one result a year, taken when the year was over."""
    return [
        Measurement(year, date(year, 12, 31), D(value), kind) for year, value in enumerate(values, first_year) if value
    ]


def summary(result: Achievement) -> tuple[str, str | None, str | None]:
    measured, gap = result.measured, result.gap
    return result.verdict.value, None if measured is None else f"{measured:f}", None if gap is None else f"{gap:f}"


@pytest.mark.parametrize(
    ("target", "value", "verdict", "gap"),
    [
        pytest.param(WASTE_WATER, "74.9", "not_met", "-0.1", id="just below the least"),
        pytest.param(WASTE_WATER, "75", "met", "0", id="exactly the least"),
        pytest.param(WASTE_WATER, "75.1", "exceeded", "0.1", id="above the least"),
        pytest.param(CLEAN_WATER, "99.99", "not_met", "-0.01", id="not quite equal"),
        pytest.param(CLEAN_WATER, "100.000", "met", "0", id="equal"),
        pytest.param(CLEAN_WATER, "101", "not_met", "-1", id="more than can be"),
        pytest.param(SKILLED, "79.9", "not_met", "-0.1", id="below the range"),
        pytest.param(SKILLED, "80", "met", "0", id="lower end of the range"),
        pytest.param(SKILLED, "82.5", "met", "0", id="within the range"),
        pytest.param(SKILLED, "85", "met", "0", id="upper end of the range"),
        pytest.param(SKILLED, "86", "exceeded", "1", id="above the range"),
        pytest.param(POOR, "0.19", "met", "0", id="strictly below"),
        pytest.param(POOR, "0.2", "not_met", "0", id="not strictly below"),
        pytest.param(POOR, "0.25", "not_met", "-0.05", id="above what it had to stay below"),
    ],
)
def test_a_level_due_at_the_end_is_judged_on_that_year(target: Target, value: str, verdict: str, gap: str) -> None:
    measurements = yearly(2021, "1", "2", "3", "4", value)

    result = achievement(target, measurements, AFTER)

    assert (result.verdict, result.measured, result.gap) == (Verdict(verdict), D(value), D(gap))
    assert result.based_on == (measurements[-1],)


@pytest.mark.parametrize(
    ("target", "values", "expected"),
    [
        pytest.param(WASTE_WATER, ("40", "50", "60"), ("followed", "60", "-15"), id="still rising"),
        pytest.param(WASTE_WATER, ("40", "75", ""), ("on_course", "75", "0"), id="reached early"),
        pytest.param(POOR, ("0.5", "0.1", ""), ("on_course", "0.1", "0"), id="already below"),
        pytest.param(INVESTMENT, ("17000", "18000"), ("on_course", "18000", "1000"), id="every year so far"),
        pytest.param(INVESTMENT, ("17000", "16000", "18000"), ("at_risk", "16000", "-1000"), id="one year short"),
        pytest.param(INVESTMENT, ("", ""), ("not_yet_assessable", None, None), id="nothing measured"),
        pytest.param(WASTE_WATER, ("", ""), ("not_yet_assessable", None, None), id="nothing on the way"),
    ],
)
def test_before_the_period_is_over_nothing_is_missed(
    target: Target, values: tuple[str, ...], expected: tuple[str, str | None, str | None]
) -> None:
    assert summary(achievement(target, yearly(2021, *values), DURING)) == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param(
            ["17000", "17500", "18000", "17000", "20000"], ("met", "17000", "0"), id="one year just reached it"
        ),
        pytest.param(["17001", "17500", "18000", "19000", "20000"], ("exceeded", "17001", "1"), id="every year above"),
        pytest.param(["17001", "16999", "18000", "19000", "20000"], ("not_met", "16999", "-1"), id="one year short"),
        pytest.param(["17001", "", "18000", "19000", "20000"], ("not_yet_assessable", None, None), id="a year unknown"),
        pytest.param(
            ["17001", "", "16000", "", ""], ("not_met", "16000", "-1000"), id="short whatever the others were"
        ),
        pytest.param(["", "", "", "", ""], ("not_yet_assessable", None, None), id="no data is no failure"),
    ],
)
def test_a_yearly_level_is_judged_on_every_year(
    values: list[str], expected: tuple[str, str | None, str | None]
) -> None:
    assert summary(achievement(INVESTMENT, yearly(2021, *values), AFTER)) == expected


@pytest.mark.parametrize(
    ("levels", "as_of", "expected"),
    [
        pytest.param(
            ["100", "112", "125.44", "140.4928", "157.351936", "176.23416832"],
            AFTER,
            ("met", "12.0000", "0"),
            id="twelve per cent to the last digit",
        ),
        pytest.param(["100", "", "", "", "", "180"], AFTER, ("exceeded", "12.4746", "0.4746"), id="both ends suffice"),
        pytest.param(
            ["100", "", "", "", "", "170"], AFTER, ("not_met", "11.1962", "-0.8038"), id="the mean falls short"
        ),
        pytest.param(["100", "150", "90"], DURING, ("at_risk", "-5.1317", "-17.1317"), id="below so far"),
        pytest.param(["100", "150", "140"], DURING, ("on_course", "18.3216", "6.3216"), id="above so far"),
        pytest.param(["100"], DURING, ("not_yet_assessable", None, None), id="the base year alone"),
        pytest.param(["", "110", "130"], DURING, ("not_yet_assessable", None, None), id="no base year"),
        pytest.param(["0", "110", "130"], DURING, ("not_yet_assessable", None, None), id="growth from nothing"),
        pytest.param(["100", "", "", "", "180"], AFTER, ("not_yet_assessable", None, None), id="the last year unknown"),
        pytest.param(["100", "0"], DURING, ("at_risk", "-100.0000", "-112.0000"), id="down to nothing"),
        pytest.param(["100", "-5"], DURING, ("not_yet_assessable", None, None), id="below nothing has no mean"),
    ],
)
def test_average_growth_is_the_geometric_mean_since_the_year_before(
    levels: list[str], as_of: date, expected: tuple[str, str | None, str | None]
) -> None:
    assert summary(achievement(REVENUE, yearly(2020, *levels), as_of)) == expected


def test_average_growth_can_come_from_the_growth_of_each_year() -> None:
    measurements = yearly(2021, "12", "12", "12", "12", "12", kind=GROWTH)

    result = achievement(REVENUE, measurements, AFTER)

    assert summary(result) == ("met", "12.0000", "0")
    assert result.based_on == tuple(measurements)


def test_published_growth_bridges_a_break_in_the_series() -> None:
    levels = yearly(2020, "100", "112", "125.44", "140.4928", "", "300")
    broken = Measurement(2024, date(2024, 12, 31), D(250), LEVEL, series_break=True)
    published = yearly(2024, "12", "12", kind=GROWTH)

    assert summary(achievement(REVENUE, [*levels, broken], AFTER)) == ("not_yet_assessable", None, None)
    assert summary(achievement(REVENUE, [*levels, broken, *published], AFTER)) == ("met", "12.0000", "0")


@pytest.mark.parametrize(
    ("growth", "verdict", "gap"),
    [
        pytest.param("9.9", "not_met", "-0.1", id="below the range"),
        pytest.param("10", "met", "0", id="lower end"),
        pytest.param("13.5", "met", "0", id="upper end"),
        pytest.param("14", "exceeded", "0.5", id="above the range"),
    ],
)
def test_yearly_growth_is_held_against_its_range(growth: str, verdict: str, gap: str) -> None:
    measurements = yearly(2026, *[growth] * 5, kind=GROWTH)

    result = achievement(INVESTMENT_GROWTH, measurements, date(2031, 1, 31))

    assert (result.verdict, result.gap) == (Verdict(verdict), D(gap))


def test_growth_is_worked_out_from_two_levels_where_none_is_published() -> None:
    measurements = yearly(2025, "17000", "18700")

    result = achievement(INVESTMENT_GROWTH, measurements, date(2027, 2, 1))

    assert summary(result) == ("on_course", "10.0000", "0")
    assert result.based_on == tuple(measurements)


def test_growth_is_not_worked_out_across_a_break_in_the_series() -> None:
    levels = [*yearly(2025, "17000"), Measurement(2026, date(2026, 12, 31), D(40000), series_break=True)]

    assert achievement(INVESTMENT_GROWTH, levels, date(2027, 2, 1)).verdict is Verdict.NOT_YET_ASSESSABLE


@pytest.mark.parametrize(
    ("estimate", "verdict"),
    [
        pytest.param("1001", Verdict.NOT_MET, id="below the estimate"),
        pytest.param("1000", Verdict.MET, id="the estimate reached"),
        pytest.param("999", Verdict.EXCEEDED, id="beyond the estimate"),
    ],
)
def test_revenue_is_held_against_the_estimate_of_its_year(estimate: str, verdict: Verdict) -> None:
    estimates = [Measurement(year, date(year - 1, 12, 10), D(estimate), ESTIMATE) for year in range(2026, 2031)]
    results = yearly(2026, *["1000"] * 5)

    result = achievement(BUDGET, [*estimates, *results], date(2031, 1, 31))

    assert (result.verdict, result.based_on) == (verdict, (estimates[-1], results[-1]))


@pytest.mark.parametrize("kind", [LEVEL, ESTIMATE])
def test_revenue_cannot_be_judged_with_one_series_alone(kind: MeasurementKind) -> None:
    assert summary(achievement(BUDGET, yearly(2026, "1000", kind=kind), date(2027, 2, 1))) == (
        *("not_yet_assessable", None, None),
    )


@pytest.mark.parametrize(
    ("values", "as_of", "expected"),
    [
        pytest.param(["100"] * 5, date(2031, 1, 1), ("met", "100", "0"), id="all years"),
        pytest.param(["100", "99", "100", "100", "100"], date(2031, 1, 1), ("not_met", "99", "-1"), id="one lapse"),
        pytest.param(["100", "100"], date(2028, 1, 1), ("on_course", "100", "0"), id="so far"),
        pytest.param(["100", "99"], date(2028, 1, 1), ("at_risk", "99", "-1"), id="a lapse so far"),
        pytest.param(["101"] * 5, date(2031, 1, 1), ("met", "101", "0"), id="keeping it cannot be surpassed"),
    ],
)
def test_what_is_to_be_maintained_counts_every_year(
    values: list[str], as_of: date, expected: tuple[str, str, str]
) -> None:
    assert summary(achievement(KEPT_WATER, yearly(2026, *values), as_of)) == expected


def test_words_are_never_computed() -> None:
    result = achievement(NO_POOR, yearly(2026, "0", "0", "0", "0", "0"), date(2031, 1, 31))

    assert summary(result) == ("not_yet_assessable", None, None)
    assert str(result.because) == "A target in words is judged by a person's recorded statement; there is none yet."


def test_words_are_judged_by_a_recorded_statement_from_its_day_on() -> None:
    statement = Statement(date(2030, 12, 20), Verdict.MET, "Không còn hộ nghèo theo chuẩn.")

    known = achievement(NO_POOR, [], date(2030, 12, 20), statement)

    assert (known.verdict, str(known.because)) == (Verdict.MET, "Không còn hộ nghèo theo chuẩn.")
    assert achievement(NO_POOR, [], date(2030, 12, 19), statement).verdict is Verdict.NOT_YET_ASSESSABLE


@pytest.mark.parametrize(
    ("taken_on", "verdict"),
    [
        pytest.param(date(2025, 12, 13), Verdict.NOT_YET_ASSESSABLE, id="before the year's figures close"),
        pytest.param(date(2025, 12, 14), Verdict.EXCEEDED, id="when they close"),
        pytest.param(date(2026, 3, 1), Verdict.EXCEEDED, id="after they closed"),
    ],
)
def test_a_value_taken_within_its_year_is_not_the_result_of_the_year(taken_on: date, verdict: Verdict) -> None:
    assert achievement(WASTE_WATER, [Measurement(2025, taken_on, D(80))], AFTER).verdict is verdict


def test_a_value_taken_within_the_last_year_shows_the_way() -> None:
    interim = Measurement(2025, date(2025, 6, 30), D(76))

    assert summary(achievement(WASTE_WATER, [interim], date(2025, 7, 1))) == ("on_course", "76", "1")


def test_the_value_taken_last_replaces_those_before() -> None:
    first = Measurement(2025, date(2025, 12, 31), D(74), provisional=True)
    last = Measurement(2025, date(2026, 4, 1), D(76))

    assert achievement(WASTE_WATER, [last, first], AFTER).verdict is Verdict.EXCEEDED
    assert achievement(WASTE_WATER, [last, first], date(2026, 3, 31)).verdict is Verdict.NOT_MET


def test_a_verdict_says_why_in_words_that_can_be_translated() -> None:
    because = achievement(WASTE_WATER, yearly(2025, "70"), AFTER).because

    assert (because.pattern, because.params) == ("The value of %(year)s falls short of the target.", {"year": 2025})


def test_what_is_not_in_yet_is_named() -> None:
    because = achievement(INVESTMENT, yearly(2021, "17000", "17000"), AFTER).because

    assert str(because) == "The value of 2023 is not in yet."


TARGETS = st.sampled_from(
    [INVESTMENT, REVENUE, CLEAN_WATER, WASTE_WATER, SKILLED, POOR, INVESTMENT_GROWTH, BUDGET, KEPT_WATER, NO_POOR]
)
MEASUREMENTS = st.lists(
    st.builds(
        Measurement,
        year=st.integers(2019, 2031),
        as_of=st.dates(date(2019, 1, 1), date(2032, 12, 31)),
        value=st.decimals(-1000, 100000, places=2),
        kind=st.sampled_from(MeasurementKind),
        series_break=st.booleans(),
    ),
    max_size=12,
)
DAYS = st.dates(date(2019, 1, 1), date(2032, 12, 31))
FINAL = {Verdict.MET, Verdict.EXCEEDED, Verdict.NOT_MET}


@given(TARGETS, MEASUREMENTS, DAYS)
def test_no_verdict_is_final_before_the_last_year_closes(
    target: Target, measurements: list[Measurement], as_of: date
) -> None:
    result = achievement(target, measurements, as_of)

    assert result.verdict not in FINAL or as_of >= date(target.last_year, 12, 14)


@given(TARGETS, MEASUREMENTS, DAYS)
def test_a_verdict_rests_on_measurements_known_that_day(
    target: Target, measurements: list[Measurement], as_of: date
) -> None:
    result = achievement(target, measurements, as_of)

    assert (result.measured is None) is (result.gap is None) is (result.based_on == ())
    assert {each.as_of <= as_of for each in result.based_on} <= {True}


@given(TARGETS, MEASUREMENTS, DAYS)
def test_what_is_measured_later_changes_no_earlier_verdict(
    target: Target, measurements: list[Measurement], as_of: date
) -> None:
    known = [each for each in measurements if each.as_of <= as_of]

    assert achievement(target, measurements, as_of) == achievement(target, known, as_of)
