"""Vietnamese text: one spelling, a search key, a sort key."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.text import fold, nfc, sort_key

VIETNAMESE = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
WORDS = st.text(alphabet=VIETNAMESE + VIETNAMESE.upper() + " 0123456789-,", max_size=30)
ANY_TEXT = st.text(alphabet=st.characters(), max_size=30)
TONES = "\u0300\u0309\u0303\u0301\u0323"


def without_tones(text: str) -> str:
    return unicodedata.normalize("NFC", "".join(c for c in unicodedata.normalize("NFD", text) if c not in TONES))


def test_eth_becomes_the_letter_it_stands_for() -> None:
    assert nfc("xây dựng Ðảng, ðường") == "xây dựng Đảng, đường"


@given(ANY_TEXT)
def test_composed_text_keeps_its_length(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)

    assert len(nfc(composed)) == len(composed)


@given(ANY_TEXT)
def test_composing_twice_changes_nothing(text: str) -> None:
    assert nfc(nfc(text)) == nfc(text)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        pytest.param("Đường Mậu Thân", "duong mau than", id="tones, marks and đ"),
        pytest.param("ĐƯỜNG  MẬU\tTHÂN ", "duong mau than", id="case and spaces"),
        pytest.param("ðại Ðảng", "dai dang", id="eth"),
        pytest.param("Hòa Hoà", "hoa hoa", id="old and new placing of the tone"),
        pytest.param("Mậu\u200bThân\ufeff\x00\u00ad", "mauthan", id="invisible characters"),
        pytest.param("２０３０ ﬁ №", "2030 fi no", id="compatibility forms"),
        pytest.param("15-NQ/TU, 100%", "15-nq/tu, 100%", id="punctuation stays"),
        pytest.param("a\ud800b", "ab", id="a lone surrogate"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_the_search_key_forgets_what_people_leave_out(text: str, key: str) -> None:
    assert fold(text) == key


def test_every_vietnamese_letter_folds_to_plain_ascii() -> None:
    assert {fold(letter) for letter in VIETNAMESE + VIETNAMESE.upper()} == set("abcdeghiklmnopqrstuvxy")


@given(ANY_TEXT)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(ANY_TEXT)
def test_composed_and_decomposed_text_have_the_same_keys(text: str) -> None:
    apart = unicodedata.normalize("NFD", text)
    together = unicodedata.normalize("NFC", text)

    assert fold(apart) == fold(together)
    assert sort_key(apart) == sort_key(together)


@given(ANY_TEXT)
def test_a_search_key_can_be_stored_anywhere(text: str) -> None:
    key = fold(text)

    assert "\x00" not in key
    assert key.encode() != b"" or key == ""


@given(ANY_TEXT)
def test_a_sort_key_is_digits_alone_so_that_no_collation_can_reorder_it(text: str) -> None:
    assert set(sort_key(text)) <= set("0123456789")


@pytest.mark.parametrize(
    "in_order",
    [
        pytest.param(
            [
                "An",
                "Ăn",
                "Ân",
                "Bình",
                "Cái",
                "Chợ",
                "Dân",
                "Đà",
                "Đường",
                "Em",
                "Êm",
                "On",
                "Ôn",
                "Ơn",
                "Tan",
                "Tần",
                "Tẩn",
                "Tẫn",
                "Tấn",
                "Tận",
                "Um",
                "Ưm",
                "Ứng",
                "Xa",
                "Yên",
            ],
            id="letters before tones",
        ),
        pytest.param(["ma", "mà", "mả", "mã", "má", "mạ"], id="tones in the order of dictionaries"),
        pytest.param(["Tân", "Tận", "Tân An", "Tận An", "Tân Bình", "Tâng"], id="a word before those it begins"),
        pytest.param(["1", "2", "9", "Đường", "Ω"], id="digits, letters, foreign letters"),
        pytest.param(["An Bình", "An Bính", "Án Bình", "An Cư"], id="the first tone that differs decides"),
    ],
)
def test_words_stand_in_vietnamese_order(in_order: list[str]) -> None:
    backwards = in_order[::-1]

    assert sorted(backwards, key=sort_key) == in_order


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param("“Đô thị”", "đô thị", id="quotation marks and case"),
        pytest.param("A - B", "A B", id="a dash"),
        pytest.param("Über", "uber", id="marks that are not Vietnamese"),
        pytest.param("２", "2", id="wide digits"),
        pytest.param("a\u0336", "a", id="a mark that nothing composes with"),
    ],
)
def test_what_only_decorates_does_not_move_a_word(left: str, right: str) -> None:
    assert sort_key(left) == sort_key(right)


@given(WORDS, WORDS)
def test_tones_decide_only_between_words_of_the_same_letters(left: str, right: str) -> None:
    plain_left, plain_right = without_tones(left), without_tones(right)

    if sort_key(plain_left) != sort_key(plain_right):
        assert (sort_key(left) < sort_key(right)) == (sort_key(plain_left) < sort_key(plain_right))
