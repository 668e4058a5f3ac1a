"""Regular expressions keep to what every Python from 3.11.0 on reads alike."""

import ast
import re
from pathlib import Path

import app.domain

# Possessive quantifiers and atomic groups lose their captures before 3.11.5, which Debian 12 does not have.
_UNSAFE = re.compile(r"[*+?}]\+|\(\?>")


def test_no_pattern_is_possessive() -> None:
    sources = Path(app.domain.__file__).parent.rglob("*.py")

    found = [f"{path.name}: {words}" for path in sources for words in _patterns(path) if _UNSAFE.search(words)]

    assert found == []


def _patterns(path: Path) -> list[str]:
    calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    compiled = [call for call in calls if ast.unparse(call.func) == "re.compile"]
    return [ast.unparse(call) for call in compiled]
