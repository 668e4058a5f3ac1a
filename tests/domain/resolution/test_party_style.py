"""Party resolutions that print their numbers in other ways than ours."""

import pytest

from app.domain.resolution.clauses import ClauseKind
from tests.domain.resolution.texts import PARTY, by_path, outline


def test_dots_slashes_and_missing_stops_open_the_same_clauses() -> None:
    assert outline(PARTY) == [
        ("T", "title", "NGHỊ QUYẾT về phát triển đô thị"),
        ("M.d1", "paragraph", "Thành ủy ban hành Nghị quyết như sau."),
        ("I", "part", "MỤC TIÊU"),
        ("I.1", "item", "Mục tiêu chung"),
        ("I.1.d1", "paragraph", "Xây dựng đô thị văn minh."),
        ("I.2", "item", "Mục tiêu cụ thể"),
        ("I.2.1", "item", "Đến năm 2025"),
        ("I.2.1.g1", "bullet", "Nước sạch đạt 100%."),
        ("I.2.1.g2", "bullet", "Trong đó nội thành đạt trước."),
        ("I.2.2", "item", "Đến năm 2030"),
        ("I.2.2.a", "point", "Về kinh tế"),
        ("I.2.2.a.d1", "paragraph", "Thu ngân sách tăng 12%."),
        ("I.2.2.b.d1", "paragraph", "Giảm nghèo;"),
        ("II", "part", "NHIỆM VỤ VÀ GIẢI PHÁP"),
        ("II.1", "item", "Quy hoạch"),
        ("II.1.g1", "bullet", "Lập quy hoạch phân khu."),
        ("II.2.d1", "paragraph", "Tổ chức thực hiện nghiêm túc."),
        ("CK", "signature", "TM. BAN CHẤP HÀNH BÍ THƯ Nguyễn Văn Một"),
    ]


@pytest.mark.parametrize("marker", ["I- ", "I. ", "I - ", "I – ", "I/ ", "**I- ", "  I- "])
def test_a_part_may_be_marked_in_many_ways(marker: str) -> None:
    assert [(one.path, one.title) for one in by_path(f"{marker}MỤC TIÊU").values()] == [("I", "MỤC TIÊU")]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("3 tháng 2 là tên đường.", id="a number without a dot"),
        pytest.param("3 Tháng 2 là tên đường.", id="a number before a capital"),
        pytest.param("17.000 tỷ đồng mỗi năm.", id="thousands"),
        pytest.param("30/12/2011 là ngày ban hành.", id="a date"),
        pytest.param("91B là tên đường.", id="a number with a letter"),
        pytest.param("2025. Sau đó tổng kết.", id="a year"),
        pytest.param("0,2% là mức nghèo.", id="a decimal comma"),
        pytest.param("-5% mỗi năm.", id="a minus"),
        pytest.param("đ/c Bí thư chủ trì.", id="a short form"),
        pytest.param("Chương trình được duyệt.", id="a word that begins like a chapter"),
        pytest.param("Nơi nhận hồ sơ là bộ phận một cửa.", id="words that begin like the recipients"),
        pytest.param("T/M Thành ủy ký.", id="a signature within a sentence"),
    ],
)
def test_what_only_looks_like_a_marker_opens_nothing(line: str) -> None:
    clauses = by_path(f"1. Việc thứ nhất.\n\n{line}")

    assert {one.kind for one in clauses.values()} == {ClauseKind.ITEM, ClauseKind.PARAGRAPH, ClauseKind.SENTENCE}
    assert clauses["1.d2"].text == line


def test_a_line_without_a_stop_is_a_heading_only_when_something_stands_below_it() -> None:
    clauses = by_path("I- VIỆC\n\n1. Quy hoạch\n\n- Lập đồ án.\n\n2. Giao quận thực hiện\n\n3. Tổng kết")

    assert [(path, one.title) for path, one in clauses.items() if one.kind is ClauseKind.ITEM] == [
        ("I.1", "Quy hoạch"),
        ("I.2", None),
        ("I.3", None),
    ]


def test_a_part_may_be_a_heading_with_a_colon_or_a_sentence() -> None:
    clauses = by_path("I- Mục tiêu:\n\n1. Đạt 90%.\n\nII- Giao quận thực hiện.")

    assert (clauses["I"].title, clauses["II"].title) == ("Mục tiêu:", None)
    assert clauses["II.d1.s1"].text == "Giao quận thực hiện."


def test_a_number_of_two_steps_stands_only_below_its_own_first() -> None:
    clauses = by_path("I- VIỆC\n\n1. Quy hoạch.\n\n2.1. Đầu tư.\n\n2.1.3. Tổng kết.")

    assert [(one.path, one.parent) for one in clauses.values() if one.kind is ClauseKind.ITEM] == [
        ("I.1", "I"),
        ("I.2.1", "I"),
        ("I.2.1.3", "I.2.1"),
    ]


def test_a_heading_in_capitals_is_not_continued_by_a_small_letter() -> None:
    clauses = by_path("I- MỤC TIÊU\n\nphát triển nhanh.")

    assert (clauses["I"].text, clauses["I.d1"].text) == ("MỤC TIÊU", "phát triển nhanh.")


def test_a_heading_torn_by_a_page_is_joined() -> None:
    clauses = by_path("1. Nâng cao chất lượng giáo dục, y tế\n\nvà văn hóa\n\nĐầu tư trường học.")

    assert clauses["1"].title == "Nâng cao chất lượng giáo dục, y tế và văn hóa"


def test_bold_marks_and_double_spaces_are_no_words() -> None:
    clauses = by_path("**1. Đầu  tư** đường\u00a0A.")

    assert clauses["1.d1.s1"].text == "Đầu tư đường A."
    assert len(clauses["1.d1.s1"].spans) == 4


def test_a_text_without_any_marker_is_a_preamble() -> None:
    assert [(one.path, one.kind.value) for one in by_path("Một việc. Hai việc.").values()] == [
        ("M", "preamble"),
        ("M.d1", "paragraph"),
        ("M.d1.s1", "sentence"),
        ("M.d1.s2", "sentence"),
    ]


@pytest.mark.parametrize("text", ["", " \n\n\t", "** **"])
def test_no_words_are_no_clauses(text: str) -> None:
    assert by_path(text) == {}
