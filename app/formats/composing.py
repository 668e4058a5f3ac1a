"""Lays a document out: which lines, rules and tables stand on which pages. What is found here, every writer writes.

The parts are few on purpose: a line of words in a role, a rule, a table, and rows of two columns side by side.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count, groupby

from app.domain.printing import NO_BREAK
from app.formats.documents import Appendix, Block, Dashes, Document, Heading, Marks, Paragraph, Run, Words
from app.formats.layouts import LAYOUTS, Layout, Role, Style, Terms
from app.formats.numbering import Numbering, roman
from app.formats.tables import Align, Column, Kind, Table, printed
from app.formats.texts import carried
from app.formats.typeface import width

# Room for the clerk's pen.
_BLANK = NO_BREAK * 6
# The decree wants from a third to a half of the line above.
_SHARE_OF_LINE = 0.42
_BETWEEN_MARKS = " · "
# What of a column no line may break; the room beside the words of a cell and that of one character, in millimetres.
_LONGEST_WORDS = {Kind.DATE: "00/00/0000", Kind.MOMENT: "00:00 00/00/0000", Kind.PERCENT: "100,0%"}
_BESIDE_WORDS, _CHARACTER = 3.2, 2


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


def composed(document: Document) -> Composition:
    layout = LAYOUTS[document.layout]
    tables = count(1)
    body = [
        *((False, piece) for piece in _front(document, layout)),
        *_kept(list(_laid(document.body, layout, Numbering(layout.terms), tables, landscape=False))),
        (False, _signed(document, layout)),
    ]
    pages = _in_pages(body)
    for number, appendix in enumerate(document.appendices, 1):
        numbered = roman(number) if len(document.appendices) > 1 else ""
        pages += _in_pages(_appendix(document, appendix, numbered, tables))
    foot = _foot(document, layout.terms)
    return Composition(
        title=_said(f"{document.kind} {document.abstract}").replace("\n", " "),
        author=_said(document.letterhead.issuing).replace("\n", " "),
        layout=layout,
        pages=pages,
        foot=foot[:1],
        first_foot=foot,
        marks=document.marks,
    )


def _kept(pieces: list[tuple[bool, Piece]]) -> list[tuple[bool, Piece]]:
    """Hold the text's last words to the signature: it does not stand on a page alone."""
    match pieces:
        case [*before, (lies, Line() as last)]:
            return [*before, (lies, replace(last, keep=True))]
    return pieces


def _in_pages(pieces: Iterable[tuple[bool, Piece]]) -> list[Pages]:
    """Gather the pieces that lie, and those that stand, into pages; counting starts with the first."""
    runs = [(lies, [piece for _, piece in run]) for lies, run in groupby(pieces, key=lambda piece: piece[0])]
    return [Pages(run, lies, restart=number == 0) for number, (lies, run) in enumerate(runs)]


def _front(document: Document, layout: Layout) -> Iterator[Piece]:
    """Lay out what stands above the text."""
    terms = layout.terms
    yield _head(document, layout)
    yield _line(Role.KIND, document.kind.upper())
    yield _line(Role.ABSTRACT, document.abstract)
    if terms.dashes:
        yield _line(Role.ABSTRACT, terms.dashes)
    else:
        yield _rule_below(document.abstract, Role.ABSTRACT, layout, layout.page.across(landscape=False))
    match document.addressees:
        case ():
            pass
        case (only,):
            yield _line(Role.ADDRESSEE, f"{terms.addressees} {only}")
        case several:
            yield _line(Role.ADDRESSEES, terms.addressees)
            yield from _listed(Role.ADDRESSEES_EACH, several, terms.separator)
    yield from (_line(Role.BASIS, words) for words in _ended(document.bases, ";"))


