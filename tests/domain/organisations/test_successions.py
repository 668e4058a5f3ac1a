"""Who stands in whose place, and which days a succession fits."""

from datetime import date

import pytest

from app.domain.organisations.successions import Lifetime, faults, heirs

BEFORE, DAY, AFTER = date(2025, 6, 30), date(2025, 7, 1), date(2025, 7, 2)
ALWAYS = Lifetime(None, None)
PREDECESSOR_GONE = "The predecessor ended on 30/06/2025; choose that day or an earlier one."
PREDECESSOR_NEW = "The predecessor exists from 01/07/2025 on; choose a later day."
SUCCESSOR_AWAY = "The successor does not exist on that day."


@pytest.mark.parametrize(
    ("successors", "ended", "expected"),
    [
        pytest.param({}, "", [], id="nobody is recorded"),
        pytest.param({"a": ["b"]}, "", ["b"], id="one"),
        pytest.param({"a": ["c", "b"]}, "", ["c", "b"], id="several, as recorded"),
        pytest.param({"a": ["b"], "b": ["c"]}, "b", ["c"], id="through one that has ended"),
        pytest.param({"a": ["b"], "b": ["c"]}, "", ["b"], id="not past one that goes on"),
        pytest.param({"a": ["b", "d"], "b": ["c", "d"]}, "b", ["c", "d"], id="each once"),
        pytest.param({"a": ["b"]}, "b", [], id="one that ended without a successor"),
        pytest.param({"a": ["b"], "b": ["a", "c"]}, "ab", ["c"], id="round in a circle"),
    ],
)
def test_heirs_are_followed_to_those_that_go_on(
    successors: dict[str, list[str]], ended: str, expected: list[str]
) -> None:
    assert heirs("a", successors, lambda one: one in ended) == expected


@pytest.mark.parametrize(
    ("predecessor", "successor", "told"),
    [
        pytest.param(Lifetime(None, DAY), Lifetime(DAY, None), [], id="the one ends as the other begins"),
        pytest.param(ALWAYS, ALWAYS, [], id="nothing is known of either"),
        pytest.param(Lifetime(None, AFTER), ALWAYS, [], id="part of it, before it ends"),
        pytest.param(Lifetime(None, BEFORE), ALWAYS, [PREDECESSOR_GONE], id="after it ended"),
        pytest.param(Lifetime(DAY, None), ALWAYS, [PREDECESSOR_NEW], id="on its first day"),
        pytest.param(ALWAYS, Lifetime(AFTER, None), [SUCCESSOR_AWAY], id="before the successor"),
        pytest.param(ALWAYS, Lifetime(None, DAY), [SUCCESSOR_AWAY], id="as the successor ends"),
        pytest.param(Lifetime(None, DAY), None, [], id="nobody knows the successor"),
    ],
)
def test_the_day_fits_both_sides(predecessor: Lifetime, successor: Lifetime | None, told: list[str]) -> None:
    assert [str(fault) for fault in faults(predecessor, successor, DAY)] == told
