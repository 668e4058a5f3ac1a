"""The numbers of headings, counted as documents count them: Phần I, I., 1., a)."""

from app.formats.documents import Heading, Level
from app.formats.layouts import Terms

# The order of the Vietnamese alphabet, in which points are lettered; the letters with a hat or a horn are passed over.
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_ROMANS = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_LEVELS = list(Level)


def roman(number: int) -> str:
    digits = ""
    for value, letters in _ROMANS:
        digits += letters * (number // value)
        number %= value
    return digits


def letter(number: int) -> str:
    """Return the letter of a point; after the last they go in pairs: aa, bb."""
    return _LETTERS[(number - 1) % len(_LETTERS)] * ((number - 1) // len(_LETTERS) + 1)


class Numbering:
    """Counts the headings of one text from its beginning; each level starts anew below a higher one.

    `below` is how many headings stand above the whole text, as that of an appendix does.
    """

    def __init__(self, terms: Terms, below: int = 0) -> None:
        self._terms = terms
        self._below = below
        self._counts = dict.fromkeys(_LEVELS, 0)
        self._open: list[Level] = []

    def numbered(self, heading: Heading) -> str:
        """Return the heading's words with its number."""
        level = heading.level
        self._counts[level] += 1
        for lower in _LEVELS[_LEVELS.index(level) + 1 :]:
            self._counts[lower] = 0
        return self._with(level, self._counts[level], heading.text)

    def depth(self, level: Level) -> int:
        """Return how deep the heading stands among those that are there, from 1; no depth is ever skipped."""
        rank = _LEVELS.index(level)
        self._open = [held for held in self._open if _LEVELS.index(held) < rank] + [level]
        return self._below + len(self._open)

    def _with(self, level: Level, number: int, text: str) -> str:
        match level:
            case Level.PART:
                return f"{self._terms.part} {roman(number)}\n{text.upper()}"
            case Level.SECTION:
                return self._terms.section.format(number=roman(number), text=text.upper())
            case Level.CLAUSE:
                return f"{number}. {text}"
            case Level.POINT:
                return f"{letter(number)}) {text}"
