"""A lifecycle as data: which status may follow which, and what each move needs."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

Status = TypeVar("Status", bound=StrEnum)


@dataclass(frozen=True)
class Lifecycle(Generic[Status]):
    """`arrows` lists what may follow each status, in the order to offer it; the needs name moves as (from, to).

    From a status of `returns_from` one may also go back to the status before it.
    """

    arrows: Mapping[Status, tuple[Status, ...]]
    returns_from: frozenset[Status] = frozenset()
    needs_reason: frozenset[tuple[Status, Status]] = frozenset()
    needs_document: frozenset[tuple[Status, Status]] = frozenset()

    def next_from(self, current: Status, previous: Status | None = None) -> tuple[Status, ...]:
        """Return what may follow `current`. `previous` is the status before it, None when there was none."""
        back = (previous,) if previous is not None and current in self.returns_from else ()
        return (*back, *self.arrows[current])

    def allows(self, current: Status, target: Status, previous: Status | None = None) -> bool:
        return target in self.next_from(current, previous)

    def asks_for_reason(self, current: Status, target: Status) -> bool:
        return (current, target) in self.needs_reason

    def asks_for_document(self, current: Status, target: Status) -> bool:
        return (current, target) in self.needs_document
