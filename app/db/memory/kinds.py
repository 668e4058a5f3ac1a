"""What a table remembers."""

from enum import StrEnum

from sqlalchemy import Table

_KEY = "memory"


class Memory(StrEnum):
    """REVISED: every state of a row is kept. APPEND_ONLY: a row never changes. OPERATIONAL: of today alone.

    MEMORY: what the others are remembered by.
    """

    REVISED = "revised"
    APPEND_ONLY = "append-only"
    OPERATIONAL = "operational"
    MEMORY = "memory"


class ForgettingError(RuntimeError):
    """A fault of the program: it was about to change rows behind the back of what remembers them."""


def remember(table: Table, memory: Memory) -> None:
    """Say what a table remembers; each table is said once."""
    if _KEY in table.info:
        raise ForgettingError(f"{table.name} is said to remember twice.")
    table.info[_KEY] = memory


def memory_of(table: Table) -> Memory:
    """Return what a table remembers. Raises ForgettingError for a table of which nobody has said it."""
    if _KEY not in table.info:
        raise ForgettingError(f"Nobody has said what {table.name} remembers.")
    return Memory(table.info[_KEY])
