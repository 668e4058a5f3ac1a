"""Validity is half-open: the last day named is the first day it no longer holds."""

from datetime import date

import pytest

from app.domain.organisations.validity import is_valid

BEFORE, DAY, AFTER = date(2025, 6, 30), date(2025, 7, 1), date(2025, 7, 2)


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "valid"),
    [
        pytest.param(None, None, True, id="always"),
        pytest.param(BEFORE, None, True, id="since the day before"),
        pytest.param(DAY, None, True, id="since that day"),
        pytest.param(AFTER, None, False, id="not yet"),
        pytest.param(None, BEFORE, False, id="ended before"),
        pytest.param(None, DAY, False, id="ended that day"),
        pytest.param(None, AFTER, True, id="ends later"),
        pytest.param(BEFORE, AFTER, True, id="within"),
        pytest.param(BEFORE, DAY, False, id="its last day was the day before"),
        pytest.param(DAY, AFTER, True, id="that day alone"),
        pytest.param(DAY, DAY, False, id="empty"),
        pytest.param(AFTER, BEFORE, False, id="the wrong way round"),
    ],
)
def test_a_day_lies_in_a_half_open_span(valid_from: date | None, valid_to: date | None, *, valid: bool) -> None:
    assert is_valid(valid_from, valid_to, DAY) is valid


def test_successor_and_predecessor_never_hold_on_one_day() -> None:
    for day in (BEFORE, DAY, AFTER):
        assert is_valid(None, DAY, day) is not is_valid(DAY, None, day)
