"""Looks codes up, so that a wrong one is told with the record that names it."""

from collections.abc import Iterable, Mapping
from typing import Protocol, TypeVar

from app.domain.errors import SeedError


class Coded(Protocol):
    @property
    def code(self) -> str: ...


T = TypeVar("T")
C = TypeVar("C", bound=Coded)


def found(rows: Mapping[str, T], code: str, record: str, field: str) -> T:
    """Return `rows[code]`. Raises SeedError that names the record and its field."""
    if code not in rows:
        raise SeedError(record=record, why=f"{field}: unknown code {code}")
    return rows[code]


def by_code(wishes: Iterable[C], table: str) -> dict[str, C]:
    """Return the wishes by their code. Raises SeedError when one is given twice, since the first would be lost."""
    rows: dict[str, C] = {}
    for wish in wishes:
        if wish.code in rows:
            raise SeedError(record=f"{table} {wish.code}", why="the code is taken")
        rows[wish.code] = wish
    return rows
