"""The "6 rõ" checklist names what nobody has made clear."""

from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest

from app.domain.portfolio.six_clear import Clear, ClearFacts, Holder, missing

DAY = date(2025, 7, 1)
CLEAR = ClearFacts(
    work="Mở rộng đường Mậu Thân",
    lead=Holder(),
    responsible="Phó Chủ tịch",
    deadline_on=date(2025, 12, 31),
    product="Quyết định phê duyệt",
    decider=Holder(),
)
SUBSETS = [subset for size in range(len(Clear) + 1) for subset in combinations(Clear, size)]


def clear_but_for(unclear: tuple[Clear, ...]) -> ClearFacts:
    return ClearFacts(
        work=None if Clear.WORK in unclear else CLEAR.work,
        lead=None if Clear.PERSON in unclear else CLEAR.lead,
        responsible=None if Clear.RESPONSIBILITY in unclear else CLEAR.responsible,
        deadline_on=None if Clear.TIME in unclear else CLEAR.deadline_on,
        product=None if Clear.PRODUCT in unclear else CLEAR.product,
        decider=None if Clear.AUTHORITY in unclear else CLEAR.decider,
    )


@pytest.mark.parametrize("unclear", SUBSETS, ids=lambda subset: "-".join(subset) or "nothing")
def test_what_is_left_out_is_missing_and_nothing_else(unclear: tuple[Clear, ...]) -> None:
    assert missing(clear_but_for(unclear), DAY) == unclear


@pytest.mark.parametrize(
    ("facts", "unclear"),
    [
        pytest.param(replace(CLEAR, work=" "), Clear.WORK, id="work"),
        pytest.param(replace(CLEAR, responsible="\n"), Clear.RESPONSIBILITY, id="responsibility"),
        pytest.param(replace(CLEAR, product=""), Clear.PRODUCT, id="product"),
    ],
)
def test_blank_words_say_nothing(facts: ClearFacts, unclear: Clear) -> None:
    assert missing(facts, DAY) == (unclear,)


@pytest.mark.parametrize(
    ("holder", "is_there"),
    [
        pytest.param(Holder(valid_to=date(2025, 7, 2)), True, id="still there"),
        pytest.param(Holder(valid_to=DAY), False, id="ended that day"),
        pytest.param(Holder(valid_from=date(2025, 7, 2)), False, id="not yet there"),
    ],
)
def test_an_organisation_that_has_ended_answers_for_nothing(holder: Holder, *, is_there: bool) -> None:
    assert missing(replace(CLEAR, lead=holder), DAY) == (() if is_there else (Clear.PERSON,))
    assert missing(replace(CLEAR, decider=holder), DAY) == (() if is_there else (Clear.AUTHORITY,))
