"""Half-open spans of days in SQL, as `app.domain.organisations.validity` judges them for rows at hand."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, or_
from sqlalchemy.sql.elements import SQLCoreOperations

from app.models import Membership, Organisation


def holds(first: SQLCoreOperations[Any], last: SQLCoreOperations[Any], on: date) -> ColumnElement[bool]:
    """Return whether `on` lies in a span that begins on `first`, which is never null; no `last` leaves it open."""
    return (first <= on) & or_(last.is_(None), last > on)


def is_held(on: date) -> ColumnElement[bool]:
    """Return whether a membership holds on the day."""
    return holds(Membership.from_on, Membership.to_on, on)


def exists_on(on: date) -> ColumnElement[bool]:
    """Return whether an organisation exists on the day; since when may be unknown."""
    begun = or_(Organisation.valid_from.is_(None), Organisation.valid_from <= on)
    return begun & or_(Organisation.valid_to.is_(None), Organisation.valid_to > on)
