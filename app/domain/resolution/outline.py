"""Places blocks below one another and gives each clause its path."""

from collections import Counter
from dataclasses import dataclass

from app.domain.resolution.blocks import Block
from app.domain.resolution.clause import Clause, ClauseKind, Span
from app.domain.resolution.lines import last_mark
from app.domain.resolution.reading import Reading, cut, read
from app.domain.resolution.sentences import sentences

_K = ClauseKind
_STOPS = ".;:!?…,"
_NAMED = {_K.TITLE: "T", _K.PREAMBLE: "M", _K.RECIPIENTS: "NN", _K.SIGNATURE: "CK"}
_ENDINGS = frozenset({_K.PREAMBLE, _K.RECIPIENTS, _K.SIGNATURE})
_UNNUMBERED = frozenset({_K.PARAGRAPH, _K.BULLET})


@dataclass(frozen=True)
class _Open:
    """A clause that what follows may belong to. `steps` are the figures of an item's number."""

    path: str
    kind: ClauseKind
    steps: tuple[str, ...] = ()


class Outline:
    def __init__(self, stored: str) -> None:
        self.clauses: list[Clause] = []
        self._stored = stored
        self._open: list[_Open] = []
        self._uses: Counter[str] = Counter()
        self._counts: Counter[str] = Counter()

    def place(self, block: Block, following: Block | None) -> None:
        """Add the block's clauses. What follows decides whether a line without a stop is a heading."""
        if block.kind is _K.TITLE:
            self._add("T", block.kind, None, block.spans)
        elif block.kind is _K.SIGNATURE:
            self._open = [_Open(self._add("CK", block.kind, None, block.spans), block.kind)]
        elif block.kind in _UNNUMBERED:
            self._place_unnumbered(block)
        else:
            self._place_container(block, following)

    def _place_unnumbered(self, block: Block) -> None:
        if not self._open:
            self._open = [_Open(self._add("M", _K.PREAMBLE, None, []), _K.PREAMBLE)]
        if block.kind is _K.BULLET:
            parent = self._innermost()
            self._add(self._counted(parent, "g"), block.kind, parent, block.spans)
        else:
            self._add_paragraph(block.spans)

    def _place_container(self, block: Block, following: Block | None) -> None:
        self._open = [one for one in self._open if one.kind is not _K.PREAMBLE]
        opened = _Open("", block.kind, tuple((block.number or "").split(".")))
        self._close_for(opened)
        parent = self._innermost()
        heading = block.spans if self._is_heading(block, following) else []
        path = self._add(self._path(block), block.kind, parent, heading, block.number)
        self._open.append(_Open(path, block.kind, opened.steps))
        if block.spans and not heading:
            self._add_paragraph(block.spans)

    def _close_for(self, opened: _Open) -> None:
        """Close what cannot hold the new clause."""
        depth = len(self._open)
        while depth and not _holds(self._open, depth - 1, opened):
            depth -= 1
        del self._open[depth:]

    def _path(self, block: Block) -> str:
        number = block.number or ""
        if block.kind is _K.RECIPIENTS:
            return _NAMED[block.kind]
        if block.kind in {_K.CHAPTER, _K.ARTICLE}:
            return number
        around = [one for one in self._open if block.kind is not _K.ITEM or one.kind is not _K.ITEM]
        return f"{around[-1].path}.{number}" if around else number

    def _is_heading(self, block: Block, following: Block | None) -> bool:
        if block.kind in {_K.CHAPTER, _K.RECIPIENTS} or not block.spans:
            return block.kind is _K.CHAPTER
        mark = last_mark(self._stored, block.spans[-1])
        if block.kind is _K.PART:
            return mark not in _STOPS or mark == ":"
        return mark not in _STOPS and following is not None and _is_below(following, block)

    def _add_paragraph(self, spans: list[Span]) -> None:
        whole = read(self._stored, spans)
        parent = self._innermost()
        path = self._add_reading(self._counted(parent, "d"), _K.PARAGRAPH, parent, whole)
        for part in cut(whole, sentences(whole.text)):
            self._add_reading(self._counted(path, "s"), _K.SENTENCE, path, part)

    def _innermost(self) -> str | None:
        return self._open[-1].path if self._open else None

    def _counted(self, parent: str | None, mark: str) -> str:
        prefix = f"{parent}.{mark}" if parent else mark
        self._counts[prefix] += 1
        return f"{prefix}{self._counts[prefix]}"

    def _add(
        self, path: str, kind: ClauseKind, parent: str | None, spans: list[Span], number: str | None = None
    ) -> str:
        return self._add_reading(path, kind, parent, read(self._stored, spans), number)

    def _add_reading(
        self, path: str, kind: ClauseKind, parent: str | None, reading: Reading, number: str | None = None
    ) -> str:
        """Add the clause and return its path, with "~2" and so on where the text has used it before."""
        self._uses[path] += 1
        path = path if self._uses[path] == 1 else f"{path}~{self._uses[path]}"
        is_titled = number is not None and reading.text != ""
        self.clauses.append(
            Clause(path, kind, parent, number, reading.text if is_titled else None, reading.text, reading.spans)
        )
        return path


def _holds(open_: list[_Open], index: int, opened: _Open) -> bool:
    """Tell whether the open clause at `index` can have the new one below it."""
    holder = open_[index]
    match opened.kind:
        case _K.CHAPTER | _K.RECIPIENTS:
            return False
        case _K.PART:
            return holder.kind in {_K.CHAPTER, _K.ARTICLE}
        case _K.ARTICLE:
            around = {one.kind for one in open_[:index]}
            return holder.kind in {_K.CHAPTER, _K.PART} and _K.ARTICLE not in around
        case _K.ITEM if holder.kind is _K.ITEM:
            return len(holder.steps) < len(opened.steps) and opened.steps[: len(holder.steps)] == holder.steps
        case _:
            return holder.kind is not _K.POINT


def _is_below(following: Block, block: Block) -> bool:
    """Tell whether the next block would stand under this one."""
    if following.kind in _UNNUMBERED:
        return True
    holder = _Open("", block.kind, tuple((block.number or "").split(".")))
    opened = _Open("", following.kind, tuple((following.number or "").split(".")))
    return following.kind not in _ENDINGS and _holds([holder], 0, opened)
