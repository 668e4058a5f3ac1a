"""Reads a Word file back, as Word resolves it: what each paragraph says and how it looks."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZipFile

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Emu
from docx.text.paragraph import Paragraph
from lxml import etree

from app.formats.typeface import MM_PER_POINT


@dataclass(frozen=True)
class Look:
    """Sizes in points, lengths in millimetres."""

    text: str
    style: str
    size: float
    bold: bool
    italic: bool
    align: WD_ALIGN_PARAGRAPH | None
    indent: float
    after: float
    spacing: float


def opened(file: bytes) -> Document:
    return docx.Document(BytesIO(file))


def xml(file: bytes, part: str) -> etree._Element:
    with ZipFile(BytesIO(file)) as archive:
        return etree.fromstring(archive.read(part))


def paragraphs(document: Document) -> Iterator[Paragraph]:
    """Yield all paragraphs of the body in their order, those in tables too."""
    for element in document.element.body.iter(qn("w:p")):
        yield Paragraph(element, document)


def look(paragraph: Paragraph) -> Look:
    style = paragraph.style
    assert style is not None
    form, font = style.paragraph_format, style.font
    assert font.size is not None
    return Look(
        text=paragraph.text,
        style=str(style.name),
        size=font.size.pt,
        bold=bool(font.bold),
        italic=bool(font.italic),
        align=form.alignment,
        indent=form.first_line_indent.mm if form.first_line_indent else 0,
        after=form.space_after.pt if form.space_after else 0,
        spacing=float(form.line_spacing or 1),
    )


def looks(file: bytes) -> list[Look]:
    """Return how all that says something looks."""
    return [look(paragraph) for paragraph in paragraphs(opened(file)) if paragraph.text.strip()]


def rules(document: Document) -> list[tuple[str, float]]:
    """Return the lines that are drawn, each with the text above it and its length."""
    found, said = [], ""
    for paragraph in paragraphs(document):
        said = paragraph.text or said
        properties = paragraph.paragraph_format.element.pPr
        border = properties.find(qn("w:pBdr"))
        if border is not None:
            indents = properties.find(qn("w:ind"))
            room = _room(paragraph, document)
            taken = sum(int(indents.get(qn(f"w:{side}"))) for side in ("left", "right"))
            found.append((said, (room - taken) / 20 * MM_PER_POINT))
    return found


def _room(paragraph: Paragraph, document: Document) -> float:
    """Return the width that a paragraph has, in twentieths of a point."""
    for above in paragraph.paragraph_format.element.iterancestors(qn("w:tc")):
        return float(above.find(qn("w:tcPr")).find(qn("w:tcW")).get(qn("w:w")))
    section = document.sections[0]
    assert section.page_width
    assert section.left_margin
    assert section.right_margin
    return float(Emu(section.page_width - section.left_margin - section.right_margin).pt * 20)
