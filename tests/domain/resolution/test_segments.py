"""The unit of coverage: what a sentence is split into, and what it is not."""

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.resolution.clauses import Clause, ClauseKind, Span, parse_clauses
from app.domain.resolution.segments import SEPARATORS, Segment, segments, segments_of
from tests.domain.resolution.texts import RESOLUTION, by_path

# Counted by eye in the text: one more than the semicolons of each sentence, and the objects after 'như'.
SEGMENTS_BY_ITEM = {
    **dict(zip((f"II.{number}" for number in range(1, 10)), (2, 18, 21, 8, 24, 10, 8, 5, 7), strict=True)),
    **dict(zip((f"III.{number}" for number in range(1, 6)), (2, 3, 5, 2, 4), strict=True)),
}
TOKENS = ("như ", "mở rộng", "nâng cấp", ", ", "; ", ". ", "…", "a", "B", "cũng ", "“", "”", "(", ")", "1", " ")


def sentence(text: str, kind: ClauseKind = ClauseKind.SENTENCE) -> Clause:
    return Clause("II.1.d1.s1", kind, "II.1.d1", None, None, text, (Span(0, len(text)),))


def split(text: str) -> list[str]:
    return [segment.text for segment in segments_of(sentence(text))]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        pytest.param("Làm một; làm hai; làm ba.", ["Làm một", "làm hai", "làm ba"], id="semicolons"),
        pytest.param("Cấp điện, cấp, thoát nước.", ["Cấp điện, cấp, thoát nước"], id="no commas"),
        pytest.param("Du lịch, mua sắm...", ["Du lịch, mua sắm"], id="no ellipsis at the end"),
        pytest.param("Vỉa hè... đáp ứng nhu cầu.", ["Vỉa hè... đáp ứng nhu cầu"], id="an ellipsis within"),
        pytest.param("Công trình như cầu, đường A.", ["Công trình như", "cầu", "đường A"], id="a list after như"),
        pytest.param("Xây dựng như: cầu, cống.", ["Xây dựng như", "cầu", "cống"], id="a list after như:"),
        pytest.param(
            "Một số công trình như mở rộng, nâng cấp đường A (đoạn 1, đoạn 2), cải tạo, sửa chữa cầu B; làm C.",
            [
                *("Một số công trình như", "mở rộng, nâng cấp đường A (đoạn 1, đoạn 2)"),
                *("cải tạo, sửa chữa cầu B", "làm C"),
            ],
            id="a bare verb belongs to the next",
        ),
        pytest.param("Việc như xây cầu, mở rộng.", ["Việc như", "xây cầu", "mở rộng"], id="a bare verb at the end"),
        pytest.param("Đường phố như trung tâm.", ["Đường phố như trung tâm"], id="như without a list"),
        pytest.param("Quận cũng như thành phố, sở.", ["Quận cũng như thành phố, sở"], id="cũng như compares"),
        pytest.param("Nội dung như sau: a, b.", ["Nội dung như sau: a, b"], id="như sau refers"),
        pytest.param("Tiêu chí “sạch; đẹp, như hoa, lá”.", ["Tiêu chí “sạch; đẹp, như hoa, lá”"], id="in quotes"),
        pytest.param("Đường (phường A; phường B) mới.", ["Đường (phường A; phường B) mới"], id="in parentheses"),
        pytest.param("Vốn như 13,5%, 0,2%.", ["Vốn như", "13,5%", "0,2%"], id="decimal commas"),
        pytest.param(";;Làm một;; - ;làm hai;", ["Làm một", "làm hai"], id="pieces without words"),
        pytest.param("...", [], id="no words at all"),
    ],
)
def test_a_sentence_is_split(text: str, parts: list[str]) -> None:
    assert split(text) == parts


def test_a_bullet_is_split_at_its_sentences_too() -> None:
    found = segments_of(sentence("Trồng cây xanh. Nạo vét rạch; kè bờ.", ClauseKind.BULLET))

    assert [(one.number, one.text) for one in found] == [(1, "Trồng cây xanh"), (2, "Nạo vét rạch"), (3, "kè bờ")]


@pytest.mark.parametrize("kind", sorted(set(ClauseKind) - {ClauseKind.SENTENCE, ClauseKind.BULLET}))
def test_only_sentences_and_bullets_have_segments(kind: ClauseKind) -> None:
    assert segments_of(sentence("Làm một; làm hai.", kind)) == ()


def test_the_four_roads_are_four_segments_after_their_head() -> None:
    found = [segment.text for segment in segments_of(by_path(RESOLUTION)["II.3.d1.s2"])]

    assert found == [
        "Nghiên cứu đầu tư xây dựng một số công trình trọng điểm như",
        "mở rộng, nâng cấp đường Mậu Thân (đoạn từ Đường 3 tháng 2 đến Cầu Rạch Ngỗng 1)",
        "đường nối từ Đường 3 tháng 2 đến đường quanh Hồ Bún Xáng (phường Hưng Lợi)",
        "đường nối Võ Văn Kiệt - 91B",
        "đường nối đường Nguyễn Hiền nối dài (từ khu Dân cư 91B đến Khu Đô thị mới phường An Bình)",
    ]


def test_a_segment_may_lie_on_two_pages() -> None:
    found = [segment.text for segment in segments_of(by_path(RESOLUTION)["II.3.d3.s2"])]

    assert found == [
        "Nâng cấp và phát triển hệ thống cấp điện, cấp, thoát nước, đảm bảo an toàn nguồn nước sinh hoạt",
        "hạ ngầm các công trình dây dẫn điện, cáp viễn thông, tạo mỹ quan đô thị văn minh, hiện đại",
        "đầu tư hạ tầng thu gom nước thải sinh hoạt đồng bộ, xử lý toàn bộ nước thải sinh hoạt bảo vệ nguồn nước mặt",
    ]


def test_the_resolution_has_so_many_segments_in_each_item() -> None:
    found = segments(parse_clauses(RESOLUTION))
    by_item = Counter(".".join(segment.clause.split(".")[:2]) for segment in found)

    assert {item: count for item, count in by_item.items() if item.startswith("II")} == SEGMENTS_BY_ITEM


@given(st.lists(st.sampled_from(TOKENS)).map("".join))
def test_segments_lie_in_order_and_leave_no_word_out(raw: str) -> None:
    text = " ".join(raw.split())
    found = segments_of(sentence(text))

    assert [one.number for one in found] == list(range(1, len(found) + 1))
    assert [one.text for one in found] == [text[one.start : one.end] for one in found]
    assert all(one.text == one.text.strip(SEPARATORS) for one in found)
    assert [gap for gap in _between(text, found) if any(character.isalnum() for character in gap)] == []


@pytest.mark.parametrize(
    "clause", [one for one in parse_clauses(RESOLUTION) if segments_of(one)], ids=lambda one: one.path
)
def test_only_separators_stand_between_the_segments_of_the_resolution(clause: Clause) -> None:
    assert "".join(_between(clause.text, segments_of(clause))).strip(SEPARATORS) == ""


def _between(text: str, found: tuple[Segment, ...]) -> list[str]:
    """Return what lies before, between and after the segments. Fails where they overlap."""
    edges = [0, *(edge for one in found for edge in (one.start, one.end)), len(text)]
    assert all(before <= after for before, after in pairwise(edges))
    return [text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]
