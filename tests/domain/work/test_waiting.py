"""How waiting is summed up."""

from statistics import median

from hypothesis import given
from hypothesis import strategies as st

from app.domain.work.waiting import Waits, waits_of


def test_nothing_waits() -> None:
    assert waits_of([]) == Waits(0, None, None, 0)


@given(st.lists(st.integers(min_value=0, max_value=400), min_size=1))
def test_each_is_counted_once(days: list[int]) -> None:
    waits = waits_of(days)

    assert (waits.count, waits.median_days, waits.longest_days) == (len(days), median(days), max(days))
    assert waits.long == len([each for each in days if each > 7])
