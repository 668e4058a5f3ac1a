"""The unit of coverage: a sentence, split again at ';' and at the objects listed after 'như'."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from unicodedata import normalize

from app.domain.resolution.brackets import masked
from app.domain.resolution.clause import Clause, ClauseKind, Span
from app.domain.resolution.sentences import sentences

_SPLIT = frozenset({ClauseKind.SENTENCE, ClauseKind.BULLET})
SEPARATORS = " ;,.…:"


@dataclass(frozen=True)
class Segment:
    """`clause` is the leaf's path, `number` counts from 1, the offsets are into the leaf's text."""

    clause: str
    number: int
    start: int
    end: int
    text: str


def _spellings(*words: str) -> str:
    return "|".join(re.escape(form) for word in words for form in dict.fromkeys((word, normalize("NFD", word))))


# 'như' that compares or refers opens no list: "cũng như", "như sau", "như vậy".
_AFTER = _spellings("cũng", "gần", "hầu", "dường", "coi", "xem", "ví", "nếu", "giống")
_BEFORE = _spellings("sau", "trên", "vậy", "thế", "nhau", "cũ", "nêu")
_SUCH_AS = re.compile(rf"(?:\b({_AFTER}) )?\b(?:{_spellings('như')})\b(?! (?:{_BEFORE})\b):?")
_SEMICOLON = re.compile(";")
_COMMA = re.compile(r",(?= )")
_BARE_VERB = re.compile(
    "bảo tồn|cải tạo|chỉnh trang|duy tu|đầu tư|đầu tư xây dựng|hình thành|hoàn chỉnh|hoàn thành|hoàn thiện|khai thác|"
    "lập|mở rộng|nâng cấp|nâng tầm|phát huy|phát triển|quy hoạch|sửa chữa|thành lập|tôn tạo|trùng tu|tu bổ|xây dựng|"
    "xây dựng mới|xây mới"
)


def segments_of(clause: Clause) -> tuple[Segment, ...]:
    """Return the segments of a sentence or bullet, in order; other clauses have none.

    What stands between them are separators, and pieces without a letter or figure.
    """
    if clause.kind not in _SPLIT:
        return ()
    found = [span for piece in _pieces(clause.text) if (span := trimmed(clause.text, piece))]
    return tuple(
        Segment(clause.path, number, span.start, span.end, clause.text[span.start : span.end])
        for number, span in enumerate(found, start=1)
    )


def segments(clauses: Iterable[Clause]) -> tuple[Segment, ...]:
    return tuple(segment for clause in clauses for segment in segments_of(clause))


def trimmed(text: str, span: Span) -> Span | None:
    """Return the span without separators at its ends, None when no letter or figure is left."""
    words = text[span.start : span.end]
    if not any(character.isalnum() for character in words):
        return None
    start = span.end - len(words.lstrip(SEPARATORS))
    return Span(start, span.start + len(words.rstrip(SEPARATORS)))


def _pieces(text: str) -> Iterator[Span]:
    hidden = masked(text)
    for sentence in sentences(text):
        for piece in _split(hidden, sentence, _SEMICOLON):
            yield from _listed(text, hidden, piece)


def _split(hidden: str, whole: Span, separator: re.Pattern[str]) -> Iterator[Span]:
    start = whole.start
    for match in separator.finditer(hidden, whole.start, whole.end):
        yield Span(start, match.start())
        start = match.end()
    yield Span(start, whole.end)


def _listed(text: str, hidden: str, piece: Span) -> Iterator[Span]:
    """Return the head of a list and its objects, or the piece as it is."""
    opening = next((match for match in _SUCH_AS.finditer(hidden, piece.start, piece.end) if not match[1]), None)
    if opening is None or not _COMMA.search(hidden, opening.end(), piece.end):
        yield piece
        return
    yield Span(piece.start, opening.end())
    yield from _objects(text, _split(hidden, Span(opening.end(), piece.end), _COMMA))


def _objects(text: str, parts: Iterable[Span]) -> Iterator[Span]:
    """Join a bare verb with what follows: "mở rộng, nâng cấp đường Mậu Thân" is one object."""
    start: int | None = None
    last: Span | None = None
    for part in parts:
        start, last = part.start if start is None else start, part
        words = normalize("NFC", text[part.start : part.end]).strip(SEPARATORS).casefold()
        if not _BARE_VERB.fullmatch(words):
            yield Span(start, part.end)
            start, last = None, None
    if start is not None and last is not None:
        yield Span(start, last.end)
