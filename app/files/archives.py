"""Office documents are ZIP archives: judged by their table of contents, without unpacking what they hold."""

import re
import stat
import struct
import zlib
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import BinaryIO
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from app.domain.errors import UnsafeFileError
from app.domain.files import FileKind
from app.domain.messages import Message, msgid

DAMAGED = msgid("The file is damaged or unusually put together. Open it, save or print it anew, and send the new copy.")
_BOMB = msgid("Unpacked, the file would be too large. Divide it or leave something out.")
_ENCRYPTED = msgid("The file is encrypted. Save it without a password.")
_MACROS = msgid("The file carries macros or controls that could be run. Save it without them as .docx, .xlsx or .pptx.")
_OTHER = Message(msgid("The content is an archive. Take the files out and send each by itself."))

MOST_ENTRIES = 5_000
MOST_UNPACKED = 512 * 2**20
# Office's own XML shrinks to a thirtieth; a bomb of one layer to a thousandth.
MOST_RATIO, _UNSUSPICIOUS = 100, 32 * 2**20
_LONGEST_TABLE = _LONGEST_PART = 2**20

_END = struct.Struct("<4s4H2LH")
_END_MARK, _ZIP64_MARK, _ZIP64_LOCATOR = b"PK\x05\x06", b"PK\x06\x07", 20
_LONGEST_COMMENT = 2**16 - 1
_LOCAL_HEADER = 30
_FLAGS_OF_ENCRYPTION = 0x1 | 0x40 | 0x2000
_BROKEN = (BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError, struct.error, zlib.error)

_CONTENT_TYPES, _MIMETYPE, _MANIFEST = "[Content_Types].xml", "mimetype", "META-INF/manifest.xml"
_OPEN_XML = {f"{kind.media_type}.main+xml": kind for kind in (FileKind.DOCX, FileKind.XLSX, FileKind.PPTX)}
_OPEN_DOCUMENT = {kind.media_type.encode(): kind for kind in (FileKind.ODT, FileKind.ODS, FileKind.ODP)}
_ODD_NAME = re.compile(r"^[/\\]|^[a-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)|[\x00-\x1f\x7f\\]", re.IGNORECASE)
_MACRO_NAME = re.compile(r"vbaproject|vbadata|(?:^|/)activex|^basic/|^scripts/", re.IGNORECASE)
_MACRO_TYPE = re.compile(r"macro|vba|activex")


def judged(file: BinaryIO) -> FileKind | Message:
    """Return which document the archive is, or why it is none. Raises UnsafeFileError."""
    try:
        _check_end(file)
        with ZipFile(file) as archive:
            _check_entries(archive.infolist())
            return _judged(archive)
    except (*_BROKEN, expat.ExpatError) as error:
        raise UnsafeFileError(detail=DAMAGED) from error


def ends_as_archive(file: BinaryIO) -> bool:
    """Say whether unpackers would take `file` for an archive, whatever it begins with."""
    size = file.seek(0, 2)
    file.seek(max(0, size - _END.size - _LONGEST_COMMENT))
    tail = file.read()
    ends = (tail[found.start() :] for found in re.finditer(re.escape(_END_MARK), tail))
    return any(len(end) >= _END.size and _END.size + _END.unpack_from(end)[-1] == len(end) for end in ends)


def _check_end(file: BinaryIO) -> None:
    """Refuse unless the table of contents is short, stands right before the end, and nothing stands behind it.

    Before anything is parsed: a table of millions of entries is a bomb itself; what stands around it is another file.
    """
    size = file.seek(0, 2)
    file.seek(max(0, size - _END.size - _ZIP64_LOCATOR))
    tail = file.read()
    mark, *disks, entries, length, start, comment = _END.unpack(tail[-_END.size :])
    first_disk, table_disk, entries_here = disks
    is_plain = (mark, first_disk, table_disk, comment) == (_END_MARK, 0, 0, 0) and not tail.startswith(_ZIP64_MARK)
    if not is_plain or entries_here != entries or start + length + _END.size != size:
        raise UnsafeFileError(detail=DAMAGED)
    if entries > MOST_ENTRIES or length > _LONGEST_TABLE:
        raise UnsafeFileError(detail=_BOMB)


