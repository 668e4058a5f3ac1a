"""Every segment is accounted for by name, and what quotations leave out is listed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.resolution.clauses import Clause, ClauseKind, Span
from app.domain.resolution.coverage import Coverage, Passage, SegmentAccount, account_for, summarise
from app.domain.resolution.segments import Segment, segments_of

TEXT = "Lập phương án; bảo tồn, phát triển du lịch; gìn giữ không gian xanh."
SENTENCE = Clause("II.1.d1.s1", ClauseKind.SENTENCE, "II.1.d1", None, None, TEXT, (Span(0, len(TEXT)),))
SEGMENTS = segments_of(SENTENCE)


def quote(words: str, by: str = "2.01", *, orientation: bool = False, clause: str = "II.1.d1.s1") -> Passage:
    start = TEXT.index(words)
    return Passage(clause, start, start + len(words), by, orientation)


def left_out(account: SegmentAccount) -> list[str]:
    return [TEXT[span.start : span.end] for span in account.left_out]


def test_a_segment_that_nobody_quotes_is_left_out_whole() -> None:
    accounts = account_for(SEGMENTS, [])

    assert [account.is_accounted for account in accounts] == [False, False, False]
    assert [left_out(account) for account in accounts] == [
        ["Lập phương án"],
        ["bảo tồn, phát triển du lịch"],
        ["gìn giữ không gian xanh"],
    ]


def test_a_quoted_segment_is_accounted_for_and_its_rest_listed() -> None:
    _, second, _ = account_for(SEGMENTS, [quote("bảo tồn"), quote("du lịch", "2.02")])

    assert second.is_accounted
    assert second.quoted_by == ("2.01", "2.02")
    assert left_out(second) == ["phát triển"]


def test_one_passage_may_run_over_several_segments() -> None:
    accounts = account_for(SEGMENTS, [quote("phương án; bảo tồn, phát triển du lịch; gìn giữ")])

    assert [account.quoted_by for account in accounts] == [("2.01",)] * 3
    assert [left_out(account) for account in accounts] == [["Lập"], [], ["không gian xanh"]]


def test_who_quotes_a_segment_twice_is_named_once() -> None:
    first, _, _ = account_for(SEGMENTS, [quote("Lập"), quote("phương án")])

    assert first.quoted_by == ("2.01",)
    assert first.left_out == ()


def test_a_mark_of_orientation_accounts_for_its_segment() -> None:
    _, _, third = account_for(SEGMENTS, [quote("gìn giữ không gian xanh", "Định hướng chung", orientation=True)])

    assert (third.is_accounted, third.quoted_by, third.marked_by) == (True, (), ("Định hướng chung",))


@pytest.mark.parametrize(
    "passage",
    [
        pytest.param(quote("Lập phương án", clause="II.1.d1.s2"), id="of another clause"),
        pytest.param(quote(", "), id="of a comma alone"),
        pytest.param(Passage("II.1.d1.s1", 0, 0, "2.01", orientation=False), id="of no words"),
    ],
)
def test_a_passage_without_words_of_the_segments_accounts_for_none(passage: Passage) -> None:
    accounts = account_for(SEGMENTS, [passage])

    assert [account.is_accounted for account in accounts] == [False, False, False]


def test_the_counts_close() -> None:
    marked = quote("Lập", "Định hướng", orientation=True)
    accounts = account_for(SEGMENTS, [marked, quote("phương án"), quote("bảo tồn", "Định hướng", orientation=True)])

    assert summarise(accounts) == Coverage(total=3, quoted=1, orientation=1, uncovered=1)
    assert summarise(accounts).share == pytest.approx(2 / 3)


def test_nothing_to_account_for_is_covered() -> None:
    assert summarise([]).share == 1


@given(st.lists(st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))), max_size=5))
def test_each_letter_is_quoted_or_left_out(ranges: list[tuple[int, int]]) -> None:
    passages = [Passage(SENTENCE.path, low, high, "2.01", orientation=False) for low, high in map(sorted, ranges)]
    taken = {place for passage in passages for place in range(passage.start, passage.end)}

    for account in account_for(SEGMENTS, passages):
        missing = {place for span in account.left_out for place in range(span.start, span.end)}
        assert _letters(account.segment, missing) == _letters(account.segment, set(range(len(TEXT))) - taken)


def _letters(segment: Segment, places: set[int]) -> set[int]:
    return {place for place in places & set(range(segment.start, segment.end)) if TEXT[place].isalnum()}
