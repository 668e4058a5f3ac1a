"""What became of each row that a comparison has read, by the rules, with who did it, when and on which document."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.domain.history.comparing import (
    Change,
    ChangedNoun,
    ChangeKind,
    changes_of_measurement,
    changes_of_named,
    changes_of_obstacle,
    changes_of_quotation,
    changes_of_request,
    changes_of_work,
    reassignments,
)
from app.domain.history.states import (
    Days,
    Holding,
    MeasurementState,
    NamedState,
)
from app.domain.organisations.roles import AssignmentRole
from app.domain.organisations.validity import is_valid
from app.queries.history.sources import MILESTONE_FIELDS, PROJECT_FIELDS
from app.queries.history.states import obstacle_state, request_state, work_state
from app.queries.history.windows import Chain, Row


@dataclass(frozen=True)
class Subject:
    """What a change is told of; `project_id` is None outside projects."""

    noun: ChangedNoun
    code: str
    title: str
    project_id: int | None = None
    project: tuple[str, str] | None = None
    programme: str | None = None


@dataclass(frozen=True)
class Told:
    """A change and what is known of it; ids stand for people and documents until it is known who may read of them.

    `at` and `person_id` are None for what time alone did, `names` are those that codes before and after stand for.
    """

    subject: Subject
    change: Change
    at: datetime | None = None
    person_id: int | None = None
    reason: str | None = None
    document_id: int | None = None
    effective_on: date | None = None
    names: tuple[str | None, str | None] = (None, None)


_COLUMNS = {
    ChangeKind.PUBLISHED: ("published",),
    ChangeKind.HIDDEN: ("published",),
    ChangeKind.COMPLETED: ("status",),
    ChangeKind.MOVED: ("status",),
    ChangeKind.NO_LONGER_LATE: ("status", "deadline_on", "completed_on"),
    ChangeKind.RE_DATED: ("deadline_on", "deadline_precision"),
    ChangeKind.PROGRESSED: ("share_done",),
    ChangeKind.STAGED: ("stage",),
    ChangeKind.PLACED: ("programme_id",),
    ChangeKind.RENAMED: ("title",),
}


def told_of_projects(found: Iterable[Chain], days: Days, unseen_before: frozenset[int]) -> Iterator[Told]:
    """Tell of projects; of one that the reader could not see before, that it was published and no more."""
    for chain in found:
        row = chain.last
        subject = Subject(
            ChangedNoun.PROJECT,
            row["code"],
            row["project_title"] or row["title"],
            row["id"],
            (row["code"], row["project_title"] or row["title"]),
            row["programme_code"],
        )
        before, after = (work_state(side, PROJECT_FIELDS) for side in (chain.before, chain.after))
        changes = changes_of_work(before, after, days)
        if row["id"] in unseen_before:
            changes = [change for change in changes if change.kind is ChangeKind.PUBLISHED]
        for change in changes:
            names = tuple(side["place_title"] if side else None for side in (chain.before, chain.after))
            yield _of_work(chain, subject, change, (names[0], names[1]) if change.kind is ChangeKind.PLACED else None)


def told_of_milestones(found: Iterable[Chain], days: Days) -> Iterator[Told]:
    for chain in found:
        subject = _subject(chain.last, (chain.last["code"], chain.last["title"]))
        before, after = (work_state(side, MILESTONE_FIELDS) for side in (chain.before, chain.after))
        for change in changes_of_work(before, after, days):
            yield _of_work(chain, subject, change)


def told_of_assignments(found: Iterable[Chain], days: Days) -> Iterator[Told]:
    """Tell who came and went in each role; the document is that of who came, else of the one who went."""
    by_work: dict[tuple[object, object], list[Chain]] = defaultdict(list)
    for chain in found:
        by_work[chain.last["project_id"], chain.last["milestone_id"]].append(chain)
    for those in by_work.values():
        then = {_key(row): row for row in _holding(those, "before", days.before)}
        now = {_key(row): row for row in _holding(those, "after", days.after)}
        chain_of = {chain.last["id"]: chain for chain in those}
        for change in reassignments(map(_holder, then.values()), map(_holder, now.values())):
            row = _row_of(change, then, now)
            yield _known(chain_of[row["id"]], _subject(row, _step(row)), change, document_id=row["basis_document_id"])


def told_of_requests(found: Iterable[Chain]) -> Iterator[Told]:
    for chain in found:
        row = chain.last
        changes = changes_of_request(*(request_state(side) for side in (chain.before, chain.after)))
        for change in changes:
            is_new = change.kind is ChangeKind.EXTENSION_ASKED
            reason = row["reason"] if is_new else row["decision"]
            yield _known(chain, _subject(row, _step(row)), change, reason=reason, document_id=row["document_id"])


def told_of_obstacles(found: Iterable[Chain]) -> Iterator[Told]:
    for chain in found:
        row = chain.last
        for change in changes_of_obstacle(*(obstacle_state(side) for side in (chain.before, chain.after))):
            is_new = change.kind is ChangeKind.OBSTACLE_NAMED
            yield _known(chain, _subject(row, _step(row)), change, reason=row["description" if is_new else "clearing"])


def told_of_quotations(found: Iterable[Chain]) -> Iterator[Told]:
    for chain in found:
        words = [side["words"] if side else None for side in (chain.before, chain.after)]
        for change in changes_of_quotation(*words):
            yield _known(chain, _subject(chain.last, _step(chain.last)), change)


def told_of_named(noun: ChangedNoun, found: Iterable[Chain], ended: str | None = None) -> Iterator[Told]:
    """Tell of programmes, indicators or organisations; `ended` is the column that says since when one is no more."""
    name = "name" if noun is ChangedNoun.ORGANISATION else "title"
    for chain in found:
        states = (
            NamedState(side[name], side[ended] if ended else None) if side else None
            for side in (chain.before, chain.after)
        )
        row = chain.last
        is_programme = noun is ChangedNoun.PROGRAMME
        subject = Subject(noun, row["code"], row[name], programme=row["code"] if is_programme else None)
        for change in changes_of_named(*states):
            columns = (ended,) if change.kind is ChangeKind.ENDED and ended else (name,)
            yield _known(chain, subject, change, columns)


def told_of_measurements(found: Iterable[Chain]) -> Iterator[Told]:
    for chain in found:
        row = chain.last
        subject = Subject(ChangedNoun.INDICATOR, row["indicator_code"] or "", row["indicator_title"] or "")
        states = (
            MeasurementState(side["value"], side["year"]) if side else None for side in (chain.before, chain.after)
        )
        for change in changes_of_measurement(*states):
            yield _known(chain, subject, change, ("value", "year"))


def _of_work(
    chain: Chain, subject: Subject, change: Change, names: tuple[str | None, str | None] | None = None
) -> Told:
    if change.kind is ChangeKind.BECAME_LATE:
        return Told(subject, change)
    columns = (change.about,) if change.kind is ChangeKind.EDITED and change.about else _COLUMNS.get(change.kind, ())
    return _known(chain, subject, change, columns, names=names or (None, None))


def _known(
    chain: Chain,
    subject: Subject,
    change: Change,
    columns: Sequence[str] = (),
    **more: Any,
) -> Told:
    """Return the change with the revision that made it: of these columns, the latest one where none are named."""
    row = chain.changed_by(columns) if columns else None
    if change.kind is ChangeKind.ADDED:
        row = chain.rows[0]
    row = row or chain.last
    by = {"at": row["known_from"], "person_id": row["revised_by_id"], "reason": row["revision_reason"]}
    return Told(subject, change, **{**by, **{name: value for name, value in more.items() if value is not None}})


def _subject(row: Row, step: tuple[str, str] | None) -> Subject:
    project = (row["project_code"] or "", row["project_title"] or "")
    noun = ChangedNoun.PROJECT if step is None else ChangedNoun.MILESTONE
    return Subject(noun, *(step or project), row["of_project"], project, row["programme_code"])


def _step(row: Row) -> tuple[str, str] | None:
    return (row["milestone_code"], row["milestone_title"]) if row["milestone_code"] else None


def _holding(those: Iterable[Chain], side: str, on: date) -> Iterator[Row]:
    for chain in those:
        row: Row | None = getattr(chain, side)
        if row is not None and is_valid(row["from_on"], row["to_on"], on):
            yield row


_Key = tuple[int, str, str]
_key: Callable[[Row], _Key] = lambda row: (row["id"], row["role"], str(row["organisation_id"]))  # noqa: E731 (a name for a type)


def _holder(row: Row) -> Holding:
    return Holding(AssignmentRole(row["role"]), str(row["organisation_id"]), row["responsible"])


def _row_of(change: Change, then: dict[_Key, Row], now: dict[_Key, Row]) -> Row:
    """Return the row of who came, else of who went."""
    side, who = (now, change.after) if change.after is not None else (then, change.before)
    if change.kind is ChangeKind.RESPONSIBLE:
        side, who = now, None
    return next(
        row
        for (_, role, organisation), row in side.items()
        if role == change.about and (who in {None, organisation}) and (who or row["responsible"] == change.after)
    )
