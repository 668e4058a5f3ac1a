"""Whatever JSON is sent where something else is wanted, the reader is told in words of the office."""

from datetime import date
from decimal import Decimal

import pytest
from pydantic import BaseModel, ValidationError

from app.web.wording import worded

WRONG: tuple[object, ...] = (
    "x",
    "",
    1.5,
    10**400,
    True,
    None,
    [],
    {},
    [[]],
    "2026-02-30",
    "2026-02-03T10:00",
    "nan",
    "1e400",
)


class Part(BaseModel):
    name: str


class Wish(BaseModel):
    whole: int
    yes: bool
    text: str
    day: date
    number: Decimal
    share: float
    many: list[str]
    part: Part


@pytest.mark.parametrize("field", Wish.model_fields)
def test_what_is_wrong_is_never_told_in_the_words_of_the_library(field: str) -> None:
    for wrong in WRONG:
        try:
            Wish.model_validate({field: wrong})
        except ValidationError as refused:
            for error in refused.errors():
                assert str(worded(error)) != error["msg"], (wrong, error)


def test_a_body_that_is_no_object_is_told_so() -> None:
    with pytest.raises(ValidationError) as refused:
        Wish.model_validate([])

    assert str(worded(refused.value.errors()[0])) == "Give an object with named fields."
