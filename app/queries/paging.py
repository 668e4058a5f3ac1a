"""Keyset paging: a page starts after a known row, so that rows that come and go neither repeat nor hide others."""

import base64
import binascii
import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, and_, func, literal, or_, select
from sqlalchemy.orm import Session

from app.db.memory.past import looks_back
from app.domain.errors import InvalidParameterError
from app.domain.messages import msgid
from app.schemas.paging import PresentParameters

COUNT_LIMIT = 10_000
# A count of a past day passes over every state that no longer held, or did not yet.
COUNT_LIMIT_OF_PAST = 2_000
_MAX_INTEGER = 2**31 - 1  # what an INTEGER column of PostgreSQL can be compared with
T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True)
class Sort:
    """One way to order a collection. `key` is never NULL in SQL; `identity` breaks ties."""

    key: SQLColumnExpression[Any]
    identity: SQLColumnExpression[int]
    descending: bool = False
    read: Callable[[str], object] = str  # turns a key of a cursor back into what SQL compares with


@dataclass(frozen=True)
class Slice:
    """Which page is wanted. `scope` holds the filters and the order that a cursor is bound to."""

    limit: int
    cursor: str | None
    scope: str


@dataclass(frozen=True)
class Page(Generic[T]):
    """Rows in order, with the cursors of the pages beside it (None where there is none)."""

    rows: list[T]
    next: str | None
    previous: str | None
    total: int
    total_is_lower_bound: bool

    def mapped(self, read: Callable[[T], R]) -> "Page[R]":
        return Page([read(row) for row in self.rows], self.next, self.previous, self.total, self.total_is_lower_bound)


@dataclass(frozen=True)
class _Position:
    key: object
    id: int
    backwards: bool


def slice_of(parameters: PresentParameters, within: str = "") -> Slice:
    """Return the page that the parameters ask for, bound to their filters and order, and to the record it is within."""
    bound = f"{type(parameters).__name__} {within} {parameters.model_dump_json(exclude={'cursor', 'limit'})}"
    return Slice(parameters.limit, parameters.cursor, hashlib.sha256(bound.encode()).hexdigest()[:12])


def first(row: Sequence[Any]) -> Any:
    return row[0]


def page_of(
    session: Session,
    statement: Select[T],
    sort: Sort,
    wanted: Slice,
    pick: Callable[[Sequence[Any]], T] = first,
) -> Page[T]:
    """Return one page of `statement`, of whose columns `pick` makes the record.

    Raises InvalidParameterError for a cursor of another list.
    """
    position = None if wanted.cursor is None else _decode(wanted.cursor, wanted.scope, sort)
    backwards = position is not None and position.backwards
    found = _fetch(session, statement, sort, position, wanted.limit + 1)
    more = len(found) > wanted.limit
    found = found[: wanted.limit]
    if backwards:
        found.reverse()
    has_next, has_previous = (True, more) if backwards else (more, position is not None)
    total, capped = count(session, statement)
    return Page(
        rows=[pick(row) for row, _, _ in found],
        next=_encode(wanted, found[-1], backwards=False) if found and has_next else None,
        previous=_encode(wanted, found[0], backwards=True) if found and has_previous else None,
        total=total,
        total_is_lower_bound=capped,
    )


def count(session: Session, statement: Select[Any]) -> tuple[int, bool]:
    """Return how many rows there are, and whether counting stopped at the limit."""
    limit = COUNT_LIMIT_OF_PAST if looks_back(session) else COUNT_LIMIT
    capped = statement.with_only_columns(literal(1), maintain_column_froms=True).order_by(None).limit(limit + 1)
    found = session.scalar(select(func.count()).select_from(capped.subquery())) or 0
    return min(found, limit), found > limit


def _fetch(
    session: Session, statement: Select[Any], sort: Sort, position: _Position | None, limit: int
) -> list[tuple[Sequence[Any], object, int]]:
    descending = sort.descending ^ (position is not None and position.backwards)
    columns = (sort.key, sort.identity)
    if position:
        statement = statement.where(_beyond(sort, position, descending=descending))
    order = [column.desc() if descending else column.asc() for column in columns]
    found = session.execute(statement.add_columns(*columns).order_by(*order).limit(limit))
    return [(row[:-2], row[-2], row[-1]) for row in found]


def _beyond(sort: Sort, position: _Position, *, descending: bool) -> ColumnElement[bool]:
    key, identity = sort.key, sort.identity
    if descending:
        return or_(key < position.key, and_(key == position.key, identity < position.id))
    return or_(key > position.key, and_(key == position.key, identity > position.id))


def _encode(wanted: Slice, found: tuple[object, object, int], *, backwards: bool) -> str:
    content = [wanted.scope, str(found[1]), found[2], int(backwards)]
    return base64.urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")


def _decode(text: str, wanted_scope: str, sort: Sort) -> _Position:
    refusal = InvalidParameterError(
        parameter="cursor", reason=msgid("This cursor belongs to another list. Start again without it.")
    )
    try:
        content = json.loads(base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True))
        scope, key, identity, backwards = content
        str(key).encode()  # a lone surrogate cannot be asked of a database
        position = _Position(sort.read(str(key)), int(identity), bool(backwards))
    except (binascii.Error, ValueError, TypeError, OverflowError, RecursionError) as error:
        raise refusal from error
    if scope != wanted_scope or not 0 < position.id <= _MAX_INTEGER or "\0" in str(key):
        raise refusal
    return position


def bounded_int(text: str) -> int:
    """Read a number that both databases can hold. Raises ValueError."""
    if abs(number := int(text)) > _MAX_INTEGER:
        raise ValueError(f"{text} is out of range")
    return number
