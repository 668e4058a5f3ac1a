"""Lays a document out: which lines, rules and tables stand on which pages. What is found here, every writer draws."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import count, groupby

from app.formats.composition import Composition, Grid, Line, Pages, Piece
from app.formats.documents import Appendix, Block, Dashes, Document, Heading, Paragraph
from app.formats.framing import foot, front, head_of_appendix, signed
from app.formats.layouts import LAYOUTS, Layout, Role, Style, Terms
from app.formats.numbering import Numbering, roman
from app.formats.tables import Column, Kind, Row, Table, printed
from app.formats.typeface import width
from app.formats.wording import dashed, line_of, said

# What of a column no line may break; the room beside the words of a cell and that of one character, in millimetres.
_LONGEST_WORDS = {Kind.DATE: "00/00/0000", Kind.MOMENT: "00:00 00/00/0000", Kind.PERCENT: "100,0%"}
_BESIDE_WORDS, _CHARACTER = 3.2, 2


def composed(document: Document) -> Composition:
    layout = LAYOUTS[document.layout]
    tables = count(1)
    body = [
        *((False, piece) for piece in front(document, layout)),
        *_kept(list(_laid(document.body, layout, Numbering(layout.terms), tables, landscape=False))),
        (False, signed(document, layout)),
    ]
    pages = _in_pages(body)
    for number, appendix in enumerate(document.appendices, 1):
        numbered = roman(number) if len(document.appendices) > 1 else ""
        pages += _in_pages(_appendix(document, appendix, numbered, tables))
    lines = foot(document, layout.terms)
    return Composition(
        title=said(f"{document.kind} {document.abstract}").replace("\n", " "),
        author=said(document.letterhead.issuing).replace("\n", " "),
        layout=layout,
        pages=pages,
        foot=lines[:1],
        first_foot=lines,
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


def _appendix(
    document: Document, appendix: Appendix, number: str, tables: Iterator[int]
) -> Iterator[tuple[bool, Piece]]:
    layout, lies = LAYOUTS[document.layout], appendix.landscape
    head = head_of_appendix(document, appendix.title, number, landscape=lies)
    yield from ((lies, piece) for piece in head)
    yield from _laid(appendix.blocks, layout, Numbering(layout.terms, below=1), tables, landscape=lies)


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
            line = line_of(Role(block.level.value), numbering.numbered(block))
            return [replace(line, depth=numbering.depth(block.level))]
        case Paragraph():
            return [line_of(Role.BODY, block.words)]
        case Dashes():
            return [line_of(Role.BODY, dashed(words)) for words in block.entries]
        case Table():
            return [_grid(block, next(tables), across, layout)] if block.columns else []


def _grid(table: Table, number: int, across: float, layout: Layout) -> Grid:
    return Grid(
        caption=(layout.terms.table, number, f". {said(table.title)}" if table.title else ""),
        notes=[line_of(Role.NOTE, note) for note in table.notes],
        head=[said(column.label) for column in table.columns],
        aligns=[column.aligned for column in table.columns],
        widths=_widths(table.columns, across, layout.styles[Role.CELL_HEAD]),
        rows=(_printed(row, table) for row in table.rows),
        # What has no sum is no unknown.
        total=_printed(["" if value is None else value for value in table.total], table) if table.total else None,
    )


def _printed(row: Row, table: Table) -> list[str]:
    return [said(printed(value, column)) for value, column in zip(row, table.columns, strict=True)]


def _widths(columns: Sequence[Column], across: float, style: Style) -> list[float]:
    """Share `across` millimetres: each column gets what its longest word takes, and of the rest as it asks for more."""
    words = (max([*column.label.split(), _LONGEST_WORDS.get(column.kind, "")], key=len) for column in columns)
    least = [width(said(word), style.size, bold=style.bold) + _BESIDE_WORDS for word in words]
    more = [max(1, column.width * _CHARACTER - own) for own, column in zip(least, columns, strict=True)]
    rest = across - sum(least)
    if rest < 0:
        return [across * own / sum(least) for own in least]
    return [own + rest * wish / sum(more) for own, wish in zip(least, more, strict=True)]


def _closed(pieces: Sequence[Piece], terms: Terms) -> Sequence[Piece]:
    """End the text as documents end: `./.`, in place of a full stop."""
    match pieces:
        case [*before, Line(runs=[*runs, last]) as line]:
            return [*before, replace(line, runs=(*runs, replace(last, text=last.text.rstrip(" .;") + terms.end)))]
    return pieces
