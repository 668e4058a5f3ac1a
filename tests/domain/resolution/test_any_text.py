"""Any text can be parsed: nothing is lost, nothing is said twice, and the work grows with the length."""

import sys
from types import FrameType
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.resolution.clauses import parse_clauses
from app.domain.resolution.segments import segments
from tests.domain.resolution.texts import COUNCIL, PARTY, RESOLUTION
from tests.domain.resolution.tiling import check_outline, check_paragraphs, check_tiling

TOKENS = (
    *(
        "I- ",
        "II. ",
        "1. ",
        "1.1. ",
        "1.1 ",
        "2.2.1.",
        "- ",
        "+ ",
        "• ",
        "a) ",
        "đ) ",
        "Điều 1. ",
        "Điều 2",
        "Chương I",
    ),
    *("Chương II ", "Nơi nhận:", "**", "*", "\n", "\n\n", "\r\n", "\t", "\f", " ", "  ", "\u00a0", "abc", "Abc", "12"),
    *("như ", "mở rộng", ", ", ";", ".", "...", "…", "!", "?", "“", "”", "(", ")", "TP. ", "T/M THÀNH ỦY", "BÍ THƯ"),
    *("NGHỊ QUYẾT", "về", "Căn cứ ", "QUYẾT NGHỊ:", "2021 - 2030", "0,2%", "\u0301", "~2"),
)
NASTY = (
    *(
        " ",
        ".",
        "-",
        "(",
        ")",
        "(“",
        ") ",
        "*",
        "“",
        "\n",
        "1.",
        "1. ",
        "1.1.1.",
        "- ",
        "a",
        "a) ",
        "Điều ",
        "Điều 1.\n",
    ),
    *("như ", "như,", "như a, mở rộng, ", "a, ", "; ", ". A", "...", "… A", "I", "a\n", "A\n", "\n\n ", "(.) ", "A. "),
    *("Nơi nhận:\n", "NGHỊ QUYẾT\n", "T/M A\n", "I- A\n", "Chương I\n", "- a\n", "”. A", "\v", "1\n\n", "a)\n- b\n"),
)
texts = st.lists(st.sampled_from(TOKENS) | st.text(max_size=5), max_size=40).map("".join)


@given(texts)
def test_leaves_and_gaps_tile_any_text(text: str) -> None:
    clauses = parse_clauses(text)

    check_tiling(text, clauses)


@given(texts)
def test_any_text_has_an_outline_of_unique_paths(text: str) -> None:
    clauses = parse_clauses(text)

    check_outline(text, clauses)
    check_paragraphs(clauses)


@pytest.mark.parametrize("text", [RESOLUTION, COUNCIL, PARTY], ids=["the resolution", "council style", "party style"])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_leaves_and_gaps_tile_a_real_text(text: str, form: str) -> None:
    spelled = normalize("NFD" if form == "NFD" else "NFC", text)
    clauses = parse_clauses(spelled)

    check_outline(spelled, clauses)
    check_paragraphs(clauses)
    assert [one.path for one in clauses] == [one.path for one in parse_clauses(text)]


@pytest.mark.parametrize("token", NASTY, ids=ascii)
def test_twice_the_text_takes_twice_the_steps(token: str) -> None:
    once, twice = _steps(token * 2_000), _steps(token * 4_000)

    assert twice <= 2.2 * once


def test_a_long_nasty_text_is_parsed_to_the_end(*, long: bool) -> None:
    """A rule that rereads what it has read would not come back from the full two million characters."""
    length = 2_000_000 if long else 40_000
    for token in NASTY:
        text = token * (length // len(NASTY) // len(token))
        check_tiling(text, parse_clauses(text))
    whole = "".join(token * (length // len(NASTY) // len(token)) for token in NASTY)
    clauses = parse_clauses(whole)

    check_tiling(whole, clauses)
    assert segments(clauses) != ()


def _steps(text: str) -> int:
    """Count the calls, of built-in functions too, that taking the text apart needs."""
    count = 0

    def note(_frame: FrameType, _event: str, _argument: object) -> None:
        nonlocal count
        count += 1

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        segments(parse_clauses(text))
    finally:
        sys.setprofile(before)
    return count
