"""Resolutions in the style of a council: chapters, articles, numbered clauses, lettered points."""

from app.domain.resolution.clauses import ClauseKind
from tests.domain.resolution.texts import COUNCIL, by_path, outline

CLAUSES = by_path(COUNCIL)


def test_the_title_stands_below_the_letterhead_and_over_the_grounds() -> None:
    preamble = [text for path, kind, text in outline(COUNCIL) if path.startswith("M.") and kind == "paragraph"]

    assert CLAUSES["T"].text == "NGHỊ QUYẾT Quy định mức hỗ trợ phân loại chất thải rắn tại nguồn"
    assert preamble == [
        "HỘI ĐỒNG NHÂN DÂN",
        "THÀNH PHỐ CẦN THƠ",
        "Số: 12/2024/NQ-HĐND",
        "HỘI ĐỒNG NHÂN DÂN THÀNH PHỐ CẦN THƠ",
        "KHÓA X, KỲ HỌP THỨ MƯỜI",
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",
        "Căn cứ Luật Bảo vệ môi trường ngày 17 tháng 11 năm 2020;",
        "Xét Tờ trình số 99/TTr-UBND của Ủy ban nhân dân thành phố.",
        "QUYẾT NGHỊ:",
    ]


def test_chapters_articles_clauses_and_points_stand_below_one_another() -> None:
    body = [row for row in outline(COUNCIL) if not row[0].startswith(("M", "T", "NN", "CK"))]

    assert body == [
        ("I", "chapter", "QUY ĐỊNH CHUNG"),
        ("1", "article", "Phạm vi điều chỉnh"),
        ("1.1.d1", "paragraph", "Nghị quyết này quy định mức hỗ trợ theo điểm a khoản 2 Điều 3."),
        ("1.2.d1", "paragraph", "Nội dung hỗ trợ gồm:"),
        ("1.2.a.d1", "paragraph", "Phân loại chất thải tại hộ gia đình;"),
        ("1.2.d.d1", "paragraph", "Vận chuyển chất thải;"),
        ("1.2.đ.d1", "paragraph", "Xử lý nước thải sinh hoạt;"),
        ("1.2.đ.g1", "bullet", "Tại khu dân cư;"),
        ("1.2.đ.g2", "bullet", "Tại chợ."),
        ("2.d1", "paragraph", "Nghị quyết này áp dụng cho TP. Cần Thơ."),
        ("II", "chapter", "TỔ CHỨC THỰC HIỆN"),
        ("3", "article", "Giao trách nhiệm"),
        ("3.1.d1", "paragraph", "Ủy ban nhân dân thành phố tổ chức thực hiện."),
        ("3.2.d1", "paragraph", "Thường trực Hội đồng nhân dân thành phố giám sát."),
        ("3.2.d2", "paragraph", "Nghị quyết này được Hội đồng nhân dân thành phố thông qua./."),
    ]


def test_d_and_d_with_stroke_are_two_points() -> None:
    points = [(one.path, one.number) for one in CLAUSES.values() if one.kind is ClauseKind.POINT]

    assert points == [("1.2.a", "a"), ("1.2.d", "d"), ("1.2.đ", "đ")]


def test_parents_follow_the_numbers() -> None:
    parents = {path: CLAUSES[path].parent for path in ("I", "1", "1.2", "1.2.đ", "3", "3.2")}

    assert parents == {"I": None, "1": "I", "1.2": "1", "1.2.đ": "1.2", "3": "II", "3.2": "3"}


def test_the_signature_may_stand_before_the_recipients() -> None:
    ending = [row for row in outline(COUNCIL) if row[0].startswith(("NN", "CK"))]

    assert ending == [
        ("CK", "signature", "CHỦ TỊCH (Đã ký) Trần Văn Hai"),
        ("NN.g1", "bullet", "Ủy ban Thường vụ Quốc hội;"),
        ("NN.g2", "bullet", "Lưu: VT."),
    ]


def test_a_name_below_the_recipients_is_a_signature() -> None:
    text = "Điều 1. Thông qua kế hoạch.\n\nNơi nhận:\n- Lưu: VT.\n\nTrần Văn Hai"

    assert outline(text)[-1] == ("CK", "signature", "Trần Văn Hai")


def test_parts_within_an_article_belong_to_it() -> None:
    text = "Điều 1. Ban hành kế hoạch như sau:\nI. MỤC TIÊU\n1. Đạt 90%.\nĐiều 2. Giao Ủy ban nhân dân."
    clauses = by_path(text)

    assert [(one.path, one.parent) for one in clauses.values() if one.number] == [
        ("1", None),
        ("1.I", "1"),
        ("1.I.1", "1.I"),
        ("2", None),
    ]


def test_an_article_named_in_a_sentence_opens_none() -> None:
    text = "Điều 1. Áp dụng theo\nĐiều 19 Luật Tổ chức chính quyền địa phương."

    assert [one.path for one in by_path(text).values() if one.kind is ClauseKind.ARTICLE] == ["1"]


def test_a_number_used_twice_gives_two_paths() -> None:
    clauses = by_path("Điều 1. Một việc.\nĐiều 1. Hai việc.\n1. Ba việc.")

    assert [one.path for one in clauses.values() if one.number] == ["1", "1~2", "1~2.1"]
