"""What a line begins with: the number, letter or word that opens a clause."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from unicodedata import normalize

from app.domain.resolution.clause import ClauseKind


@dataclass(frozen=True)
class Marker:
    """`end` is where the clause's own words may begin; a word that opens a clause is one of its own."""

    kind: ClauseKind
    number: str | None
    end: int


def _words(*words: str) -> str:
    """Return a pattern for any of the words, composed or not."""
    spellings = {form: None for word in words for form in (normalize("NFC", word), normalize("NFD", word))}
    return "(?:" + "|".join(re.escape(spelling) for spelling in spellings) + ")"


_CHAPTER = re.compile(_words("Chương", "CHƯƠNG") + r"\s+(?P<number>[IVXLC]{1,7}|[0-9]{1,3})(?!\w)\s?(?P<stop>[.:–—-]?)")
_ARTICLE = re.compile(_words("Điều", "ĐIỀU") + r"\s+(?P<number>[0-9]{1,3}[a-zđ]?)(?!\w)\s?(?P<stop>[.:]?)")
_PART = re.compile(r"(?=[IVX])(?P<number>X{0,3}(?:IX|IV|V?I{0,3}))(?!\w)\s?(?P<stop>[-–—./:)])")
_ITEM = re.compile(r"(?P<number>[0-9]{1,3}(?:\.[0-9]{1,3}){0,5})(?!\w|\.[0-9])(?P<stop>\.?)")
_POINT = re.compile(r"(?P<number>[a-zđ])(?P<stop>[)./])")
_BULLET = re.compile(r"(?P<stop>[-–—‐−•●▪+*])")
_RECIPIENTS = re.compile(_words("Nơi nhận", "NƠI NHẬN") + r"\s?(?P<stop>:?)")

_TITLE = re.compile(
    _words("NGHỊ QUYẾT", "QUYẾT ĐỊNH", "KẾ HOẠCH", "CHƯƠNG TRÌNH", "CHỈ THỊ", "KẾT LUẬN", "ĐỀ ÁN") + r"(?!\w)"
)
_GROUNDS = re.compile(_words("Căn cứ", "Xét", "Theo đề nghị", "QUYẾT NGHỊ", "HỘI ĐỒNG NHÂN DÂN") + r"(?!\w)")
_SIGNATURE = re.compile(
    r"T/M|(?:TM|KT|TL|TUQ)\.|" + _words("CHỦ TỊCH", "PHÓ CHỦ TỊCH", "BÍ THƯ", "PHÓ BÍ THƯ", "CHỦ TỌA") + r"(?!\w)"
)


def _is_last(rest: str) -> bool:
    return not rest


def _is_apart(rest: str) -> bool:
    """Tell whether the marker stands by itself: at the end of its line, or before a space or a bold mark."""
    return not rest or rest[0].isspace() or rest.startswith("**")


def _is_apart_or_capital(rest: str) -> bool:
    return _is_apart(rest) or rest[0].isupper()


def _is_before_capital(rest: str) -> bool:
    return not rest or rest.lstrip("* \t“").strip()[:1].isupper()


def _anything(_rest: str) -> bool:
    return True


_Follows = Callable[[str], bool]
# Kind, pattern, what must follow it when it is stopped ("1."), and when it is not ("1.1", "Chương I"). None: never.
_RULES: tuple[tuple[ClauseKind, re.Pattern[str], _Follows, _Follows | None], ...] = (
    (ClauseKind.CHAPTER, _CHAPTER, _is_apart_or_capital, _is_before_capital),
    (ClauseKind.ARTICLE, _ARTICLE, _is_apart_or_capital, _is_last),
    (ClauseKind.RECIPIENTS, _RECIPIENTS, _anything, _is_last),
    (ClauseKind.PART, _PART, _is_apart, None),
    (ClauseKind.ITEM, _ITEM, _is_apart_or_capital, _is_before_capital),
    (ClauseKind.POINT, _POINT, _is_apart_or_capital, None),
    (ClauseKind.BULLET, _BULLET, _is_apart, None),
)
_LOOK_AHEAD = 8


def marker_at(stored: str, start: int, end: int) -> Marker | None:
    """Return what opens a clause at the beginning of the line from `start` to `end`."""
    for kind, pattern, stopped, bare in _RULES:
        match = pattern.match(stored, start, end)
        if match is None:
            continue
        follows = stopped if match["stop"] else bare
        rest = stored[match.end() : min(match.end() + _LOOK_AHEAD, end)]
        if follows is not None and follows(rest) and not _is_lone_number(match):
            return Marker(kind, match.groupdict().get("number"), match.end())
    return None


def _is_lone_number(match: re.Match[str]) -> bool:
    """Tell a number without any dot: "3 Tháng 2" is a street, not an item."""
    return match.re is _ITEM and not match["stop"] and "." not in match["number"]


def opens_title(stored: str, start: int, end: int) -> bool:
    return _TITLE.match(stored, start, end) is not None


def is_only_title_word(words: str) -> bool:
    return _TITLE.fullmatch(words) is not None


def opens_ground(stored: str, start: int, end: int) -> bool:
    """Tell whether the line begins one of the paragraphs that stand before the articles of a council's resolution."""
    return _GROUNDS.match(stored, start, end) is not None


def opens_signature(stored: str, start: int, end: int) -> bool:
    return _SIGNATURE.match(stored, start, end) is not None and stored[start:end].isupper()