def _check_entries(entries: Sequence[ZipInfo]) -> None:
    for is_refused, detail in _REFUSED:
        if is_refused(entries):
            raise UnsafeFileError(detail=detail)


def _is_encrypted(entries: Sequence[ZipInfo]) -> bool:
    return any(entry.flag_bits & _FLAGS_OF_ENCRYPTION for entry in entries)


def _is_bomb(entries: Sequence[ZipInfo]) -> bool:
    unpacked, packed = sum(entry.file_size for entry in entries), sum(entry.compress_size for entry in entries)
    return len(entries) > MOST_ENTRIES or unpacked > max(_UNSUSPICIOUS, min(MOST_UNPACKED, MOST_RATIO * packed))


def _is_odd(entries: Sequence[ZipInfo]) -> bool:
    """Say whether names lead elsewhere or come twice, entries overlap, or something else stands before the first."""
    names = {entry.orig_filename.casefold() for entry in entries}
    places = sorted(
        (entry.header_offset, entry.header_offset + _LOCAL_HEADER + entry.compress_size) for entry in entries
    )
    return (
        len(names) != len(entries)
        or any(_ODD_NAME.search(entry.orig_filename) for entry in entries)
        or any(stat.S_ISLNK(entry.external_attr >> 16) for entry in entries)
        or any(entry.compress_type not in {ZIP_STORED, ZIP_DEFLATED} for entry in entries)
        or not places
        or places[0][0] != 0
        or any(end > start for (_, end), (start, _) in pairwise(places))
    )


def _has_macros(entries: Sequence[ZipInfo]) -> bool:
    return any(_MACRO_NAME.search(entry.filename) for entry in entries)


_REFUSED: tuple[tuple[Callable[[Sequence[ZipInfo]], bool], str], ...] = (
    (_is_encrypted, _ENCRYPTED),
    (_is_bomb, _BOMB),
    (_is_odd, DAMAGED),
    (_has_macros, _MACROS),
)


def _judged(archive: ZipFile) -> FileKind | Message:
    names = set(archive.namelist())
    if names >= {_CONTENT_TYPES, _MIMETYPE}:
        raise UnsafeFileError(detail=DAMAGED)
    if _CONTENT_TYPES in names:
        return _open_xml(_content_types(_part(archive, _CONTENT_TYPES)))
    if _MIMETYPE in names:
        return _open_document(archive, names)
    return _OTHER


def _open_xml(types: set[str]) -> FileKind | Message:
    if any(_MACRO_TYPE.search(each) for each in types):
        raise UnsafeFileError(detail=_MACROS)
    kinds = [kind for main, kind in _OPEN_XML.items() if main in types]
    return kinds[0] if len(kinds) == 1 else _OTHER


def _open_document(archive: ZipFile, names: set[str]) -> FileKind | Message:
    if _MANIFEST in names and b"encryption-data" in _part(archive, _MANIFEST):
        raise UnsafeFileError(detail=_ENCRYPTED)
    return _OPEN_DOCUMENT.get(_part(archive, _MIMETYPE), _OTHER)


def _part(archive: ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        content = part.read(_LONGEST_PART + 1)
    if len(content) > _LONGEST_PART:
        raise UnsafeFileError(detail=_BOMB)
    return content


def _content_types(content: bytes) -> set[str]:
    """Return the content types that the package names, lower case. A document type, the seat of bombs, is refused."""
    types: set[str] = set()

    def collect(_: str, attributes: dict[str, str]) -> None:
        types.add(attributes.get("ContentType", "").casefold())

    def refuse(*_: object) -> None:
        raise UnsafeFileError(detail=DAMAGED)

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.StartDoctypeDeclHandler = collect, refuse
    parser.Parse(content, True)  # noqa: FBT003 (the library's own signature)
    return types
