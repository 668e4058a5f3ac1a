"""One full document of each layout; what they say of the city is made up for these tests."""

from dataclasses import replace
from datetime import UTC, date, datetime
from struct import pack
from zlib import compress, crc32

from app.formats.documents import (
    Appendix,
    Authority,
    Dashes,
    Document,
    Heading,
    LayoutName,
    Letterhead,
    Level,
    Marks,
    Paragraph,
    Run,
    Signature,
    SignedAs,
)
from app.formats.tables import Column, Kind, Table

MADE_AT = datetime(2026, 11, 23, 2, tzinfo=UTC)
_BASES = {
    "a": "aàảãáạ", "ă": "ăằẳẵắặ", "â": "âầẩẫấậ", "e": "eèẻẽéẹ", "ê": "êềểễếệ", "i": "iìỉĩíị", "o": "oòỏõóọ",
    "ô": "ôồổỗốộ", "ơ": "ơờởỡớợ", "u": "uùủũúụ", "ư": "ưừửữứự", "y": "yỳỷỹýỵ",
}  # fmt: skip
LETTERS = "bcdđghklmnpqrstvx" + "".join(_BASES.values())
ALL_LETTERS = LETTERS + LETTERS.upper()


def _png(side: int) -> bytes:
    """Return a chequered picture, as wide as high."""
    rows = b"".join(b"\0" + bytes(255 * ((x + y) % 2) for x in range(side)) for y in range(side))
    parts = [(b"IHDR", pack(">2I5B", side, side, 8, 0, 0, 0, 0)), (b"IDAT", compress(rows)), (b"IEND", b"")]
    chunks = (pack(">I", len(held)) + tag + held + pack(">I", crc32(tag + held)) for tag, held in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


QR = _png(29)

INDICATORS = Table(
    title="Kết quả thực hiện các chỉ tiêu",
    columns=[
        Column("TT", 4, Kind.COUNT, unit=1),
        Column("Chỉ tiêu", 30),
        Column("Đơn vị tính", 10),
        Column("Mục tiêu 2025", 10, Kind.NUMBER),
        Column("Thực hiện", 10, Kind.NUMBER),
        Column("% so với mục tiêu", 10, Kind.PERCENT),
        Column("Ngày số liệu", 12, Kind.DATE),
    ],
    rows=[
        (1, "Thu nhập bình quân đầu người", "triệu đồng", 150, 132.5, 0.8833, date(2026, 6, 30)),
        (2, "Tỷ lệ hộ dân dùng nước sạch", "%", 100, 99.875, 0.99875, date(2026, 6, 30)),
        (3, "Diện tích cây xanh bình quân đầu người", "m²", 7, None, None, None),
    ],
    notes=["Số liệu đến ngày 23/11/2026."],
)
PROJECTS = Table(
    title="Tiến độ các công trình, dự án",
    columns=[
        Column("TT", 4, Kind.COUNT),
        Column("Mã", 16),
        Column("Công trình, dự án", 40),
        Column("Chủ đầu tư", 24),
        Column("Địa điểm", 18),
        Column("Tổng mức đầu tư (tỷ đồng)", 14, Kind.MONEY, unit=10**9),
        Column("Giải ngân", 10, Kind.PERCENT),
        Column("Hạn", 12, Kind.DATE),
        Column("Tình trạng", 18),
    ],
    rows=[
        (
            number,
            f"15-nq-tu.3.{number:02}",
            f"Nâng cấp, mở rộng đường số {number}, đoạn từ rạch Cái Khế đến cầu Cái Răng",
            "Ban QLDA đầu tư xây dựng công trình Giao thông và Nông nghiệp",
            "phường Ninh Kiều",
            8_971_238_000_000 + number * 10**6,
            number / 40,
            date(2026, 12, 31),
            "Quá hạn 12 ngày" if number % 3 == 0 else "Đúng tiến độ",
        )
        for number in range(1, 31)
    ],
    total=(None, "", "Tổng cộng", "", "", 269_137_605_000_000, 0.3875, None, ""),
    notes=["Số liệu đến ngày 23/11/2026."],
    landscape=True,
)
DOCUMENTS = Table(
    title="Văn bản chỉ đạo, điều hành",
    columns=[
        Column("TT", 4, Kind.COUNT),
        Column("Số, ký hiệu", 16),
        Column("Trích yếu", 50),
        Column("Ngày", 12, Kind.DATE),
    ],
    rows=[
        (number, f"{number:02}/KH-UBND", f"Kế hoạch số {number} thực hiện Nghị quyết", date(2026, 1, number))
        for number in (1, 2, 3)
    ],
)
STATE = Document(
    layout=LayoutName.STATE,
    letterhead=Letterhead(governing="Thành phố Cần Thơ", issuing="Ủy ban nhân dân", symbol="BC-UBND", place="Cần Thơ"),
    kind="Báo cáo",
    abstract="Tình hình thực hiện Nghị quyết về xây dựng và phát triển quận Ninh Kiều, 6 tháng đầu năm 2026",
    addressees=["Thường trực Thành ủy", "Thường trực Hội đồng nhân dân thành phố"],
    bases=[
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025",
        "Căn cứ Nghị quyết số 15-NQ/TU của Thành ủy về xây dựng và phát triển quận Ninh Kiều đến năm 2030",
    ],
    body=[
        Paragraph(
            "Thực hiện Nghị quyết số 15-NQ/TU của Thành ủy, Ủy ban nhân dân thành phố báo cáo tình hình và kết quả "
            "thực hiện trong 6 tháng đầu năm 2026 như sau:"
        ),
        Heading(Level.PART, "Tình hình, kết quả thực hiện"),
        Heading(Level.SECTION, "Công tác lãnh đạo, chỉ đạo"),
        Paragraph(
            [
                Run("Ủy ban nhân dân thành phố đã ban hành "),
                Run("03 kế hoạch", bold=True),
                Run(" và giao nhiệm vụ cho các sở, ngành, "),
                Run("trong đó có các phường mới sau sắp xếp", italic=True),
                Run(", bảo đảm rõ người, rõ việc, rõ thời gian, rõ trách nhiệm, rõ sản phẩm, rõ thẩm quyền."),
            ]
        ),
        Heading(Level.SECTION, "Kết quả thực hiện các chỉ tiêu"),
        Heading(Level.CLAUSE, "Nhóm chỉ tiêu kinh tế"),
        Paragraph("Có 15 chỉ tiêu, trong đó 02 chỉ tiêu có số liệu của kỳ; kết quả cụ thể tại Bảng\u00a01."),
        INDICATORS,
        Heading(Level.CLAUSE, "Nhóm chỉ tiêu xã hội"),
        Heading(Level.POINT, "Giáo dục và đào tạo"),
        Paragraph("Các chỉ tiêu về giáo dục đang được tổng hợp."),
        Heading(Level.POINT, "Y tế"),
        Dashes(["Trạm y tế các phường: đạt chuẩn", [Run("Bệnh viện: "), Run("chưa có số liệu", italic=True)]]),
        Heading(Level.SECTION, "Các công trình, dự án"),
        PROJECTS,
        Heading(Level.PART, "Đánh giá chung và kiến nghị"),
        Heading(Level.SECTION, "Ưu điểm"),
        Paragraph(f"Toàn bộ chữ cái: {ALL_LETTERS}"),
        Heading(Level.SECTION, "Kiến nghị"),
        Paragraph("Đề nghị Hội đồng nhân dân thành phố xem xét, bố trí vốn theo đúng tiến độ đã được phê duyệt."),
    ],
    signature=Signature(
        lines=[
            SignedAs("Ủy ban nhân dân", Authority.ON_BEHALF),
            SignedAs("Chủ tịch", Authority.FOR),
            SignedAs("Phó Chủ tịch"),
        ],
        name="Nguyễn Văn A",
    ),
    recipients=[
        "Như trên",
        "Ủy ban Mặt trận Tổ quốc Việt Nam thành phố",
        "Các sở, ban, ngành thành phố",
        "Lưu: VT, TH",
    ],
    appendices=[
        Appendix("Danh mục văn bản", [DOCUMENTS]),
        Appendix(
            "Danh mục dự án",
            [Paragraph("Danh mục dự án theo địa bàn."), replace(PROJECTS, landscape=False)],
            landscape=True,
        ),
    ],
    marks=Marks(code="BC7F-2K9M", digest="9f86d081884c7d65", root="2c26b46b68ffc68f"),
    notice="Dữ liệu minh họa",
)
PARTY = Document(
    layout=LayoutName.PARTY,
    letterhead=Letterhead(
        governing="Thành ủy Cần Thơ", issuing="Ban Tuyên giáo và Dân vận", symbol="BC/BTGDV", place="Cần Thơ"
    ),
    kind="Báo cáo",
    abstract="sơ kết việc thực hiện Nghị quyết số 15-NQ/TU",
    addressees=["Ban Thường vụ Thành ủy"],
    body=[
        Heading(Level.SECTION, "Kết quả đạt được"),
        Heading(Level.CLAUSE, "Công tác tuyên truyền"),
        Paragraph(f"Toàn bộ chữ cái: {ALL_LETTERS}"),
        INDICATORS,
        Heading(Level.SECTION, "Nhiệm vụ thời gian tới"),
        Paragraph("Tiếp tục theo dõi, đôn đốc việc thực hiện Nghị quyết"),
    ],
    signature=Signature(lines=[SignedAs("Trưởng ban", Authority.FOR), SignedAs("Phó Trưởng ban")]),
    recipients=["Như trên", "Các ban đảng Thành ủy", "Lưu Văn phòng Ban"],
)
