"""Where a sentence ends, and where it only looks so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.resolution.sentences import sentences


def split(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentences(text)]


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param(["Một việc.", "Hai việc."], id="a stop before a capital"),
        pytest.param(["Đến năm 2030.", "Tầm nhìn 2045."], id="a stop after a year"),
        pytest.param(["Một việc.", "3 phường.", "“Sáng” và xanh."], id="a stop before a figure and a quotation mark"),
        pytest.param(["Ai làm?", "Quận làm!", "Xong."], id="other end marks"),
        pytest.param(["Du lịch...", "Phát triển nông nghiệp."], id="an ellipsis before a capital"),
        pytest.param(["Du lịch…", "Phát triển nông nghiệp…"], id="an ellipsis of one character"),
        pytest.param(["Theo tiêu chí “sạch”.", "Nâng cao."], id="a stop after a quotation"),
        pytest.param(["Khẩu hiệu “Sạch. Đẹp.”", "Nâng cao."], id="a stop that closes a quotation"),
        pytest.param(["Của UBND.", "Giao Sở."], id="a stop after capitals that are no abbreviation"),
        pytest.param(["Mở ngoặc (không đóng.", "Câu sau."], id="an unpaired parenthesis hides nothing"),
    ],
)
def test_sentences_end(parts: list[str]) -> None:
    assert split(" ".join(parts)) == parts


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Hiện đại... đáp ứng nhu cầu.", id="an ellipsis before a small letter"),
        pytest.param("Trong khoảng... 5 năm.", id="an ellipsis before a figure"),
        pytest.param("Đô thị “Sáng. Xanh. Sạch” của quận.", id="inside quotation marks"),
        pytest.param("Đường (Đoạn 1. Đoạn 2) dài.", id="inside parentheses"),
        pytest.param("Đạt 17.000 tỷ đồng, tăng 0,2%.", id="dots and commas in numbers"),
        pytest.param("Xây dựng TP. Cần Thơ.", id="TP."),
        pytest.param("Xây dựng Q. Ninh Kiều và P. An Bình.", id="Q. and P."),
        pytest.param("Giao PGS. TS. Nguyễn Văn A làm.", id="PGS. TS."),
        pytest.param("Giao PGS.TS. Nguyễn Văn Ba làm.", id="PGS.TS."),
        pytest.param("Làm a; làm b; làm c.", id="a semicolon"),
        pytest.param("1. Quan điểm của Thành ủy.", id="a number that opens it"),
        pytest.param("Xem v.v. và các mục khác.", id="a stop before a small letter"),
    ],
)
def test_a_sentence_goes_on(text: str) -> None:
    assert split(text) == [text]


def test_no_text_has_no_sentence() -> None:
    assert sentences("") == ()


@given(st.text("aA1.!?…“”() TPQ").map(lambda text: " ".join(text.split())))
def test_sentences_joined_by_spaces_are_the_text(text: str) -> None:
    assert " ".join(split(text)) == text
