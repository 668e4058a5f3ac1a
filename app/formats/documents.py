"""What an official document says, before it becomes a file: who writes to whom, in which layout, what, and who signs.

A document is a value. `composing` lays it out, `word` and `pdf` write it; neither knows where it comes from. The number
and the day of signing are nowhere in it: the clerk gives both, and the files leave room for them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.formats.tables import Table


class LayoutName(StrEnum):
    """Whose rules of layout a document follows."""

    STATE = "state"  # Decree 30/2020/NĐ-CP
    PARTY = "party"  # Guidance 36-HD/VPTW


class Level(StrEnum):
    """The levels of headings. Their numbers are counted, so a heading's text carries none."""

    PART = "part"  # Phần I
    SECTION = "section"  # I.
    CLAUSE = "clause"  # 1.
    POINT = "point"  # a)


class Authority(StrEnum):
    """By what right somebody signs; each layout has its own letters for it."""

    ON_BEHALF = "on_behalf"  # of a collective
    ACTING = "acting"  # as its head
    FOR = "for"  # the head
    BY_ORDER = "by_order"
    BY_MANDATE = "by_mandate"


@dataclass(frozen=True)
class Run:
    """Words of one face. They are words alone: no mark-up in them means anything, in any file."""

    text: str
    bold: bool = False
    italic: bool = False


# Plain words, or runs one after the other. A line feed breaks the line.
Words = str | Sequence[Run]


@dataclass(frozen=True)
class Heading:
    level: Level
    text: str


@dataclass(frozen=True)
class Paragraph:
    words: Words


@dataclass(frozen=True)
class Dashes:
    """A list, each entry on its own line behind a dash."""

    entries: Sequence[Words]


Block = Heading | Paragraph | Dashes | Table


@dataclass(frozen=True)
class Letterhead:
    """`symbol` follows the number: "BC-UBND", and with the Party "BC/BTGDV"."""

    issuing: str
    symbol: str
    place: str
    governing: str | None = None  # None: the body answers to none that is named


@dataclass(frozen=True)
class SignedAs:
    """One line above the signature: a right and whose it is ("TM. ỦY BAN NHÂN DÂN"), or a position alone."""

    position: str
    authority: Authority | None = None


@dataclass(frozen=True)
class Signature:
    lines: Sequence[SignedAs]
    name: str | None = None  # None: room is left for it


@dataclass(frozen=True)
class Appendix:
    """Pages of their own behind the signature, numbered from 1; `landscape` lays all of them."""

    title: str
    blocks: Sequence[Block]
    landscape: bool = False


@dataclass(frozen=True)
class Marks:
    """What lets a reader check the paper; it stands small at the foot of the pages.

    `qr` is a PNG; `qr_says` is where it leads, for who cannot see it.
    """

    code: str
    digest: str = ""
    root: str = ""
    qr: bytes | None = None
    qr_says: str = ""


@dataclass(frozen=True)
class Document:
    """`kind` is what the paper is ("Báo cáo"), `abstract` what it is about.

    `bases` (căn cứ) and `recipients` carry neither dashes nor the marks at their ends. `notice` stands on every page:
    that figures are illustrative, or that this is a draft.
    """

    layout: LayoutName
    letterhead: Letterhead
    kind: str
    abstract: str
    body: Sequence[Block]
    signature: Signature
    recipients: Sequence[str]
    addressees: Sequence[str] = ()
    bases: Sequence[str] = ()
    appendices: Sequence[Appendix] = ()
    marks: Marks | None = None
    notice: str = ""
