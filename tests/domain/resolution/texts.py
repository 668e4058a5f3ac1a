"""Texts that the parser is tried on: the resolution itself, and two short ones of our own."""

from app.domain.resolution.clauses import Clause, parse_clauses
from app.settings import ROOT

RESOLUTION = (ROOT / "seed" / "resolution" / "15-nq-tu.txt").read_text(encoding="utf-8")

COUNCIL = """\
HỘI ĐỒNG NHÂN DÂN
THÀNH PHỐ CẦN THƠ
Số: 12/2024/NQ-HĐND

NGHỊ QUYẾT
Quy định mức hỗ trợ phân loại
chất thải rắn tại nguồn

HỘI ĐỒNG NHÂN DÂN THÀNH PHỐ CẦN THƠ
KHÓA X, KỲ HỌP THỨ MƯỜI

Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;
Căn cứ Luật Bảo vệ môi trường ngày 17 tháng 11 năm 2020;
Xét Tờ trình số 99/TTr-UBND của Ủy ban nhân dân thành phố.

QUYẾT NGHỊ:

Chương I
QUY ĐỊNH CHUNG

Điều 1. Phạm vi điều chỉnh
1. Nghị quyết này quy định mức hỗ trợ theo
điểm a khoản 2 Điều 3.
2. Nội dung hỗ trợ gồm:
a) Phân loại chất thải tại hộ gia đình;
d) Vận chuyển chất thải;
đ) Xử lý nước thải sinh hoạt;
- Tại khu dân cư;
- Tại chợ.

Điều 2. Nghị quyết này áp dụng cho TP. Cần Thơ.

Chương II
TỔ CHỨC THỰC HIỆN

**Điều 3.** Giao trách nhiệm
1. Ủy ban nhân dân thành phố tổ chức thực hiện.
2. Thường trực Hội đồng nhân dân thành phố giám sát.

Nghị quyết này được Hội đồng nhân dân thành phố thông qua./.

CHỦ TỊCH
(Đã ký)

Trần Văn Hai

Nơi nhận:
- Ủy ban Thường vụ Quốc hội;
- Lưu: VT.
"""

PARTY = """\
NGHỊ QUYẾT
về phát triển đô thị

Thành ủy ban hành Nghị quyết như sau.

I. MỤC TIÊU
1. Mục tiêu chung
Xây dựng đô thị văn minh.
2. Mục tiêu cụ thể
2.1 Đến năm 2025
- Nước sạch đạt 100%.
+ Trong đó nội thành đạt trước.
2.2 Đến năm 2030
a) Về kinh tế
Thu ngân sách tăng 12%.
b) Giảm nghèo;
II/ NHIỆM VỤ
VÀ GIẢI PHÁP
1.Quy hoạch
- Lập quy hoạch phân khu.
2. Tổ chức thực hiện nghiêm túc.

TM. BAN CHẤP HÀNH
BÍ THƯ

Nguyễn Văn Một
"""


def by_path(text: str) -> dict[str, Clause]:
    return {clause.path: clause for clause in parse_clauses(text)}


def outline(text: str) -> list[tuple[str, str, str]]:
    """Return path, kind and words of all clauses with words of their own but sentences."""
    return [(one.path, one.kind.value, one.text) for one in parse_clauses(text) if one.text and one.kind != "sentence"]
