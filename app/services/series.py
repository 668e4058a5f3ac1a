"""Codes made of a prefix and a number that is never given twice."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.db.engine import insert_unless_there
from app.models import Series


def next_code(session: Session, prefix: str, last_given: int = 0) -> str:
    """Return a new code such as VB-12; `last_given` counts what was numbered before the series began."""
    return f"{prefix}{next_number(session, prefix, last_given)}"


def next_number(session: Session, prefix: str, last_given: int = 0) -> int:
    """Return the number after the last one given under `prefix`.

    The row stays locked until the transaction ends, so that two never take the same number.
    """
    insert_unless_there(session, Series, prefix=prefix, last_number=last_given)
    counted = update(Series).where(Series.prefix == prefix).values(last_number=Series.last_number + 1)
    return session.scalars(counted.returning(Series.last_number)).one()
