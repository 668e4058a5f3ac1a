"""Targets refuse to be without what they are judged by."""

from decimal import Decimal

import pytest

from app.domain.results.targets import Comparator, Target

LOW, HIGH = Decimal(80), Decimal(85)
NEEDS = {
    Comparator.AT_LEAST: "low",
    Comparator.BELOW: "high",
    Comparator.BETWEEN: "low high",
    Comparator.EQUAL: "low",
    Comparator.MAINTAIN: "low",
    Comparator.AVERAGE_GROWTH_AT_LEAST: "low",
    Comparator.GROWTH_BETWEEN: "low high",
    Comparator.AT_LEAST_ESTIMATE: "",
    Comparator.QUALITATIVE: "",
}


@pytest.mark.parametrize(("comparator", "needs"), list(NEEDS.items()))
@pytest.mark.parametrize("low", [None, LOW])
@pytest.mark.parametrize("high", [None, HIGH])
def test_a_target_needs_its_bounds(
    comparator: Comparator, needs: str, low: Decimal | None, high: Decimal | None
) -> None:
    is_complete = ("low" not in needs or low is not None) and ("high" not in needs or high is not None)

    if is_complete:
        assert Target(comparator, 2021, 2025, low, high).comparator is comparator
    else:
        with pytest.raises(ValueError, match=f"A target {comparator} needs a (low|high) value"):
            Target(comparator, 2021, 2025, low, high)


@pytest.mark.parametrize(
    ("first", "last", "due"), [(2025, 2021, None), (2021, 2025, 2026), (2021, 2025, 2020)], ids=str
)
def test_a_target_is_due_within_its_period(first: int, last: int, due: int | None) -> None:
    with pytest.raises(ValueError, match="contradict each other"):
        Target(Comparator.QUALITATIVE, first, last, due_year=due)


@pytest.mark.parametrize(
    ("comparator", "due", "years"),
    [
        pytest.param(Comparator.AT_LEAST, None, (2021, 2022, 2023, 2024, 2025), id="every year"),
        pytest.param(Comparator.AT_LEAST, 2025, (2025,), id="the last year"),
        pytest.param(Comparator.AT_LEAST, 2023, (2023,), id="a year on the way"),
        pytest.param(Comparator.AVERAGE_GROWTH_AT_LEAST, None, (2025,), id="an average is due at the end"),
        pytest.param(Comparator.MAINTAIN, None, (2021, 2022, 2023, 2024, 2025), id="maintained all along"),
    ],
)
def test_a_target_says_which_years_count(comparator: Comparator, due: int | None, years: tuple[int, ...]) -> None:
    assert Target(comparator, 2021, 2025, LOW, due_year=due).years_that_count == years
