"""The pages of a Word file: its sections with what stands in them, above them and below."""

from collections.abc import Sequence
from copy import copy
from io import BytesIO

from docx.document import Document as Package
from docx.oxml.ns import qn
from docx.section import _BaseHeaderFooter as Margin
from docx.shared import Mm
from lxml.etree import _Element as Element

from app.formats.composition import Columns, Composition, Grid, Line, Pages, Piece, Rule
from app.formats.layouts import Page, Role
from app.formats.texts import carried
from app.formats.word.elements import element, field, twips
from app.formats.word.pieces import columns, gap, grid, line, paragraph, rule

_REFERENCES = {qn("w:headerReference"), qn("w:footerReference")}
_QR_SIDE = 14
_BESIDE_QR = 16


def write_pages(package: Package, composition: Composition) -> None:
    """Write all pieces, section by section: each section but the last ends in a paragraph that holds its properties."""
    body = package.element.body
    body.clear_content()
    body.remove(body.sectPr)
    layout = composition.layout
    for place, pages in enumerate(composition.pages, 1):
        across = layout.page.across(landscape=pages.landscape)
        for piece in pages.pieces:
            body.extend(_written(piece, across))
        section = _section(pages, layout.page)
        if place == len(composition.pages):
            body.append(section)
        else:
            _ending(body).append(section)


def write_margins(package: Package, composition: Composition) -> None:
    """Write the page number above all pages but the first, and the marks below, in every section alike."""
    first, marks = package.sections[0], composition.marks
    _fill(first.header, [paragraph(Role.PAGE_NUMBER, field("PAGE", "2"))])
    _fill(first.first_page_header, [])
    _fill(first.footer, [line(mark) for mark in composition.foot])
    _fill(first.first_page_footer, _first_foot(composition))
    if marks and marks.qr:
        _scan(first.first_page_footer, marks.qr, marks.qr_says)
    # Word would take them over by itself; LibreOffice forgets that of first pages.
    properties = list(package.element.body.iter(qn("w:sectPr")))
    references = [held for held in properties[0] if held.tag in _REFERENCES]
    for section in properties[1:]:
        section[:0] = map(copy, references)


def _written(piece: Piece, across: float) -> list[Element]:
    match piece:
        case Line():
            return [line(piece)]
        case Rule():
            return [rule(piece, across)]
        case Columns():
            return [columns(piece)]
        case Grid():
            return grid(piece)


def _ending(body: Element) -> Element:
    """Return the properties of the last paragraph, after a table those of a paragraph that nobody sees."""
    last = body[-1]
    if last.tag != qn("w:p"):
        last = gap()
        body.append(last)
    properties: Element = last[0]
    return properties


def _section(pages: Pages, page: Page) -> Element:
    width, height = (page.height, page.width) if pages.landscape else (page.width, page.height)
    turned = "landscape" if pages.landscape else None
    margins = {side: twips(getattr(page, side)) for side in ("top", "right", "bottom", "left", "header", "footer")}
    made = element("sectPr", element("type", val="nextPage"))
    made.append(element("pgSz", w=twips(width), h=twips(height), orient=turned))
    made.append(element("pgMar", **margins, gutter=0))
    if pages.restart:
        made.extend([element("pgNumType", start=1), element("titlePg")])
    return made


def _fill(margin: Margin, content: Sequence[Element]) -> None:
    inside = margin.part.element
    for held in list(inside):
        inside.remove(held)
    inside.extend(content or [paragraph(Role.MARK)])


def _first_foot(composition: Composition) -> list[Element]:
    if not (composition.marks and composition.marks.qr):
        return [line(mark) for mark in composition.first_foot]
    beside = composition.layout.page.across(landscape=False) - _BESIDE_QR
    return [columns(Columns([([Line(Role.MARK, ())], composition.first_foot)], (_BESIDE_QR, beside))), gap()]


def _scan(margin: Margin, qr: bytes, says: str) -> None:
    """Put the code to scan into the margin's table, with its words for who cannot see it."""
    margin.tables[0].cell(0, 0).paragraphs[0].add_run().add_picture(BytesIO(qr), width=Mm(_QR_SIDE))
    for picture in margin.part.element.iter(qn("wp:inline")):
        picture.attrib.update(dict.fromkeys(("distT", "distB", "distL", "distR"), "0"))
        picture.find(qn("wp:docPr")).set("descr", carried(says))
