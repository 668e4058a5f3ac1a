"""The pieces of a composition as WordprocessingML."""

from collections.abc import Sequence
from copy import copy

from docx.oxml.ns import qn
from lxml.etree import SubElement
from lxml.etree import _Element as Element

from app.formats.composition import Columns, Grid, Line, Rule
from app.formats.documents import Run
from app.formats.layouts import Role
from app.formats.tables import Align
from app.formats.word.elements import SPACE, element, field, run, twips
from app.formats.word.styles import RULE, TABLE, style_id

_TR, _TRPR, _CANT_SPLIT, _TC, _P, _R, _T = (qn(f"w:{tag}") for tag in ("tr", "trPr", "cantSplit", "tc", "p", "r", "t"))


def paragraph(role: Role, *content: Element) -> Element:
    return element("p", element("pPr", element("pStyle", val=style_id(role))), *content)


def line(piece: Line) -> Element:
    made = paragraph(piece.role, *(run(words) for words in piece.runs))
    if piece.keep:
        made[0].append(element("keepNext"))
    return made


def rule(piece: Rule, across: float) -> Element:
    """Return an empty paragraph with a line below it, in the middle of `across` millimetres."""
    side = twips(max(0, across - piece.length) / 2)
    border = element("pBdr", element("bottom", val="single", sz=6, space=1, color="000000"))
    properties = element("pPr", element("pStyle", val=RULE), border, element("ind", left=side, right=side))
    return element("p", properties)


def gap() -> Element:
    """Return a paragraph that nobody sees, as Word wants one behind a table."""
    return element("p", element("pPr", element("pStyle", val=RULE)))


def columns(piece: Columns) -> Element:
    properties = _table_properties(piece.widths)
    # To the edges of the text, as the rules in it count on.
    properties.append(element("tblCellMar", *(element(side, w=0, type="dxa") for side in ("left", "right"))))
    made = element("tbl", properties, _grid_columns(piece.widths))
    for row in piece.rows:
        made.append(element("tr", element("trPr", element("cantSplit"))))
        for lines, width in zip(row, piece.widths, strict=True):
            cell = element("tc", element("tcPr", element("tcW", w=twips(width), type="dxa")))
            cell.extend(
                [line(part) if isinstance(part, Line) else rule(part, width) for part in lines] or [element("p")]
            )
            made[-1].append(cell)
    return made


def grid(piece: Grid) -> list[Element]:
    """Return the caption, counted by a field, the notes and the table, whose head stands on all of its pages."""
    term, number, rest = piece.caption
    counted = run(Run(f"{term} ")), field(f"SEQ {term} \\* ARABIC", str(number)), run(Run(rest))
    properties = _table_properties(piece.widths, TABLE)
    properties.append(element("tblLook", val="0020", firstRow=1, noHBand=1, noVBand=1))
    properties.append(element("tblCaption", val=f"{term} {number}{rest}"))
    table = element("tbl", properties, _grid_columns(piece.widths))
    head = _row(table, piece.head, [_cell_properties(Role.CELL_HEAD, Align.CENTER)] * len(piece.head))
    head[0].append(element("tblHeader"))
    looks = [_cell_properties(Role.CELL, align) for align in piece.aligns]
    for row in piece.rows:
        _row(table, row, looks)
    if piece.total:
        _row(table, piece.total, looks, bold=True)
    return [paragraph(Role.CAPTION, *counted), *map(line, piece.notes), table, gap()]


def _row(table: Element, cells: Sequence[str], looks: Sequence[Element], *, bold: bool = False) -> Element:
    """Add a row that no page break divides. Cells are made bare and quickly, for there may be 100,000 of them."""
    made = SubElement(table, _TR)
    SubElement(SubElement(made, _TRPR), _CANT_SPLIT)
    for words, look in zip(cells, looks, strict=True):
        inside = SubElement(SubElement(made, _TC), _P)
        inside.append(copy(look))
        if bold or "\n" in words:
            inside.append(run(Run(words, bold=bold)))
        elif words:
            SubElement(SubElement(inside, _R), _T, {SPACE: "preserve"}).text = words
    return made


def _cell_properties(role: Role, align: Align) -> Element:
    made = element("pPr", element("pStyle", val=style_id(role)))
    if align not in (Align.LEFT, Align.JUSTIFY) and role is Role.CELL:
        made.append(element("jc", val=align.value))
    return made


def _table_properties(widths: Sequence[float], style: str | None = None) -> Element:
    """Return the properties of a table that keeps its widths whatever stands in it."""
    made = element("tblPr", element("tblStyle", val=style)) if style else element("tblPr")
    made.append(element("tblW", w=sum(map(twips, widths)), type="dxa"))
    made.append(element("tblLayout", type="fixed"))
    return made


def _grid_columns(widths: Sequence[float]) -> Element:
    return element("tblGrid", *(element("gridCol", w=twips(width)) for width in widths))
