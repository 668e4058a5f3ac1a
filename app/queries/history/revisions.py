"""What a revision changed, told to a reader: its fields before and after, with codes in the place of numbers.

The states of a page are read with one statement for each noun on it, and codes with one for each table they stand in,
however many rows there are. One UNION would have to cast every column to text, which the two databases do differently.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import Table, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.db.base import Base
from app.db.memory.twins import twin_of
from app.domain.access.actor import Actor
from app.domain.access.policy import Action, permits
from app.domain.deadlines import DeadlinePrecision
from app.domain.history.nouns import ChangeKind, Noun
from app.models import (
    AssignmentBatch,
    Change,
    Clause,
    Comment,
    Document,
    Indicator,
    Milestone,
    Organisation,
    Programme,
    Project,
    Resolution,
    Template,
    User,
    Ward,
)
from app.schemas.history import ChangeRead, FieldChange
from app.schemas.portfolio import DeadlineRead

State = Mapping[str, Any]
_Key = tuple[int, ...]
_PROJECT, _MILESTONE, _USER = "project", "milestone", "user_account"

# What says nothing to a reader: keys that are mere numbers, and what is derived from other fields.
_SILENT = {"id", "version", "created_at", "updated_at", "search_text", "sort_key", "record_id"}
# What stands for a row of each table. A column that leads to any other table is left out.
_CODES: Mapping[str, InstrumentedAttribute[Any]] = {
    _PROJECT: Project.code,
    _MILESTONE: Milestone.code,
    "assignment_batch": AssignmentBatch.code,
    "clause": Clause.path,
    "comment": Comment.code,
    "document": Document.code,
    "indicator": Indicator.code,
    "organisation": Organisation.code,
    "programme": Programme.code,
    "resolution": Resolution.code,
    "template": Template.code,
    "ward": Ward.code,
    _USER: User.login,
}
_FOLDERS: Mapping[Noun, str] = {
    Noun.RESOLUTION: "resolutions",
    Noun.PROGRAMME: "programmes",
    Noun.PROJECT: "projects",
    Noun.MILESTONE: "milestones",
    Noun.ORGANISATION: "organisations",
    Noun.INDICATOR: "indicators",
    Noun.DOCUMENT: "documents",
    Noun.EXTENSION: "extensions",
    Noun.OBSTACLE: "obstacles",
    Noun.EXPLANATION: "explanations",
    Noun.COMMENT: "comments",
    Noun.TEMPLATE: "templates",
    Noun.ASSIGNMENT_BATCH: "assignments/batches",
}


class _Link(NamedTuple):
    table: str
    id: int


@dataclass(frozen=True)
class _Found:
    """What a page's revisions are told with. `codes` lack what the reader may not see."""

    states: Mapping[tuple[str, str, int], State]
    codes: Mapping[_Link, str]
    names: Mapping[int, str]


def told(session: Session, rows: Sequence[Change], actor: Actor) -> list[ChangeRead]:
    """Return what each change did, in the order of `rows`."""
    states = {key: state for noun, some in _by_noun(rows).items() for key, state in _states(session, noun, some)}
    links = {_Link(_PROJECT, row.project_id) for row in rows if row.project_id is not None}
    for (noun, _, _), state in states.items():
        links |= set(_links(Base.metadata.tables[noun], state).values())
    names = _names(session, states.values()) if permits(actor, Action.PEOPLE_VIEW) else {}
    found = _Found(states, dict(_codes(session, links, actor)), names)
    return [_read(row, found) for row in rows]


def _by_noun(rows: Iterable[Change]) -> dict[str, list[Change]]:
    found: dict[str, list[Change]] = defaultdict(list)
    for row in rows:
        found[row.noun].append(row)
    return found


def _states(session: Session, noun: str, rows: Iterable[Change]) -> Iterator[tuple[tuple[str, str, int], State]]:
    """Yield the states that the changes made, and those before them."""
    table = Base.metadata.tables[noun]
    twin = twin_of(table)
    key = [twin.c[column.name] for column in table.primary_key]
    wanted = {(*_key_of(row), row.revision - before) for row in rows for before in (0, 1) if row.revision > before}
    columns = [column for column in twin.c if column.name not in _SILENT or column in set(key)]
    statement = select(*columns).where(tuple_(*key, twin.c.revision).in_(sorted(wanted)))
    for state in session.execute(statement).mappings():
        record = "-".join(str(state[column.name]) for column in table.primary_key)
        yield (noun, record, state["revision"]), dict(state)


