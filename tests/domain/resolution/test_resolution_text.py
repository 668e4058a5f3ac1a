"""The resolution itself: the traps its text sets, each with the clause that falls into none."""

import textwrap
from collections import Counter

import pytest

from app.domain.resolution.clauses import Clause, ClauseKind, leaves, parse_clauses
from tests.domain.resolution.texts import RESOLUTION, by_path

CLAUSES = by_path(RESOLUTION)


def below(path: str) -> list[Clause]:
    return [clause for clause in CLAUSES.values() if clause.parent == path]


def last_words(path: str) -> list[str]:
    return [clause.text.split()[-1] for clause in below(path)]


def stored(clause: Clause) -> list[str]:
    return [RESOLUTION[span.start : span.end] for span in clause.spans]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("M.d2.s5", "chất lượng hoạt động có chuyển biến nhưng chưa đồng đều."),
        ("II.3.d3.s2", "đảm bảo an toàn nguồn nước sinh hoạt; hạ ngầm các công trình"),
        ("II.6.d1.s2", "Thực hiện tốt nếp sống văn hóa, văn minh đô thị, nâng cao chất lượng đời sống văn hóa"),
    ],
)
def test_a_paragraph_broken_by_a_page_is_one_clause(path: str, words: str) -> None:
    clause = CLAUSES[path]

    assert clause.text.count(words) == 1
    assert RESOLUTION.count(words) == 0
    assert len(clause.spans) == 2
    assert RESOLUTION[clause.spans[0].end : clause.spans[1].start] == "\n\n"


def test_no_other_sentence_is_broken() -> None:
    broken = [one.path for one in leaves(CLAUSES.values()) if len(one.spans) > 1]

    assert broken == ["T", "M.d2.s5", "II.3.d3.s2", "II.6.d1.s2", "CK"]


def test_the_title_is_joined_over_its_lines_and_loses_its_bold_marks() -> None:
    title = CLAUSES["T"]

    assert title.text == (
        "NGHỊ QUYẾT về xây dựng và phát triển quận Ninh Kiều đến năm 2030, tầm nhìn đến năm 2045 "
        "xứng tầm là đô thị hạt nhân, văn minh, hiện đại"
    )
    assert stored(title)[0] == "NGHỊ QUYẾT"
    assert len(title.spans) == 4


def test_the_signature_is_joined_over_its_lines() -> None:
    assert stored(CLAUSES["CK"]) == ["T/M THÀNH ỦY", "BÍ THƯ", "Lê Quang Mạnh"]
    assert CLAUSES["CK"].kind is ClauseKind.SIGNATURE


def test_the_three_parts_are_headings() -> None:
    parts = [(one.number, one.title) for one in CLAUSES.values() if one.kind is ClauseKind.PART]

    assert parts == [
        ("I", "QUAN ĐIỂM, MỤC TIÊU PHÁT TRIỂN"),
        ("II", "NHIỆM VỤ VÀ GIẢI PHÁP CHỦ YẾU"),
        ("III", "TỔ CHỨC THỰC HIỆN"),
    ]


@pytest.mark.parametrize(("part", "count"), [("I", 2), ("II", 9), ("III", 5)])
def test_items_are_counted_from_one_in_each_part(part: str, count: int) -> None:
    items = [(one.path, one.number) for one in below(part)]

    assert items == [(f"{part}.{number}", str(number)) for number in range(1, count + 1)]


def test_a_long_heading_is_a_heading() -> None:
    heading = CLAUSES["II.4"]

    assert heading.title == heading.text
    assert len(heading.text) > 200
    assert heading.text.endswith("của đô thị")


@pytest.mark.parametrize("number", range(1, 6))
def test_in_part_three_the_number_opens_the_body(number: int) -> None:
    item, paragraph, sentence = (CLAUSES[f"III.{number}{tail}"] for tail in ("", ".d1", ".d1.s1"))

    assert (item.title, item.text, item.spans) == (None, "", ())
    assert [one.path for one in below(item.path)] == [paragraph.path]
    assert sentence.text == paragraph.text


def test_numbers_of_two_and_three_steps_stand_below_one_another() -> None:
    found = {path: (one.number, one.parent) for path, one in CLAUSES.items() if path.startswith("I.2")}
    items = {path: place for path, place in found.items() if CLAUSES[path].kind is ClauseKind.ITEM}

    assert items == {
        "I.2": ("2", "I"),
        "I.2.1": ("2.1", "I.2"),
        "I.2.2": ("2.2", "I.2"),
        "I.2.2.1": ("2.2.1", "I.2.2"),
        "I.2.2.2": ("2.2.2", "I.2.2"),
        "I.2.3": ("2.3", "I.2"),
    }


@pytest.mark.parametrize(("parent", "count"), [("I.2.2.1", 8), ("I.2.2.2", 7), ("NN", 6)])
def test_bullets_are_counted_below_what_they_belong_to(parent: str, count: int) -> None:
    bullets = [one.path for one in below(parent)]

    assert bullets == [f"{parent}.g{number}" for number in range(1, count + 1)]
    assert {one.kind for one in below(parent)} == {ClauseKind.BULLET}


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("M.d1.s3", "Kết cấu hạ tầng kinh tế - xã hội của Quận"),
        ("II.3.d1.s2", "đường nối Võ Văn Kiệt - 91B"),
        ("II.2.d3.s1", "hài hòa - đô thị sông nước"),
        ("I.2.2.1", "2021 - 2025"),
        ("II.2.d4.s1", "thời kỳ 2021 -2030"),
    ],
)
def test_a_dash_within_words_is_no_bullet(path: str, words: str) -> None:
    assert CLAUSES[path].text.count(words) == 1


