"""A document laid out, as writers draw it.

The pieces are few on purpose: a line of words in a role, a rule, a table, and rows of two columns side by side.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.formats.documents import Marks, Run
from app.formats.layouts import Layout, Role
from app.formats.tables import Align


@dataclass(frozen=True)
class Line:
    """Words in one role. `depth` is that of a heading among headings, 0 where it is none.

    `keep` holds the line to what follows, as its role may do already.
    """

    role: Role
    runs: tuple[Run, ...]
    depth: int = 0
    keep: bool = False


@dataclass(frozen=True)
class Rule:
    """A line drawn, `length` in millimetres."""

    length: float


@dataclass(frozen=True)
class Columns:
    """Rows of two columns side by side, without borders; `widths` in millimetres."""

    rows: Sequence[tuple[Sequence[Line | Rule], Sequence[Line | Rule]]]
    widths: tuple[float, float]


@dataclass(frozen=True)
class Grid:
    """A table in words; `widths` are millimetres, `rows` are read once, `notes` stand above it.

    Its caption is a term, the number among the document's tables, and what follows it: "Bảng", 1, ". Chỉ tiêu".
    """

    caption: tuple[str, int, str]
    notes: Sequence[Line]
    head: Sequence[str]
    aligns: Sequence[Align]
    widths: Sequence[float]
    rows: Iterable[Sequence[str]]
    total: Sequence[str] | None


Piece = Line | Rule | Columns | Grid


@dataclass(frozen=True)
class Pages:
    """Pages of one direction. `restart`: they are counted from 1, and the first of them shows no number."""

    pieces: Sequence[Piece]
    landscape: bool
    restart: bool


@dataclass(frozen=True)
class Composition:
    """`foot` stands at the foot of every page but the first, `first_foot` with the code to scan on the first."""

    title: str
    author: str
    layout: Layout
    pages: Sequence[Pages]
    foot: Sequence[Line]
    first_foot: Sequence[Line]
    marks: Marks | None