def _key_of(row: Change) -> _Key:
    return tuple(map(int, row.record.split("-")))


def _links(table: Table, state: State) -> dict[str, _Link]:
    """Return where the columns of a row lead."""
    return {
        column.name: _Link(next(iter(column.foreign_keys)).column.table.name, state[column.name])
        for column in table.columns
        if column.foreign_keys and state[column.name] is not None
    }


def _codes(session: Session, links: Iterable[_Link], actor: Actor) -> Iterator[tuple[_Link, str]]:
    ids: dict[str, set[int]] = defaultdict(set)
    for link in links:
        ids[link.table].add(link.id)
    if not permits(actor, Action.ACCOUNTS_VIEW):
        ids.pop(_USER, None)
    for name in sorted(ids.keys() & _CODES.keys()):
        code = _CODES[name]
        for key, said in session.execute(select(code.class_.id, code).where(code.class_.id.in_(ids[name]))):
            yield _Link(name, key), said


def _names(session: Session, states: Iterable[State]) -> dict[int, str]:
    people = {state["revised_by_id"] for state in states} - {None}
    found = session.execute(select(User.id, User.name).where(User.id.in_(people))) if people else ()
    return {key: name for key, name in found}  # noqa: C416 (rows are no pairs to a type checker)


def _read(row: Change, found: _Found) -> ChangeRead:
    noun, table = Noun(row.noun), Base.metadata.tables[row.noun]
    after = found.states[row.noun, row.record, row.revision]
    before = found.states.get((row.noun, row.record, row.revision - 1))
    lived, lives = before is not None and not before["gone"], not after["gone"]
    code = after.get("code")
    subject, is_milestone = _subject(row, after, found)
    return ChangeRead(
        number=row.number,
        at=row.known_from,
        loaded_at=after["loaded_at"],
        replayed=row.known_from < after["loaded_at"],
        noun=noun,
        code=code,
        link=f"/api/v1/{_FOLDERS[noun]}/{code}" if lives and noun in _FOLDERS else None,
        project=None if row.project_id is None else found.codes.get(_Link(_PROJECT, row.project_id)),
        subject=subject,
        is_milestone=is_milestone,
        revision=row.revision,
        kind=_kind(lived=lived, lives=lives),
        fields=_differences(_said(table, before, found) if lived else {}, _said(table, after, found) if lives else {}),
        actor=found.names.get(after["revised_by_id"]),
        reason=after["revision_reason"],
        digest=row.digest,
    )


def _subject(row: Change, state: State, found: _Found) -> tuple[str | None, bool]:
    """Return the code of what the record is about, or is, and whether that is a milestone."""
    milestone = state["id"] if row.noun == Noun.MILESTONE else state.get("milestone_id")
    if milestone is not None:
        return (state["code"] if row.noun == Noun.MILESTONE else found.codes.get(_Link(_MILESTONE, milestone))), True
    return (None if row.project_id is None else found.codes.get(_Link(_PROJECT, row.project_id))), False


def _kind(*, lived: bool, lives: bool) -> ChangeKind:
    if not lives:
        return ChangeKind.REMOVED
    return ChangeKind.CHANGED if lived else ChangeKind.CREATED


def _differences(before: State, after: State) -> list[FieldChange]:
    names = [*after, *(name for name in before if name not in after)]
    pairs = ((name, before.get(name), after.get(name)) for name in names)
    return [FieldChange(name=name, old=old, new=new) for name, old, new in pairs if old != new]


def _said(table: Table, state: State | None, found: _Found) -> dict[str, Any]:
    """Return a state as it is told: codes for links, a deadline with its precision, nothing that is silent."""
    if state is None:
        return {}
    links = _links(table, state)
    said: dict[str, Any] = {}
    for column in table.columns:
        name, value = column.name, state.get(column.name)
        if name in _SILENT or (name in links and links[name] not in found.codes):
            continue
        if column.foreign_keys:
            said[name.removesuffix("_id")] = found.codes[links[name]] if name in links else None
        elif name.endswith("_on") and f"{name.removesuffix('_on')}_precision" in table.columns:
            said[name.removesuffix("_on")] = _deadline(value, state[f"{name.removesuffix('_on')}_precision"])
        elif not name.endswith("_precision"):
            said[name] = _plain(value)
    return said


def _deadline(on: Any, precision: str | None) -> DeadlineRead | None:
    return None if on is None else DeadlineRead(date=on, precision=DeadlinePrecision(precision or "day"))


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.astimezone(UTC) if isinstance(value, datetime) else value
