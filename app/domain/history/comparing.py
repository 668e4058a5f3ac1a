"""What became of a record between two moments: its state then and its state now in, a list of changes out."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.domain.history.states import (
    Days,
    Holding,
    MeasurementState,
    NamedState,
    ObstacleState,
    RequestState,
    Value,
    WorkState,
)
from app.domain.organisations.roles import AssignmentRole
from app.domain.portfolio.statuses import MilestoneStatus
from app.domain.portfolio.timeliness import MilestoneFacts, Timeliness, judge
from app.domain.work.extensions import ExtensionStatus


class ChangeKind(StrEnum):
    """In the order in which a reader wants to know them."""

    ADDED = "added"
    REMOVED = "removed"
    PUBLISHED = "published"
    HIDDEN = "hidden"
    COMPLETED = "completed"
    MOVED = "moved"
    BECAME_LATE = "became_late"
    NO_LONGER_LATE = "no_longer_late"
    RE_DATED = "re_dated"
    EXTENSION_ASKED = "extension_asked"
    EXTENSION_REFUSED = "extension_refused"
    EXTENSION_WITHDRAWN = "extension_withdrawn"
    REASSIGNED = "reassigned"
    RESPONSIBLE = "responsible"
    OBSTACLE_NAMED = "obstacle_named"
    OBSTACLE_CLEARED = "obstacle_cleared"
    PROGRESSED = "progressed"
    STAGED = "staged"
    PLACED = "placed"
    RENAMED = "renamed"
    EDITED = "edited"
    QUOTED = "quoted"
    UNQUOTED = "unquoted"
    MEASURED = "measured"
    CORRECTED = "corrected"
    ENDED = "ended"


class ChangedNoun(StrEnum):
    """What a change is told of."""

    PROJECT = "project"
    MILESTONE = "milestone"
    PROGRAMME = "programme"
    INDICATOR = "indicator"
    ORGANISATION = "organisation"


@dataclass(frozen=True)
class Change:
    """One thing that is other than it was; None stands for nothing on that side.

    `about` names the role or the field where the kind does not. `times` says how often a deadline has been extended,
    None where it moved otherwise; `days` how late the completion was. `on` is the first day late.
    """

    kind: ChangeKind
    before: Value = None
    after: Value = None
    about: str | None = None
    times: int | None = None
    days: int | None = None
    on: date | None = None


def is_late(state: WorkState | None, on: date) -> bool:
    """Return whether the work is overdue by its own deadline on the day; what is not there is not late."""
    return state is not None and judge(_facts(state), on).timeliness is Timeliness.OVERDUE


def changes_of_work(before: WorkState | None, after: WorkState | None, days: Days) -> list[Change]:
    """Compare a project or a milestone. Those that became late, less those no longer late, is how many more are."""
    return [*_presence(before, after), *_conduct(before, after), *_lateness(before, after, days)]


def reassignments(before: Iterable[Holding], after: Iterable[Holding]) -> list[Change]:
    """Compare who answered for one piece of work with who does. A new lead takes the place of the one before."""
    then, now = list(before), list(after)
    found: list[Change] = []
    for role in AssignmentRole:
        gone, come = _one_sided(then, now, role), _one_sided(now, then, role)
        if role is AssignmentRole.LEAD:
            pairs = list(zip(gone, come, strict=False))
            found += [Change(ChangeKind.REASSIGNED, old, new, about=role) for old, new in pairs]
            gone, come = gone[len(pairs) :], come[len(pairs) :]
        found += [Change(ChangeKind.REASSIGNED, before=old, about=role) for old in gone]
        found += [Change(ChangeKind.REASSIGNED, after=new, about=role) for new in come]
    return found + _responsible(then, now)


def changes_of_request(before: RequestState | None, after: RequestState | None) -> list[Change]:
    """Compare a request for a later deadline. A granted one shows as the deadline that moved."""
    if after is None or (before is not None and before.status is after.status):
        return []
    kind = _REQUESTS.get(after.status)
    return [Change(kind, after=after.wanted)] if kind else []


def changes_of_obstacle(before: ObstacleState | None, after: ObstacleState | None) -> list[Change]:
    """Compare an obstacle; one that was named and cleared meanwhile shows as both."""
    if after is None:
        return []
    named = [Change(ChangeKind.OBSTACLE_NAMED, after=after.cause)] if before is None else []
    was_cleared = before is not None and before.is_cleared
    cleared = [Change(ChangeKind.OBSTACLE_CLEARED, after=after.cause)] if after.is_cleared and not was_cleared else []
    return named + cleared


def changes_of_quotation(before: str | None, after: str | None) -> list[Change]:
    """Compare the words that work stands on."""
    if before == after:
        return []
    gone = [Change(ChangeKind.UNQUOTED, before=before)] if before is not None else []
    return gone + ([Change(ChangeKind.QUOTED, after=after)] if after is not None else [])


def changes_of_measurement(before: MeasurementState | None, after: MeasurementState | None) -> list[Change]:
    """Compare a measured value; one that was taken back has nothing after."""
    if before == after:
        return []
    if before is None:
        return [Change(ChangeKind.MEASURED, after=after.value, about=str(after.year))] if after else []
    return [Change(ChangeKind.CORRECTED, before.value, after.value if after else None, about=str(before.year))]


def changes_of_named(before: NamedState | None, after: NamedState | None) -> list[Change]:
    """Compare an organisation, a programme or an indicator."""
    if before is None or after is None:
        return _coming(before.name if before else None, after.name if after else None)
    found = [Change(ChangeKind.RENAMED, before.name, after.name)] if before.name != after.name else []
    if before.ended_on != after.ended_on:
        found.append(Change(ChangeKind.ENDED, before.ended_on, after.ended_on))
    return found


_REQUESTS = {
    ExtensionStatus.ASKED: ChangeKind.EXTENSION_ASKED,
    ExtensionStatus.REFUSED: ChangeKind.EXTENSION_REFUSED,
    ExtensionStatus.WITHDRAWN: ChangeKind.EXTENSION_WITHDRAWN,
}
# What one compares field by field, with the kind it shows as.
_FIELDS = (
    (ChangeKind.PROGRESSED, "share_done"),
    (ChangeKind.STAGED, "stage"),
    (ChangeKind.PLACED, "programme"),
    (ChangeKind.RENAMED, "title"),
)


def _coming(before: str | None, after: str | None) -> list[Change]:
    if before is None and after is not None:
        return [Change(ChangeKind.ADDED, after=after)]
    return [Change(ChangeKind.REMOVED, before=before)] if before is not None and after is None else []


def _presence(before: WorkState | None, after: WorkState | None) -> list[Change]:
    if before is None or after is None:
        return _coming(before.title if before else None, after.title if after else None)
    if before.published == after.published:
        return []
    return [Change(ChangeKind.PUBLISHED if after.published else ChangeKind.HIDDEN)]


def _conduct(before: WorkState | None, after: WorkState | None) -> list[Change]:
    if after is None:
        return []
    if before is None:
        # What is entered as done is done all the same.
        return [_moved(None, after)] if after.status is MilestoneStatus.COMPLETED else []
    found = [_moved(before.status, after)] if before.status is not after.status else []
    if before.deadline != after.deadline:
        is_extended = after.times_extended > before.times_extended
        times = after.times_extended if is_extended else None
        found.append(Change(ChangeKind.RE_DATED, before.deadline, after.deadline, times=times))
    return [*found, *_edits(before, after)]


def _moved(before: MilestoneStatus | None, after: WorkState) -> Change:
    if after.status is MilestoneStatus.COMPLETED:
        return Change(ChangeKind.COMPLETED, before, after.status, days=_days_late(after))
    return Change(ChangeKind.MOVED, before, after.status)


def _edits(before: WorkState, after: WorkState) -> Iterator[Change]:
    for kind, name in _FIELDS:
        # That all of it is done, its completion says.
        if kind is ChangeKind.PROGRESSED and after.status is MilestoneStatus.COMPLETED:
            continue
        if getattr(before, name) != getattr(after, name):
            yield Change(kind, getattr(before, name), getattr(after, name))
    for name, value in after.others.items():
        if before.others.get(name) != value:
            yield Change(ChangeKind.EDITED, before.others.get(name), value, about=name)


def _lateness(before: WorkState | None, after: WorkState | None, days: Days) -> list[Change]:
    was, is_now = is_late(before, days.before), is_late(after, days.after)
    if was == is_now:
        return []
    if not is_now:
        return [Change(ChangeKind.NO_LONGER_LATE)]
    assert after is not None  # noqa: S101 (what is not there is not late)
    assert after.deadline is not None  # noqa: S101 (what has no deadline is not late)
    return [Change(ChangeKind.BECAME_LATE, on=after.deadline.on + timedelta(days=1))]


def _days_late(state: WorkState) -> int | None:
    """Return by how many days the product was late, None when it was not."""
    if state.completed_on is None:
        return None
    judged = judge(_facts(state), state.completed_on)
    return judged.days if judged.timeliness is Timeliness.COMPLETED_LATE else None


def _facts(state: WorkState) -> MilestoneFacts:
    return MilestoneFacts(
        status=state.status,
        deadline_on=state.deadline.on if state.deadline else None,
        completed_on=state.completed_on,
    )


def _one_sided(these: Iterable[Holding], those: Iterable[Holding], role: AssignmentRole) -> list[str]:
    """Return the organisations that have the role in `these` and not in `those`."""
    mine = Counter(each.organisation for each in these if each.role is role)
    mine.subtract(each.organisation for each in those if each.role is role)
    return sorted(mine.elements())


def _responsible(then: Iterable[Holding], now: Iterable[Holding]) -> list[Change]:
    before = {(each.role, each.organisation): each.responsible for each in then}
    return [
        Change(ChangeKind.RESPONSIBLE, before[each.role, each.organisation], each.responsible, about=each.role)
        for each in now
        if before.get((each.role, each.organisation), each.responsible) != each.responsible
    ]
