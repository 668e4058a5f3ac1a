"""Plain text: what decodes as Unicode, has nothing but text in it, and is not read as a program by anyone."""

import codecs
import re
from itertools import chain
from typing import BinaryIO

from app.domain.files import FileKind
from app.domain.messages import Message, msgid
from app.files.store import pieces

UNKNOWN = Message(
    msgid("The content is of no kind that is known here. Save or print it as PDF; save plain text as Unicode (UTF-8).")
)
MARKUP = Message(
    msgid("The content is a web page, a drawing (SVG), XML or a script, which could be run. Save or print it as PDF.")
)
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
# At the beginning, since that is what browsers and shells go by.
_RUN_BY_SOMEONE = re.compile(r"<[a-z!?/%]|#!|%!ps|\{\\rtf|mime-version:", re.IGNORECASE)
_BEGINNING = 16
_BLANK = re.compile("^[\\s\u200b-\u200f\u2060\ufeff]+")


def judged(file: BinaryIO) -> FileKind | Message:
    """Return TXT, which also stands for CSV, or why `file` is no text."""
    file.seek(0)
    encoding = "utf-16" if file.read(2) in _UTF16 else "utf-8-sig"
    file.seek(0)
    try:
        return _judged(file, codecs.getincrementaldecoder(encoding)())
    except UnicodeDecodeError:
        return UNKNOWN


def _judged(file: BinaryIO, decoder: codecs.IncrementalDecoder) -> FileKind | Message:
    beginning = ""
    for piece in chain(pieces(file), [b""]):
        text = decoder.decode(piece, final=not piece)
        if _NO_TEXT.search(text):
            return UNKNOWN
        if len(beginning) < _BEGINNING:
            beginning = _BLANK.sub("", beginning + text)[:_BEGINNING]
    return MARKUP if _RUN_BY_SOMEONE.match(beginning) else FileKind.TXT
