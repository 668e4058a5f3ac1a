"""Small files of each kind, and what an attacker would make of them."""

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

OPEN_XML = "application/vnd.openxmlformats-officedocument"
OPEN_DOCUMENT = "application/vnd.oasis.opendocument"
MAIN_PARTS = {
    "docx": f"{OPEN_XML}.wordprocessingml.document.main+xml",
    "xlsx": f"{OPEN_XML}.spreadsheetml.sheet.main+xml",
    "pptx": f"{OPEN_XML}.presentationml.presentation.main+xml",
}

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(17) + b"\x00\x00\x00\x00IEND\xaeB`\x82"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(20) + b"\xff\xd9"
WEBP = b"RIFF\x10\x00\x00\x00WEBPVP8 \x04\x00\x00\x00\x00\x00\x00\x00"


def archive(parts: Mapping[str, bytes]) -> bytes:
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as out:
        for name, part in parts.items():
            out.writestr(name, part)
    return content.getvalue()


def content_types(*types: str, before: str = "") -> bytes:
    overrides = "".join(
        f'<Override PartName="/part{number}" ContentType="{each}"/>' for number, each in enumerate(types)
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}'
        f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{overrides}</Types>'
    ).encode()


def open_xml(kind: str, **more: bytes) -> bytes:
    """Return a document of `kind`; `more` parts come by name."""
    return archive({"[Content_Types].xml": content_types(MAIN_PARTS[kind]), "_rels/.rels": b"<r/>", **more})


def open_document(kind: str, parts: Mapping[str, bytes] | None = None) -> bytes:
    """Return a document whose media type ends in `kind`, such as "text"."""
    first = {"mimetype": f"{OPEN_DOCUMENT}.{kind}".encode(), "META-INF/manifest.xml": b"<manifest/>"}
    return archive({**first, **(parts or {})})
