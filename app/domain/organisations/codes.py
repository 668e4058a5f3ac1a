"""Codes of organisations: what stays when names change."""

import re

from app.domain.text import fold

LONGEST_CODE = 60
CODE_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"


def code_from(name: str) -> str:
    """Return a code made of the name's letters and digits, as "so-xay-dung"; empty where the name has none."""
    words = re.findall(r"[a-z0-9]+", fold(name))
    return "-".join(words)[:LONGEST_CODE].strip("-")