def _head(document: Document, layout: Layout) -> Columns:
    """Lay out the bodies beside the country's or the Party's name, and the number beside the place and day."""
    letterhead, terms = document.letterhead, layout.terms
    issuing = letterhead.issuing.upper()
    left: list[Line | Rule] = [_line(Role.GOVERNING, letterhead.governing.upper())] if letterhead.governing else []
    left += [_line(Role.ISSUING, issuing)]
    left += [
        _line(Role.ISSUING, terms.star) if terms.star else _rule_below(issuing, Role.ISSUING, layout, layout.head[0])
    ]
    right: list[Line | Rule] = [_line(Role.COUNTRY, terms.country)]
    right += [_line(Role.MOTTO, terms.motto)] if terms.motto else []
    right += [_rule_as_long_as(terms.motto or terms.country, Role.MOTTO if terms.motto else Role.COUNTRY, layout)]
    number = _line(Role.NUMBER, terms.number.format(blank=_BLANK, symbol=letterhead.symbol))
    place = _line(Role.PLACE, f"{letterhead.place}, {terms.day.format(blank=_BLANK)}")
    return Columns([(left, right), ([number], [place])], layout.head)


def _signed(document: Document, layout: Layout) -> Columns:
    """Lay out the recipients beside who signs, with room for the signature."""
    terms, signature = layout.terms, document.signature
    left = [_line(Role.RECIPIENTS, terms.recipients)]
    left += _listed(Role.RECIPIENTS_EACH, document.recipients, terms.separator)
    positions = (
        f"{terms.authorities[signed.authority]} {signed.position}" if signed.authority else signed.position
        for signed in signature.lines
    )
    right = [_line(Role.AUTHORITY, position.upper()) for position in positions]
    right += [_line(Role.NAME, signature.name or "")]
    return Columns([(left, right)], layout.sign)


def _appendix(
    document: Document, appendix: Appendix, number: str, tables: Iterator[int]
) -> Iterator[tuple[bool, Piece]]:
    layout = LAYOUTS[document.layout]
    terms, letterhead = layout.terms, document.letterhead
    within = terms.appendix_of.format(
        kind=document.kind,
        number=terms.number_within.format(blank=_BLANK, symbol=letterhead.symbol),
        day=terms.day.format(blank=_BLANK),
        issuing=letterhead.issuing,
    )
    heading = f"{terms.appendix} {number}".strip() + f"\n{appendix.title.upper()}"
    across = layout.page.across(landscape=appendix.landscape)
    yield appendix.landscape, replace(_line(Role.APPENDIX, heading), depth=1)
    yield appendix.landscape, _line(Role.APPENDIX_OF, within)
    yield appendix.landscape, _rule_below(appendix.title.upper(), Role.APPENDIX, layout, across)
    yield from _laid(appendix.blocks, layout, Numbering(terms, below=1), tables, landscape=appendix.landscape)


def _laid(
    blocks: Sequence[Block], layout: Layout, numbering: Numbering, tables: Iterator[int], *, landscape: bool
) -> Iterator[tuple[bool, Piece]]:
    """Lay the text's blocks out, each with whether its page lies; `./.` ends a text that ends in words."""
    lying = [landscape or lies for lies in _lying(blocks)]
    for place, (block, lies) in enumerate(zip(blocks, lying, strict=True), 1):
        pieces = _block(block, layout, numbering, tables, layout.page.across(landscape=lies))
        if place == len(blocks) and isinstance(block, Paragraph | Dashes):
            pieces = _closed(pieces, layout.terms)
        yield from ((lies, piece) for piece in pieces)


def _lying(blocks: Sequence[Block]) -> list[bool]:
    """Say of each block whether its page lies: a wide table's does, and so do the headings right above one."""
    lying: list[bool] = []
    for block in reversed(blocks):
        below = bool(lying) and lying[-1]
        lying.append(block.landscape if isinstance(block, Table) else isinstance(block, Heading) and below)
    return lying[::-1]


