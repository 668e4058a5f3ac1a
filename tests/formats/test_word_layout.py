"""The layout of Decree 30/2020/NĐ-CP, annex I, read back from a Word file, row by row; and the Party's."""

import re
from dataclasses import replace
from typing import Any

import pytest
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn

from app.formats.typeface import width
from app.formats.word import write_word
from tests.formats.reading import Look, look, looks, opened, paragraphs, rules, xml
from tests.formats.samples import MADE_AT, PARTY, QR, STATE

CENTER, LEFT, JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.JUSTIFY
BLANK = "\u00a0" * 6


@pytest.fixture(scope="module")
def state() -> bytes:
    return write_word(STATE, MADE_AT)


@pytest.fixture(scope="module")
def party() -> bytes:
    return write_word(PARTY, MADE_AT)


def found(file: bytes, text: str) -> Look:
    return next(look for look in looks(file) if look.text.startswith(text))


@pytest.mark.parametrize(
    ("text", "sizes", "bold", "italic", "align"),
    [
        pytest.param("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", (12, 13), True, False, CENTER, id="1 country"),
        pytest.param("Độc lập - Tự do - Hạnh phúc", (13, 14), True, False, CENTER, id="1 motto"),
        pytest.param("THÀNH PHỐ CẦN THƠ", (12, 13), False, False, CENTER, id="2 governing body"),
        pytest.param("ỦY BAN NHÂN DÂN", (12, 13), True, False, CENTER, id="2 issuing body"),
        pytest.param(f"Số:{BLANK}/BC-UBND", (13, 13), False, False, CENTER, id="3 number and symbol"),
        pytest.param(f"Cần Thơ, ngày {BLANK} tháng", (13, 14), False, True, CENTER, id="4 place and day"),
        pytest.param("BÁO CÁO", (13, 14), True, False, CENTER, id="5a kind"),
        pytest.param("Tình hình thực hiện", (13, 14), True, False, CENTER, id="5a abstract"),
        pytest.param("Căn cứ Luật", (13, 14), False, True, JUSTIFY, id="6 basis"),
        pytest.param("Thực hiện Nghị quyết", (13, 14), False, False, JUSTIFY, id="6 text"),
        pytest.param("Phần I\nTÌNH HÌNH", (13, 14), True, False, CENTER, id="6 part"),
        pytest.param("I. CÔNG TÁC LÃNH ĐẠO", (13, 14), True, False, JUSTIFY, id="6 section"),
        pytest.param("1. Nhóm chỉ tiêu kinh tế", (13, 14), True, False, JUSTIFY, id="6 clause"),
        pytest.param("a) Giáo dục", (13, 14), False, False, JUSTIFY, id="6 point"),
        pytest.param("TM. ỦY BAN NHÂN DÂN", (13, 14), True, False, CENTER, id="7a on behalf of"),
        pytest.param("KT. CHỦ TỊCH", (13, 14), True, False, CENTER, id="7a for"),
        pytest.param("PHÓ CHỦ TỊCH", (13, 14), True, False, CENTER, id="7a position"),
        pytest.param("Nguyễn Văn A", (13, 14), True, False, CENTER, id="7b name"),
        pytest.param("Kính gửi:", (13, 14), False, False, LEFT, id="9a addressees"),
        pytest.param("Nơi nhận:", (12, 12), True, True, LEFT, id="9b recipients"),
        pytest.param("- Như trên;", (11, 11), False, False, LEFT, id="9b each recipient"),
        pytest.param("Phụ lục I\nDANH MỤC VĂN BẢN", (14, 14), True, False, CENTER, id="appendix"),
        pytest.param("(Kèm theo Báo cáo số", (13, 14), False, True, CENTER, id="what it belongs to"),
    ],
)
def test_each_part_has_the_decrees_look(  # noqa: PLR0913 (a row of its table)
    state: bytes, text: str, sizes: tuple[int, int], *, bold: bool, italic: bool, align: WD_ALIGN_PARAGRAPH
) -> None:
    part = found(state, text)

    assert sizes[0] <= part.size <= sizes[1]
    assert (part.bold, part.italic, part.align) == (bold, italic, align)


def test_the_page_is_a4_with_the_decrees_margins(state: bytes) -> None:
    for section in opened(state).sections:
        lies = section.orientation is WD_ORIENT.LANDSCAPE
        sides = [section.page_width, section.page_height]
        margins = [section.top_margin, section.bottom_margin, section.left_margin, section.right_margin]

        assert [round(side.mm) for side in sides if side] == ([297, 210] if lies else [210, 297])
        assert [round(margin.mm) for margin in margins if margin] == [20, 20, 30, 15]


