"""What passes from one organisation, or one ward, to another: how, when, how surely, and who stands there now."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from app.domain.messages import Message, msgid
from app.domain.organisations.validity import is_valid

K = TypeVar("K", bound=str | int)


class SuccessionKind(StrEnum):
    """TRANSFER: the predecessor ended and its duties went elsewhere, so that nobody is what it was."""

    RENAME = "rename"
    MERGE = "merge"
    SPLIT = "split"
    TRANSFER = "transfer"


class Confidence(StrEnum):
    """VERIFIED: read in a source. MEDIUM: follows from a source that does not say it. UNDETERMINED: no source does."""

    VERIFIED = "verified"
    MEDIUM = "medium"
    UNDETERMINED = "undetermined"


@dataclass(frozen=True)
class Lifetime:
    """When an organisation exists: on the days of [`begins`, `ends`); None leaves that side open."""

    begins: date | None
    ends: date | None


def faults(predecessor: Lifetime, successor: Lifetime | None, on: date) -> Iterator[Message]:
    """Yield what keeps something from passing on that day; `successor` is None while nobody knows it."""
    if predecessor.begins is not None and on <= predecessor.begins:
        yield Message(msgid("The predecessor exists from %(day)s on; choose a later day."), _day(predecessor.begins))
    if predecessor.ends is not None and on > predecessor.ends:
        yield Message(
            msgid("The predecessor ended on %(day)s; choose that day or an earlier one."), _day(predecessor.ends)
        )
    if successor is not None and not is_valid(successor.begins, successor.ends, on):
        yield Message(msgid("The successor does not exist on that day."))


def heirs(of: K, successors: Mapping[K, Iterable[K]], has_ended: Callable[[K], bool]) -> list[K]:
    """Return who stands in the place of `of` now, each once: through successors that have ended to theirs.

    Empty where nobody is settled.
    """
    found: dict[K, None] = {}
    seen = {of}
    waiting = [*successors.get(of, ())]
    while waiting:
        heir = waiting.pop(0)
        if heir in seen:
            continue
        seen.add(heir)
        if has_ended(heir):
            waiting[:0] = successors.get(heir, ())
        else:
            found[heir] = None
    return list(found)


def _day(day: date) -> dict[str, object]:
    return {"day": f"{day:%d/%m/%Y}"}