def _block(block: Block, layout: Layout, numbering: Numbering, tables: Iterator[int], across: float) -> Sequence[Piece]:
    match block:
        case Heading():
            line = _line(Role(block.level.value), numbering.numbered(block))
            return [replace(line, depth=numbering.depth(block.level))]
        case Paragraph():
            return [_line(Role.BODY, block.words)]
        case Dashes():
            return [_line(Role.BODY, _dashed(words)) for words in block.entries]
        case Table():
            return [_grid(block, next(tables), across, layout)] if block.columns else []


def _grid(table: Table, number: int, across: float, layout: Layout) -> Grid:
    return Grid(
        caption=(layout.terms.table, number, f". {_said(table.title)}" if table.title else ""),
        notes=[_line(Role.NOTE, note) for note in table.notes],
        head=[_said(column.label) for column in table.columns],
        aligns=[column.aligned for column in table.columns],
        widths=_widths(table.columns, across, layout.styles[Role.CELL_HEAD]),
        rows=([_said(printed(*cell)) for cell in zip(row, table.columns, strict=True)] for row in table.rows),
        total=[
            _said(printed(*cell)) if cell[0] is not None else ""
            for cell in zip(table.total, table.columns, strict=True)
        ]
        if table.total
        else None,
    )


def _widths(columns: Sequence[Column], across: float, style: Style) -> list[float]:
    """Share `across` millimetres: each column gets what its longest word takes, and of the rest as it asks for more."""
    words = (max([*column.label.split(), _LONGEST_WORDS.get(column.kind, "")], key=len) for column in columns)
    least = [width(_said(word), style.size, bold=style.bold) + _BESIDE_WORDS for word in words]
    more = [max(1, column.width * _CHARACTER - own) for own, column in zip(least, columns, strict=True)]
    rest = across - sum(least)
    if rest < 0:
        return [across * own / sum(least) for own in least]
    return [own + rest * wish / sum(more) for own, wish in zip(least, more, strict=True)]


def _foot(document: Document, terms: Terms) -> list[Line]:
    marks = document.marks
    first = [document.notice, f"{terms.code} {marks.code}" if marks else ""]
    rest = [f"{terms.digest} {marks.digest}", f"{terms.root} {marks.root}"] if marks else []
    lines = [_BETWEEN_MARKS.join(filter(None, first)), *rest]
    return [_line(Role.MARK, line) for line in lines if line]


def _rule_below(text: str, role: Role, layout: Layout, across: float) -> Rule:
    """Return the short rule below a line that has `across` millimetres to itself."""
    return Rule(_SHARE_OF_LINE * min(_rule_as_long_as(text, role, layout).length, across))


def _rule_as_long_as(text: str, role: Role, layout: Layout) -> Rule:
    style = layout.styles[role]
    return Rule(max(width(line, style.size, bold=style.bold) for line in _said(text).split("\n")))


def _listed(role: Role, entries: Sequence[str], separator: str) -> list[Line]:
    return [_line(role, _dashed(entry)) for entry in _ended(entries, separator)]


def _ended(entries: Sequence[str], separator: str) -> list[str]:
    """Return the entries, each ended by the separator and the last by a full stop."""
    bare = [entry.rstrip(" ,;.") for entry in entries]
    return [entry + (separator if place < len(bare) else ".") for place, entry in enumerate(bare, 1)]


def _dashed(words: Words) -> Sequence[Run]:
    return [Run("- "), *_runs(words)]


def _closed(pieces: Sequence[Piece], terms: Terms) -> Sequence[Piece]:
    """End a text that ends in words as documents end: `./.`."""
    *before, line = pieces
    if not isinstance(line, Line) or not line.runs:
        return pieces
    *runs, last = line.runs
    return [*before, replace(line, runs=(*runs, replace(last, text=last.text.rstrip(" .;") + terms.end)))]


def _line(role: Role, words: Words) -> Line:
    return Line(role, tuple(replace(run, text=_said(run.text)) for run in _runs(words) if run.text))


def _runs(words: Words) -> Sequence[Run]:
    return [Run(words)] if isinstance(words, str) else words


def _said(text: str) -> str:
    return carried(text).replace("\t", " ")