def test_the_recipients_are_no_duties() -> None:
    recipients = CLAUSES["NN"]

    assert (recipients.kind, recipients.parent, recipients.text) == (ClauseKind.RECIPIENTS, None, "")
    assert CLAUSES["NN.g6"].text == "Lưu Văn phòng Thành ủy."


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("II.2.d5.s3", "Phát triển nông nghiệp đô thị,"),
        ("II.3.d1.s2", "Nghiên cứu đầu tư xây dựng"),
        ("II.5.d1.s2", "Chủ động đề xuất phương án,"),
        ("II.6.d3.s2", "Thực hiện tốt công tác đào tạo nghề,"),
    ],
)
def test_an_ellipsis_before_a_capital_ends_a_sentence(path: str, words: str) -> None:
    before = f"{path[:-1]}{int(path[-1]) - 1}"

    assert CLAUSES[path].text.startswith(words)
    assert CLAUSES[before].text.endswith("...")


@pytest.mark.parametrize(
    ("path", "words"), [("M.d1.s6", "tích cực... góp phần"), ("II.3.d4.s5", "hiện đại... đáp ứng")]
)
def test_an_ellipsis_before_a_small_letter_ends_none(path: str, words: str) -> None:
    assert CLAUSES[path].text.count(words) == 1


def test_all_eleven_ellipses_are_kept() -> None:
    assert sum(leaf.text.count("...") for leaf in leaves(CLAUSES.values())) == 11


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("M.d1.s3", "đô thị phát triển “sáng, xanh, sạch, đẹp”; chất lượng môi trường"),
        ("II.6.d1.s2", "“Trí tuệ, năng động, nhân ái, hào hiệp, thanh lịch”."),
        ("II.3", "“sáng, xanh, sạch, đẹp”"),
        ("M.d1.s1", "Nghị quyết số 05-NQ/TU “Về xây dựng và phát triển quận Ninh Kiều"),
        ("II.3.d1.s2", "(đoạn từ Đường 3 tháng 2 đến Cầu Rạch Ngỗng 1), đường nối"),
        ("I.1.d1.s1", "Nghị quyết số 59-NQ/TW ngày 05/8/2020 của Bộ Chính trị (khóa XII)."),
        ("I.2.2.1.g1", "đạt 17.000 tỷ đồng/năm."),
        ("I.2.2.1.g8", "dưới 0,2%."),
        ("I.2.2.2.g1", "10 - 13,5%/năm."),
        ("M.d1.s1", "Ngày 30/12/2011, Thành ủy"),
        ("I.2.2.1.g2", "Phân đấu tổng thu"),
        ("II.2.d1.s1", "tầm nhìn đến năm 2050, điều chỉnh quy hoạch chung"),
        ("II.2.d1.s1", "tầm nhìn đến 2050, đảm bảo"),
    ],
)
def test_quotes_parentheses_numbers_dates_and_slips_are_kept_in_one_clause(path: str, words: str) -> None:
    assert CLAUSES[path].text.count(words) == 1


@pytest.mark.parametrize(
    ("path", "ends"),
    [
        ("M.d1", ["05-NQ/TU).", "trọng.", "cao.", "cực.", "định.", "qua."]),
        ("II.3.d4", ["điểm.", "trường.", "minh.", "trưng.", "lịch."]),
        ("II.5.d3", ["tạo.", "lực.", "cao.", "tế."]),
        ("III.3.d1", ["quyết."]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(path: str, ends: list[str]) -> None:
    assert last_words(path) == ends


def test_the_resolution_has_so_many_clauses() -> None:
    kinds = Counter(clause.kind.value for clause in CLAUSES.values())

    assert kinds == Counter(
        title=1,
        preamble=1,
        part=3,
        item=21,
        paragraph=45,
        sentence=88,
        bullet=21,
        recipients=1,
        signature=1,
    )


def _wrapped(text: str, width: int) -> str:
    wrap = textwrap.TextWrapper(width, break_long_words=False, break_on_hyphens=False)
    return "\n".join(wrap.fill(line) for line in text.split("\n"))


@pytest.mark.parametrize("width", [60, 80, 100])
def test_a_margin_changes_no_clause(width: int) -> None:
    """Lines then begin with "- xã hội", "2030, tầm nhìn" and capitals that open nothing."""
    wrapped = [(one.path, one.text) for one in parse_clauses(_wrapped(RESOLUTION, width))]

    assert wrapped == [(one.path, one.text) for one in CLAUSES.values()]


def test_without_empty_lines_each_line_is_a_paragraph() -> None:
    dense = "\n".join(line for line in RESOLUTION.split("\n") if line)

    assert [(one.path, one.text) for one in parse_clauses(dense)] == [(one.path, one.text) for one in CLAUSES.values()]


def test_line_ends_of_other_systems_change_no_clause() -> None:
    there = [(one.path, one.text) for one in parse_clauses(RESOLUTION.replace("\n", "\r\n"))]

    assert there == [(one.path, one.text) for one in CLAUSES.values()]