def test_all_letters_are_black_times_new_roman_and_vietnamese(state: bytes) -> None:
    styles = xml(state, "word/styles.xml")
    defaults = styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    assert defaults is not None

    fonts = {value for element in styles.iter(qn("w:rFonts")) for value in element.attrib.values()}
    assert fonts == {"Times New Roman"}
    assert {element.get(qn("w:val")) for element in styles.iter(qn("w:color"))} == {"000000"}
    assert {element.get(qn("w:val")) for element in styles.iter(qn("w:lang"))} == {"vi-VN"}
    body = xml(state, "word/document.xml")
    assert [*body.iter(qn("w:rFonts")), *body.iter(qn("w:color")), *body.iter(qn("w:lang"))] == []


def test_pages_are_numbered_from_the_second_in_the_middle_of_the_top_margin(state: bytes) -> None:
    first = opened(state).sections[0]
    number = first.header.paragraphs[0]

    fields = [field.get(qn("w:instr")) for field in number.paragraph_format.element.iter(qn("w:fldSimple"))]
    assert fields == [" PAGE "]
    assert (look(number).align, 13 <= look(number).size <= 14, look(number).italic) == (CENTER, True, False)
    assert first.header_distance
    assert first.top_margin
    assert 0 < first.header_distance < first.top_margin
    assert first.different_first_page_header_footer
    assert [paragraph.text for paragraph in first.first_page_header.paragraphs] == [""]


def test_each_appendix_counts_its_own_pages(state: bytes) -> None:
    starts = [
        (section.different_first_page_header_footer, [start.get(qn("w:start")) for start in _starts(section)])
        for section in opened(state).sections
    ]

    # The text stands, lies, stands; then two appendices.
    assert starts == [(True, ["1"]), (False, []), (False, []), (True, ["1"]), (True, ["1"])]


def test_a_wide_table_lies_with_the_heading_above_it(state: bytes) -> None:
    sections = opened(state).sections
    lying = sections[1]

    assert [section.orientation is WD_ORIENT.LANDSCAPE for section in sections] == [False, True, False, False, True]
    said = [content.text for content in lying.iter_inner_content() if hasattr(content, "text")]
    assert said[0] == "III. CÁC CÔNG TRÌNH, DỰ ÁN"


def test_the_line_below_the_motto_is_as_long_as_the_motto(state: bytes) -> None:
    said, length = next(rule for rule in rules(opened(state)) if rule[0].startswith("Độc lập"))

    assert length == pytest.approx(width(said, 14, bold=True), abs=0.2)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param("ỦY BAN NHÂN DÂN", width("ỦY BAN NHÂN DÂN", 13, bold=True), id="issuing body"),
        pytest.param("Tình hình", 165, id="an abstract of more than one line"),
    ],
)
def test_other_lines_are_a_third_to_a_half_of_the_line_above(state: bytes, text: str, line: float) -> None:
    length = next(length for said, length in rules(opened(state)) if said.startswith(text))

    assert line / 3 <= length <= line / 2


def test_the_number_stands_level_with_place_and_day_and_both_are_blank(state: bytes) -> None:
    names, blanks = opened(state).tables[0].rows

    assert names.cells[0].text == "THÀNH PHỐ CẦN THƠ\nỦY BAN NHÂN DÂN\n"
    assert blanks.cells[0].text == f"Số:{BLANK}/BC-UBND"
    assert blanks.cells[1].text == f"Cần Thơ, ngày {BLANK} tháng {BLANK} năm {BLANK}"
    assert not re.search(r"\d", blanks.cells[0].text + blanks.cells[1].text)


def test_text_is_indented_and_spaced_as_the_decree_allows(state: bytes) -> None:
    for text in ("Thực hiện Nghị quyết", "Căn cứ Luật", "I. CÔNG TÁC", "1. Nhóm"):
        part = found(state, text)

        assert part.indent == pytest.approx(12.7, abs=0.05)
        assert part.after >= 6
        assert 1 <= part.spacing <= 1.5


