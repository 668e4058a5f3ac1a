"""What a file is, by its content; its name must agree, what the sender calls it is not asked.

Own signatures instead of a library: four formats need one line each, and no library looks for macros, bombs and
second files, which is the work here; `zipfile` and `expat` of Python do the reading.
"""

from collections.abc import Callable, Collection
from typing import BinaryIO

from app.domain.errors import EmptyFileError, FileKindError, UnsafeFileError
from app.domain.files import FileKind, ending_of
from app.domain.messages import Message, msgid
from app.files import archives, texts

_TWO_IN_ONE = msgid("The file holds a second file. Open it, save or print it anew, and send the new copy.")
_OLD_OFFICE = Message(
    msgid(
        "The content is of the old form of Word, Excel or PowerPoint, or locked with a password. "
        "Save it without a password as .docx, .xlsx, .pptx or PDF."
    )
)
_LONGEST_SIGNATURE = 8
# How far from its end readers look for what closes a PDF.
_TAIL = 1024
_PNG_END = b"IEND\xaeB`\x82"
_RIFF_HEADER = 8


def kind_of(name: str, file: BinaryIO, accepted: Collection[FileKind] = tuple(FileKind)) -> FileKind:
    """Return the kind of `file`, a seekable one, if it is one of `accepted` and `name` says the same.

    Raises FileKindError, UnsafeFileError or EmptyFileError. The file is left at its beginning.
    """
    found = _judged(file)
    file.seek(0)
    verdict = _agreed(name, found) if isinstance(found, FileKind) else found
    if isinstance(verdict, FileKind) and verdict not in accepted:
        verdict = Message(msgid("Files of the kind %(kind)s are not taken here."), {"kind": verdict.value})
    if isinstance(verdict, Message):
        raise FileKindError(why=verdict, accepted=[kind.value for kind in FileKind if kind in accepted])
    return verdict


def _judged(file: BinaryIO) -> FileKind | Message:
    file.seek(0)
    head = file.read(_LONGEST_SIGNATURE)
    if not head:
        raise EmptyFileError
    judge = next((judge for signature, judge in _JUDGES if head.startswith(signature)), texts.judged)
    verdict = judge(file)
    if isinstance(verdict, FileKind) and judge is not archives.judged and archives.ends_as_archive(file):
        raise UnsafeFileError(detail=_TWO_IN_ONE)
    return verdict


def _agreed(name: str, kind: FileKind) -> FileKind | Message:
    """Return the kind that both content and name say, or how they differ."""
    ending = ending_of(name)
    if kind is FileKind.TXT and ending in FileKind.CSV.endings:
        return FileKind.CSV
    if ending in kind.endings:
        return kind
    if not ending:
        return Message(
            msgid("The name has no ending. By its content it should end in .%(kind)s."), {"kind": kind.value}
        )
    return Message(
        msgid("The name ends in .%(ending)s, but the content is %(kind)s. Send the file as it was saved."),
        {"ending": ending[:16], "kind": kind.value},
    )


def _pdf(file: BinaryIO) -> FileKind:
    file.seek(max(0, file.seek(0, 2) - _TAIL))
    return _whole(FileKind.PDF, is_whole=b"%%EOF" in file.read())


def _png(file: BinaryIO) -> FileKind:
    file.seek(max(0, file.seek(0, 2) - len(_PNG_END)))
    return _whole(FileKind.PNG, is_whole=file.read() == _PNG_END)


def _jpeg(_: BinaryIO) -> FileKind:
    # Cameras write what they like behind the picture, so its end proves nothing.
    return FileKind.JPEG


def _riff(file: BinaryIO) -> FileKind | Message:
    size = file.seek(0, 2)
    file.seek(4)
    length, form = int.from_bytes(file.read(4), "little"), file.read(4)
    return _whole(FileKind.WEBP, is_whole=_RIFF_HEADER + length == size) if form == b"WEBP" else texts.UNKNOWN


def _old_office(_: BinaryIO) -> Message:
    return _OLD_OFFICE


def _whole(kind: FileKind, *, is_whole: bool) -> FileKind:
    if not is_whole:
        raise UnsafeFileError(detail=archives.DAMAGED)
    return kind


_JUDGES: tuple[tuple[bytes, Callable[[BinaryIO], FileKind | Message]], ...] = (
    (b"%PDF-", _pdf),
    (b"\x89PNG\r\n\x1a\n", _png),
    (b"\xff\xd8\xff", _jpeg),
    (b"RIFF", _riff),
    (b"PK\x03\x04", archives.judged),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _old_office),
)
