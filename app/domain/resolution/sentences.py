"""Where one sentence ends and the next begins."""

import re

from app.domain.resolution.brackets import masked
from app.domain.resolution.clause import Span

_END = re.compile(r"(?<![.!?…])([.!?…]+)[”)\"’]* (?=(\S))")
_ABBREVIATION = re.compile(
    "TP|Tp|tp|TX|Tx|tx|TT|Tt|tt|PGS|GS|TS|ThS|Ths|BS|KS|NCS|NGND|NGƯT|NSND|NSƯT|TM|KT|TL|TUQ|St|Mr|Mrs|Dr|No"
)


def sentences(text: str) -> tuple[Span, ...]:
    """Return the sentences of a text in reading form; between any two stands one space."""
    found, start = [], 0
    for match in _END.finditer(masked(text)):
        if _ends_a_sentence(text, start, match):
            found.append(Span(start, match.end() - 1))
            start = match.end()
    return (*found, Span(start, len(text))) if text else ()


def _ends_a_sentence(text: str, start: int, match: re.Match[str]) -> bool:
    mark, following = match[1], match[2]
    if "…" in mark or mark.startswith(".."):
        return following.isupper()
    if mark == "." and _is_abbreviation(text, start, match.start()):
        return False
    return following.isupper() or following.isdigit() or following == "“"


def _is_abbreviation(text: str, start: int, dot: int) -> bool:
    """Tell whether the word before the dot is short for another, or a number that opens the sentence."""
    place = max(text.rfind(" ", start, dot) + 1, start)
    word = text[place:dot].lstrip("(“")
    last = word.rpartition(".")[2]
    if _ABBREVIATION.fullmatch(last) or (len(last) == 1 and last.isupper()):
        return True
    return place == start and word.isdigit()
