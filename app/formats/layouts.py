"""The two layouts as data: what each part of a document looks like, and the words that the rules prescribe.

Decree 30/2020/NĐ-CP, annex I, for state bodies; Guidance 36-HD/VPTW of 3 April 2018 for Party bodies. Sizes are points,
lengths millimetres. Both writers read the numbers here, and nowhere else.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from app.formats.documents import Authority, LayoutName
from app.formats.tables import Align


class Role(StrEnum):
    """The parts of a document; each has one look."""

    COUNTRY = "country"
    MOTTO = "motto"
    GOVERNING = "governing"
    ISSUING = "issuing"
    NUMBER = "number"
    PLACE = "place"
    KIND = "kind"
    ABSTRACT = "abstract"
    ADDRESSEE = "addressee"
    ADDRESSEES = "addressees"
    ADDRESSEES_EACH = "addressees_each"
    BASIS = "basis"
    PART = "part"
    SECTION = "section"
    CLAUSE = "clause"
    POINT = "point"
    BODY = "body"
    CAPTION = "caption"
    CELL = "cell"
    CELL_HEAD = "cell_head"
    NOTE = "note"
    RECIPIENTS = "recipients"
    RECIPIENTS_EACH = "recipients_each"
    AUTHORITY = "authority"
    NAME = "name"
    APPENDIX = "appendix"
    APPENDIX_OF = "appendix_of"
    PAGE_NUMBER = "page_number"
    MARK = "mark"


@dataclass(frozen=True)
class Style:
    """`indent` moves the first line, `left` all lines; `spacing` counts lines; `keep` holds it to what follows."""

    size: float
    bold: bool = False
    italic: bool = False
    underline: bool = False
    align: Align = Align.CENTER
    indent: float = 0
    left: float = 0
    before: float = 0
    after: float = 0
    spacing: float = 1
    keep: bool = False


@dataclass(frozen=True)
class Page:
    """A4 that stands. `header` and `footer` are how far the page number and the marks are from the edge."""

    width: float = 210
    height: float = 297
    top: float = 20
    bottom: float = 20
    left: float = 30
    right: float = 15
    header: float = 10
    footer: float = 5

    def across(self, *, landscape: bool) -> float:
        """Return the width of the text."""
        return (self.height if landscape else self.width) - self.left - self.right


@dataclass(frozen=True)
class Terms:
    """The words that the rules prescribe; what is blank is the clerk's. An empty star or dashes: a rule is drawn."""

    country: str
    motto: str
    number: str
    number_within: str  # inside a sentence
    star: str  # below the issuing body
    dashes: str  # below the abstract
    section: str
    separator: str  # behind each recipient and addressee but the last
    authorities: Mapping[Authority, str]
    day: str = "ngày {blank} tháng {blank} năm {blank}"
    addressees: str = "Kính gửi:"
    recipients: str = "Nơi nhận:"
    part: str = "Phần"
    table: str = "Bảng"
    appendix: str = "Phụ lục"
    appendix_of: str = "(Kèm theo {kind} {number} {day} của {issuing})"
    code: str = "Mã kiểm tra:"
    digest: str = "SHA-256:"
    root: str = "Gốc lịch sử:"
    end: str = "./."


@dataclass(frozen=True)
class Layout:
    """`head` is how the first lines share the width; `sign` the same of the last ones, beside the recipients."""

    page: Page
    styles: Mapping[Role, Style]
    terms: Terms
    head: tuple[float, float]
    sign: tuple[float, float]


_BODY = Style(14, align=Align.JUSTIFY, indent=12.7, after=6, spacing=1.15)
_HEADING = replace(_BODY, bold=True, keep=True)

_STATE_STYLES = {
    Role.COUNTRY: Style(13, bold=True),
    Role.MOTTO: Style(14, bold=True),
    Role.GOVERNING: Style(13),
    Role.ISSUING: Style(13, bold=True),
    Role.NUMBER: Style(13, before=3),
    Role.PLACE: Style(14, italic=True, before=3),
    Role.KIND: Style(14, bold=True, before=18),
    Role.ABSTRACT: Style(14, bold=True),
    Role.ADDRESSEE: Style(14, before=12, after=12),
    Role.ADDRESSEES: Style(14, align=Align.LEFT, left=35, before=12),
    # The dashes stand under the colon.
    Role.ADDRESSEES_EACH: Style(14, align=Align.LEFT, left=55.7, indent=-3, after=4),
    Role.BASIS: replace(_BODY, italic=True),
    Role.PART: Style(14, bold=True, before=12, after=6, spacing=1.15, keep=True),
    Role.SECTION: _HEADING,
    Role.CLAUSE: _HEADING,
    Role.POINT: replace(_HEADING, bold=False),
    Role.BODY: _BODY,
    Role.CAPTION: Style(13, bold=True, before=6, after=3, keep=True),
    Role.CELL: Style(11, align=Align.LEFT),
    Role.CELL_HEAD: Style(11, bold=True),
    Role.NOTE: Style(11, italic=True, after=4, keep=True),
    Role.RECIPIENTS: Style(12, bold=True, italic=True, align=Align.LEFT),
    Role.RECIPIENTS_EACH: Style(11, align=Align.LEFT),
    Role.AUTHORITY: Style(14, bold=True),
    Role.NAME: Style(14, bold=True, before=80),
    Role.APPENDIX: Style(14, bold=True, keep=True),
    Role.APPENDIX_OF: Style(14, italic=True, keep=True),
    Role.PAGE_NUMBER: Style(14),
    Role.MARK: Style(8, align=Align.LEFT),
}

_STATE = Layout(
    page=Page(),
    styles=_STATE_STYLES,
    terms=Terms(
        country="CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        motto="Độc lập - Tự do - Hạnh phúc",
        number="Số:{blank}/{symbol}",
        number_within="số{blank}/{symbol}",
        star="",
        dashes="",
        section="{number}. {text}",
        separator=";",
        authorities={
            Authority.ON_BEHALF: "TM.",
            Authority.ACTING: "Q.",
            Authority.FOR: "KT.",
            Authority.BY_ORDER: "TL.",
            Authority.BY_MANDATE: "TUQ.",
        },
    ),
    head=(65, 100),
    sign=(80, 85),
)

_PARTY = Layout(
    page=Page(),
    styles={
        **_STATE_STYLES,
        Role.COUNTRY: Style(15, bold=True),
        Role.GOVERNING: Style(14),
        Role.ISSUING: Style(14, bold=True),
        Role.NUMBER: Style(14),
        Role.KIND: Style(16, bold=True, before=18),
        Role.RECIPIENTS: Style(14, underline=True, align=Align.LEFT),
        Role.RECIPIENTS_EACH: Style(12, align=Align.LEFT),
    },
    terms=Terms(
        country="ĐẢNG CỘNG SẢN VIỆT NAM",
        motto="",
        number="Số{blank}-{symbol}",
        number_within="số{blank}-{symbol}",
        star="*",
        dashes="-----",
        section="{number}- {text}",
        separator=",",
        authorities={
            Authority.ON_BEHALF: "T/M",
            Authority.ACTING: "Q.",
            Authority.FOR: "K/T",
            Authority.BY_ORDER: "T/L",
            Authority.BY_MANDATE: "T/UQ",
        },
    ),
    head=(82, 83),
    sign=(80, 85),
)

LAYOUTS = {LayoutName.STATE: _STATE, LayoutName.PARTY: _PARTY}
