"""What a clause is: a piece of a resolution that can be cited by its path."""

from dataclasses import dataclass
from enum import StrEnum


class ClauseKind(StrEnum):
    TITLE = "title"
    PREAMBLE = "preamble"
    PART = "part"
    CHAPTER = "chapter"
    ARTICLE = "article"
    ITEM = "item"
    POINT = "point"
    PARAGRAPH = "paragraph"
    SENTENCE = "sentence"
    BULLET = "bullet"
    RECIPIENTS = "recipients"
    SIGNATURE = "signature"


@dataclass(frozen=True)
class Span:
    """Half open: `end` is the first offset that no longer belongs to it."""

    start: int
    end: int


@dataclass(frozen=True)
class Clause:
    """`number` is as printed, None where nothing is printed; `title` is None where there is no heading.

    `text` is the stored characters of its `spans` joined by one space: its own words, without its marker.
    Both are empty where all its words are in the clauses below it.
    """

    path: str
    kind: ClauseKind
    parent: str | None
    number: str | None
    title: str | None
    text: str
    spans: tuple[Span, ...]
