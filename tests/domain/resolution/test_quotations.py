"""Quoted words are found exactly, or refused."""

import pytest

from app.domain.errors import AmbiguousQuotationError, DomainError, QuotationNotFoundError
from app.domain.resolution.clauses import Span
from app.domain.resolution.quotations import locate

TEXT = "phát triển du lịch; phát triển kinh tế ban đêm; hỗ trợ phát triển du lịch"


def test_words_that_stand_once_are_found() -> None:
    found = locate("kinh tế ban đêm", TEXT)

    assert found == Span(31, 46)
    assert TEXT[found.start : found.end] == "kinh tế ban đêm"


def test_an_occurrence_chooses_among_several() -> None:
    found = [locate("phát triển du lịch", TEXT, number).start for number in (1, 2)]

    assert found == [0, 55]


def test_an_occurrence_of_one_may_be_named_too() -> None:
    assert locate("ban đêm", TEXT, 1) == Span(39, 46)


@pytest.mark.parametrize("words", ["Phát triển kinh tế", "phát  triển kinh tế", "nông nghiệp", ""])
def test_words_that_do_not_stand_there_exactly_are_not_found(words: str) -> None:
    with pytest.raises(QuotationNotFoundError):
        locate(words, TEXT)


@pytest.mark.parametrize("occurrence", [-1, 0, 4])
def test_an_occurrence_beyond_the_last_is_not_found(occurrence: int) -> None:
    with pytest.raises(QuotationNotFoundError):
        locate("phát triển", TEXT, occurrence)


def test_words_that_stand_more_than_once_need_an_occurrence() -> None:
    with pytest.raises(AmbiguousQuotationError) as refusal:
        locate("phát triển", TEXT)

    assert isinstance(refusal.value, DomainError)
    assert refusal.value.params["times"] == 3


def test_overlapping_words_stand_more_than_once() -> None:
    with pytest.raises(AmbiguousQuotationError):
        locate("đẹp đẹp", "đẹp đẹp đẹp")
