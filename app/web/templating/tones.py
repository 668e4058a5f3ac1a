"""In which of six tones a state is shown. Colour never speaks alone: words and a sign always stand with it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from app.domain.messages import msgid
from app.domain.portfolio.statuses import MilestoneStatus, ProjectStatus
from app.domain.portfolio.timeliness import Timeliness
from app.domain.results.achievement import Verdict


class Tone(StrEnum):
    DONE = "done"
    TRACK = "track"
    SOON = "soon"
    LATE = "late"
    WAIT = "wait"
    IDLE = "idle"


@dataclass(frozen=True)
class Part:
    """One part of a segmented bar; `words` is a msgid, `cell` the part's name for links."""

    tone: Tone
    count: int
    words: str
    cell: str


class Cells(Protocol):
    """The official table of completion by timeliness, from the rules or from a read."""

    @property
    def completed_on_time(self) -> int: ...
    @property
    def completed_late(self) -> int: ...
    @property
    def completed_without_deadline(self) -> int: ...
    @property
    def open_in_time(self) -> int: ...
    @property
    def open_overdue(self) -> int: ...
    @property
    def open_without_deadline(self) -> int: ...
    @property
    def suspended(self) -> int: ...


_BY_TIMELINESS = {
    Timeliness.NO_DEADLINE: Tone.IDLE,
    Timeliness.NOT_YET_DUE: Tone.IDLE,
    Timeliness.ON_TRACK: Tone.TRACK,
    Timeliness.DUE_SOON: Tone.SOON,
    Timeliness.OVERDUE: Tone.LATE,
    Timeliness.COMPLETED_ON_TIME: Tone.DONE,
    Timeliness.COMPLETED_LATE: Tone.DONE,
    Timeliness.SUSPENDED: Tone.IDLE,
    Timeliness.CANCELLED: Tone.IDLE,
}
_BY_VERDICT = {
    Verdict.MET: Tone.DONE,
    Verdict.EXCEEDED: Tone.DONE,
    Verdict.NOT_MET: Tone.LATE,
    Verdict.ON_COURSE: Tone.TRACK,
    Verdict.AT_RISK: Tone.SOON,
    Verdict.FOLLOWED: Tone.TRACK,
    Verdict.NOT_YET_ASSESSABLE: Tone.IDLE,
}


def tone_of(status: MilestoneStatus | ProjectStatus, timeliness: Timeliness) -> Tone:
    """Return the tone of a record. A claim speaks of its waiting unless its product was late."""
    if status.value == MilestoneStatus.COMPLETED.value:
        return Tone.DONE
    is_claimed = status.value == MilestoneStatus.AWAITING_CONFIRMATION.value
    return Tone.WAIT if is_claimed and timeliness is not Timeliness.OVERDUE else _BY_TIMELINESS[timeliness]


def timeliness_tone(timeliness: Timeliness) -> Tone:
    return _BY_TIMELINESS[timeliness]


def verdict_tone(verdict: Verdict) -> Tone:
    return _BY_VERDICT[verdict]


def matrix_parts(cells: Cells) -> tuple[Part, ...]:
    """Return the parts of a bar that add up to all but the cancelled, empty ones left out."""
    completed = cells.completed_on_time + cells.completed_late + cells.completed_without_deadline
    parts = (
        Part(Tone.DONE, completed, msgid("completed"), "completed"),
        Part(Tone.TRACK, cells.open_in_time, msgid("in time"), "open_in_time"),
        Part(Tone.LATE, cells.open_overdue, msgid("overdue"), "open_overdue"),
        Part(Tone.IDLE, cells.open_without_deadline, msgid("without a deadline"), "open_without_deadline"),
        Part(Tone.IDLE, cells.suspended, msgid("suspended"), "suspended"),
    )
    return tuple(part for part in parts if part.count)
