"""Who stands above whom: a chain that ends."""

from collections.abc import Callable


def stands_above(code: str, other: str | None, parent_of: Callable[[str], str | None]) -> bool:
    """Say whether `code` is `other` or any organisation above it."""
    seen: set[str] = set()
    while other is not None and other not in seen:
        if other == code:
            return True
        seen.add(other)
        other = parent_of(other)
    return False
