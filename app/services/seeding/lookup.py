"""Looks codes up, so that a wrong one is told with the record that names it."""

from collections.abc import Mapping
from typing import TypeVar

from app.domain.errors import SeedError

T = TypeVar("T")


def found(rows: Mapping[str, T], code: str, record: str, field: str) -> T:
    """Return `rows[code]`. Raises SeedError that names the record and its field."""
    if code not in rows:
        raise SeedError(record=record, why=f"{field}: unknown code {code}")
    return rows[code]
