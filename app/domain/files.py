"""Which kinds of file may be kept, and which names they may carry."""

import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum

from app.domain.text import nfc

LONGEST_NAME = 150
_NAMELESS = "file"
_LONGEST_ENDING = 16
# What Windows forbids in a name, and what it takes for a device under any ending.
_FORBIDDEN = frozenset('<>:"|?*')
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]) *(?:\.|$)", re.IGNORECASE)


class FileKind(StrEnum):
    """The value is the ending of the name. Nothing outside this list is kept."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    PPTX = "pptx"
    ODT = "odt"
    ODS = "ods"
    ODP = "odp"
    PNG = "png"
    JPEG = "jpg"
    WEBP = "webp"
    TXT = "txt"
    CSV = "csv"

    @property
    def media_type(self) -> str:
        return _MEDIA_TYPES[self]

    @property
    def endings(self) -> frozenset[str]:
        """Return every ending that a name of this kind may have, lower case."""
        return frozenset({self.value, *_OTHER_ENDINGS.get(self, ())})


_OPEN_XML = "application/vnd.openxmlformats-officedocument"
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument"
_MEDIA_TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.DOCX: f"{_OPEN_XML}.wordprocessingml.document",
    FileKind.XLSX: f"{_OPEN_XML}.spreadsheetml.sheet",
    FileKind.PPTX: f"{_OPEN_XML}.presentationml.presentation",
    FileKind.ODT: f"{_OPEN_DOCUMENT}.text",
    FileKind.ODS: f"{_OPEN_DOCUMENT}.spreadsheet",
    FileKind.ODP: f"{_OPEN_DOCUMENT}.presentation",
    FileKind.PNG: "image/png",
    FileKind.JPEG: "image/jpeg",
    FileKind.WEBP: "image/webp",
    FileKind.TXT: "text/plain",
    FileKind.CSV: "text/csv",
}
_OTHER_ENDINGS = {FileKind.JPEG: ("jpeg", "jpe")}


def accepted_kinds(endings: Iterable[str]) -> tuple[FileKind, ...]:
    """Return the kinds with these endings, all kinds for none. Raises ValueError for an ending nothing has."""
    wanted = set(endings)
    if unknown := wanted - {ending for kind in FileKind for ending in kind.endings}:
        raise ValueError(f"{', '.join(sorted(unknown))}: choose from {', '.join(FileKind)}")
    return tuple(kind for kind in FileKind if not wanted or wanted & kind.endings)


def safe_name(name: str) -> str:
    """Return the last part of `name` as any system can write it: never empty, never hidden, never a path.

    What has no shape of its own, such as marks that turn the direction of reading, is left out.
    """
    last = re.split(r"[/\\]", name)[-1]
    kept = "".join(c for c in last if c not in _FORBIDDEN and (c.isspace() or _is_seen(c)))
    trimmed = " ".join(nfc(kept).split()).strip(". ")
    return _shortened(f"_{trimmed}" if _DEVICE.match(trimmed) else trimmed) or _NAMELESS


def ending_of(name: str) -> str:
    """Return what stands behind the last dot, lower case; "" without a dot."""
    return name.rpartition(".")[2].casefold() if "." in name else ""


def _is_seen(character: str) -> bool:
    return not unicodedata.category(character).startswith("C")


def _shortened(name: str) -> str:
    if len(name) <= LONGEST_NAME:
        return name
    stem, dot, ending = name.rpartition(".")
    if not stem or len(ending) > _LONGEST_ENDING:
        return name[:LONGEST_NAME].rstrip(". ")
    return stem[: LONGEST_NAME - len(ending) - 1].rstrip(". ") + dot + ending
