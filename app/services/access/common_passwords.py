"""Passwords that anyone would try first: published breaches, and what people here would think of."""

import gzip
from functools import lru_cache
from pathlib import Path

from app.domain.text import fold

_HERE = Path(__file__).resolve().parent
_BREACHED = _HERE / "common-passwords.txt.gz"
_LOCAL = _HERE / "vietnamese-passwords.txt"


def is_common(password: str) -> bool:
    """Say whether `password` is on a list. Case, marks, width and spaces do not make it another one."""
    return _key(password) in _keys()


@lru_cache(maxsize=1)
def _keys() -> frozenset[str]:
    text = gzip.decompress(_BREACHED.read_bytes()).decode() + "\n" + _LOCAL.read_text(encoding="utf-8")
    return frozenset(_key(line) for line in text.splitlines() if _key(line))


def _key(password: str) -> str:
    return fold(password).replace(" ", "")
