"""What a session has read once and keeps, until it writes or ends."""

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.orm import Session

T = TypeVar("T")
_KEY = "once"


def once(session: Session, name: str, read: Callable[[Session], T]) -> T:
    """Return what `read` returns, asked for the first time only; what is kept is a value, never rows."""
    kept = session.info.setdefault(_KEY, {})
    if name not in kept:
        kept[name] = read(session)
    value: T = kept[name]
    return value


def forget(session: Session, *_: object) -> None:
    """Let everything be read anew."""
    session.info.pop(_KEY, None)
