"""Who stands above whom."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.organisations.parents import stands_above

PARENTS = {"phong": "so", "so": "ubnd", "ubnd": None}


@pytest.mark.parametrize(
    ("code", "other", "expected"),
    [
        pytest.param("so", "so", True, id="itself"),
        pytest.param("ubnd", "phong", True, id="two steps above"),
        pytest.param("phong", "ubnd", False, id="below"),
        pytest.param("so", None, False, id="above nobody"),
    ],
)
def test_what_stands_above_is_found_at_any_height(code: str, other: str | None, *, expected: bool) -> None:
    assert stands_above(code, other, PARENTS.get) is expected


@given(st.dictionaries(st.sampled_from("abcd"), st.sampled_from("abcd")), st.sampled_from("abcd"))
def test_a_circle_that_is_there_already_ends_the_search(parents: dict[str, str], start: str) -> None:
    assert stands_above("e", start, parents.get) is False
