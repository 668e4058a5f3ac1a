"""A document as a Word file: true styles and fields, so that the clerk goes on with it as with one typed by hand."""

from datetime import UTC, datetime
from io import BytesIO

import docx
from docx.document import Document as Package

from app.formats.composing import composed
from app.formats.composition import Composition
from app.formats.documents import Document
from app.formats.word.archives import repacked
from app.formats.word.pages import write_margins, write_pages
from app.formats.word.styles import LANGUAGE, set_styles

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_LONGEST = 255
# Parts of the library's template that say nothing of this document.
_LEFT_OUT = ("/thumbnail", "/extended-properties", "/customXml", "/stylesWithEffects", "/numbering")


def write_word(document: Document, made_at: datetime) -> bytes:
    """Return the .docx; the same document made at the same moment gives the same bytes."""
    composition = composed(document)
    package = docx.Document()
    _describe(package, composition, made_at)
    set_styles(package, composition.layout)
    write_pages(package, composition)
    write_margins(package, composition)
    written = BytesIO()
    package.save(written)
    return repacked(written)


def _describe(package: Package, composition: Composition, made_at: datetime) -> None:
    """Fill the properties in, and leave out what the template brings along."""
    properties = package.core_properties
    properties.title, properties.author = composition.title[:_LONGEST], composition.author[:_LONGEST]
    properties.language = LANGUAGE
    properties.created = properties.modified = made_at.astimezone(UTC).replace(tzinfo=None)
    properties.last_modified_by = properties.comments = properties.keywords = ""
    properties.revision = 1
    for relations in (package.part.package.rels, package.part.rels):
        for key in [key for key, relation in relations.items() if relation.reltype.endswith(_LEFT_OUT)]:
            del relations[key]
