"""Two people at one form: what only one of them changed is merged, what both changed is for them to choose."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Merged:
    """`changes` are to be saved over what is there now; `clashes` hold what is there now, by field."""

    changes: dict[str, str]
    clashes: dict[str, str]


def merge(was: Mapping[str, str], typed: Mapping[str, str], now: Mapping[str, str]) -> Merged:
    """Return what the form changes, given the values it began with and those that others have saved since."""
    mine = {name: value for name, value in typed.items() if _flat(value) != _flat(was.get(name, ""))}
    theirs = {name for name in typed if _flat(now.get(name, "")) != _flat(was.get(name, ""))}
    clashes = {name: now[name] for name in mine if name in theirs and _flat(mine[name]) != _flat(now[name])}
    return Merged({name: value for name, value in mine.items() if name not in clashes}, clashes)


def chosen(typed: Mapping[str, str], was: Mapping[str, str], given_up: Iterable[str]) -> dict[str, str]:
    """Return what was typed, without the fields in which the other's words were preferred."""
    given_up = set(given_up)
    return {name: was.get(name, "") if name in given_up else value for name, value in typed.items()}


def _flat(value: str) -> str:
    """Browsers send other line ends than they were given."""
    return value.replace("\r\n", "\n").strip()
