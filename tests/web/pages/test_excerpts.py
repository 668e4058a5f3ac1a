"""An excerpt shows where the searched words stand, whatever their accents."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from app.domain.text import nfc
from app.web.pages.excerpts import excerpt

SENTENCE = "Nghiên cứu đầu tư " + "một số công trình trọng điểm như " * 12 + "đường Mậu Thân (đoạn từ Đường 3 tháng 2)"


def found(text: str, wanted: str) -> list[str]:
    return [piece.text for piece in excerpt(text, wanted) if piece.found]


def shown(text: str, wanted: str) -> str:
    return "".join(piece.text for piece in excerpt(text, wanted))


def test_words_are_found_without_their_accents() -> None:
    assert found("Mở rộng, nâng cấp đường Mậu Thân", "MAU THAN") == ["Mậu Thân"]


def test_decomposed_text_is_found_too() -> None:
    assert found(unicodedata.normalize("NFD", "đường Mậu Thân"), "mau than") == ["Mậu Thân"]


def test_words_in_another_order_are_found_one_by_one() -> None:
    assert found("đường Mậu Thân", "thân mậu") == ["Mậu", "Thân"]


def test_a_whole_word_is_preferred_to_a_part_of_one() -> None:
    assert found("Mậu, Thân và tháng", "than mau") == ["Mậu", "Thân"]


def test_a_part_of_a_word_is_found_where_nothing_better_stands() -> None:
    assert found("tháng", "than") == ["thán"]


def test_parts_of_words_are_not_found_in_a_text_that_lacks_the_rest() -> None:
    assert found("Nghiệm thu hoàn thành công trình", "mau than") == []


def test_a_long_text_is_cut_between_words_around_what_was_found() -> None:
    words = shown(SENTENCE, "mau than")

    assert words.startswith("…")
    assert words.removeprefix("…") == SENTENCE[-len(words) + 1 :]
    assert SENTENCE[-len(words)] == " "


def test_a_long_text_without_the_words_is_shown_from_its_beginning() -> None:
    words = shown(SENTENCE, "zzz")

    assert words.endswith("…")
    assert SENTENCE.startswith(words.removesuffix("…") + " ")


@given(st.text(max_size=80), st.text(max_size=8))
def test_a_short_text_stays_whole(text: str, wanted: str) -> None:
    assert shown(text, wanted) == nfc(text)
