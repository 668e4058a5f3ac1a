"""Passwords that everybody tries first: a bundled list from breaches, and what people here would think of."""

import gzip
import unicodedata
from functools import cache
from pathlib import Path

from app.domain.text import fold

_LIST = Path(__file__).with_name("common-passwords.txt.gz")
_HERE = ("matkhau", "ninhkieu", "cantho", "quanninhkieu", "thanhphocantho", "ubnd", "hdnd", "vietnam", "trienkhai")


def is_common(password: str) -> bool:
    """Return whether the password is known, or only a familiar word with digits and signs around it."""
    letters = fold(password).replace(" ", "")
    bare = "".join(character for character in letters if character.isalpha())
    return unicodedata.normalize("NFKC", password).casefold() in _breached() or letters in _breached() or bare in _HERE


@cache
def _breached() -> frozenset[str]:
    with gzip.open(_LIST, "rt", encoding="utf-8") as lines:
        return frozenset(line.strip() for line in lines)