def test_lists_end_as_the_decree_says(state: bytes) -> None:
    said = [look.text for look in looks(state)]
    at = said.index("Kính gửi:")

    assert said[at + 1 : at + 3] == ["- Thường trực Thành ủy;", "- Thường trực Hội đồng nhân dân thành phố."]
    assert [text[-1] for text in said if text.startswith("Căn cứ")] == [";", "."]
    assert [text for text in said if text.startswith("- Lưu")] == ["- Lưu: VT, TH."]
    assert [text for text in said if text.endswith("./.")] == [
        "Đề nghị Hội đồng nhân dân thành phố xem xét, bố trí vốn theo đúng tiến độ đã được phê duyệt./."
    ]


def test_recipients_stand_level_with_who_signs_and_there_is_room_for_the_signature(state: bytes) -> None:
    (last,) = (table for table in opened(state).tables if table.cell(0, 0).text.startswith("Nơi nhận:"))
    right = last.cell(0, 1).paragraphs

    assert [paragraph.text for paragraph in right] == [
        "TM. ỦY BAN NHÂN DÂN",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Nguyễn Văn A",
    ]
    name = right[-1].style
    assert name is not None
    assert name.paragraph_format.space_before.pt >= 60


@pytest.mark.parametrize(
    ("text", "size", "bold", "italic"),
    [
        pytest.param("ĐẢNG CỘNG SẢN VIỆT NAM", 15, True, False, id="title"),
        pytest.param("THÀNH ỦY CẦN THƠ", 14, False, False, id="governing body"),
        pytest.param("BAN TUYÊN GIÁO VÀ DÂN VẬN", 14, True, False, id="issuing body"),
        pytest.param(f"Số{BLANK}-BC/BTGDV", 14, False, False, id="number: a hyphen, no colon"),
        pytest.param("BÁO CÁO", 16, True, False, id="kind"),
        pytest.param("Kính gửi: Ban Thường vụ Thành ủy", 14, False, False, id="one addressee"),
        pytest.param("I- KẾT QUẢ ĐẠT ĐƯỢC", 14, True, False, id="section"),
        pytest.param("K/T TRƯỞNG BAN", 14, True, False, id="for"),
        pytest.param("- Như trên,", 12, False, False, id="recipients end in commas"),
        pytest.param("- Lưu Văn phòng Ban.", 12, False, False, id="the last in a full stop"),
    ],
)
def test_a_party_document_differs(party: bytes, text: str, size: int, *, bold: bool, italic: bool) -> None:
    part = found(party, text)

    assert (part.size, part.bold, part.italic) == (size, bold, italic)


def test_a_party_document_has_a_star_and_the_partys_name_underlined_in_full(party: bytes) -> None:
    names = opened(party).tables[0].rows[0]
    said = [part.text for part in looks(party)]

    assert names.cells[0].text == "THÀNH ỦY CẦN THƠ\nBAN TUYÊN GIÁO VÀ DÂN VẬN\n*"
    ((below, length),) = rules(opened(party))
    assert below == "ĐẢNG CỘNG SẢN VIỆT NAM"
    assert length == pytest.approx(width(below, 15, bold=True), abs=0.2)
    assert "-----" in said
    assert not [text for text in said if "CỘNG HÒA" in text or "Độc lập" in text]


def _starts(section: Any) -> list[Any]:
    return list(section._sectPr.iter(qn("w:pgNumType")))  # noqa: SLF001 (the library has no word for it)


def test_every_paragraph_has_a_style_of_the_layout(state: bytes) -> None:
    names = {look(paragraph).style for paragraph in paragraphs(opened(state)) if paragraph.text}

    assert "Normal" not in names
    assert {"Title", "Subtitle", "Heading 1", "Heading 2", "Heading 3", "Heading 4", "Caption", "Body Text"} <= names


def test_the_signature_does_not_stand_on_a_page_alone(state: bytes) -> None:
    last = next(part for part in paragraphs(opened(state)) if part.text.endswith("./."))

    assert last.paragraph_format.keep_with_next


def test_a_code_to_scan_stands_at_the_foot_of_first_pages_with_its_words() -> None:
    assert STATE.marks
    marked = replace(STATE, marks=replace(STATE.marks, qr=QR, qr_says="Kiểm tra tại /kiem-tra/BC7F-2K9M"))

    section = opened(write_word(marked, MADE_AT)).sections[3]

    (picture,) = section.first_page_footer.part.element.iter(qn("wp:docPr"))
    assert picture.get("descr") == "Kiểm tra tại /kiem-tra/BC7F-2K9M"
    assert not list(section.footer.part.element.iter(qn("wp:docPr")))
