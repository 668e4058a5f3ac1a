"""The official table of completion by timeliness, with the two ratios that reports publish."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum

from app.domain.portfolio.statuses import MilestoneStatus, ProjectStatus
from app.domain.portfolio.timeliness import Timeliness


class Cell(StrEnum):
    COMPLETED_ON_TIME = "completed_on_time"
    COMPLETED_LATE = "completed_late"
    OPEN_IN_TIME = "open_in_time"
    OPEN_OVERDUE = "open_overdue"
    COMPLETED_WITHOUT_DEADLINE = "completed_without_deadline"
    OPEN_WITHOUT_DEADLINE = "open_without_deadline"
    SUSPENDED = "suspended"
    CANCELLED = "cancelled"


_CELLS = {
    Timeliness.NOT_YET_DUE: Cell.OPEN_IN_TIME,
    Timeliness.ON_TRACK: Cell.OPEN_IN_TIME,
    Timeliness.DUE_SOON: Cell.OPEN_IN_TIME,
    Timeliness.OVERDUE: Cell.OPEN_OVERDUE,
    Timeliness.COMPLETED_ON_TIME: Cell.COMPLETED_ON_TIME,
    Timeliness.COMPLETED_LATE: Cell.COMPLETED_LATE,
    Timeliness.SUSPENDED: Cell.SUSPENDED,
    Timeliness.CANCELLED: Cell.CANCELLED,
}


@dataclass(frozen=True)
class Ratio:
    """A share that always carries what it is a share of."""

    numerator: int
    denominator: int

    @property
    def share(self) -> float | None:
        """From 0 to 1; None where there is nothing to share."""
        return self.numerator / self.denominator if self.denominator else None


@dataclass(frozen=True)
class Matrix:
    """How many records stand in each cell; every record stands in exactly one."""

    completed_on_time: int = 0
    completed_late: int = 0
    open_in_time: int = 0
    open_overdue: int = 0
    completed_without_deadline: int = 0
    open_without_deadline: int = 0
    suspended: int = 0
    cancelled: int = 0

    @classmethod
    def of(cls, cells: Iterable[Cell]) -> "Matrix":
        return cls.from_counts(Counter(cells))

    @classmethod
    def from_counts(cls, counts: Mapping[Cell, int]) -> "Matrix":
        return cls(**{cell.value: count for cell, count in counts.items()})

    def __add__(self, other: "Matrix") -> "Matrix":
        theirs = asdict(other)
        return Matrix(**{cell: count + theirs[cell] for cell, count in asdict(self).items()})

    @property
    def total(self) -> int:
        return sum(asdict(self).values())

    @property
    def total_without_cancelled(self) -> int:
        """The total that reports publish: what is cancelled leaves every denominator."""
        return self.total - self.cancelled

    @property
    def due(self) -> int:
        """What had to be done by now: all that was completed against a deadline, and what is open past one.

        Source: báo cáo 1270/BC-TCTTTg (2017), whose 98,62 % are 16.051 completed of 16.051 completed + 223 overdue.
        """
        return self.completed_on_time + self.completed_late + self.open_overdue

    @property
    def on_time_ratio(self) -> Ratio:
        """Tỷ lệ hoàn thành đúng hạn: completed on time, of what was due."""
        return Ratio(self.completed_on_time, self.due)

    @property
    def overdue_ratio(self) -> Ratio:
        """Tỷ lệ quá hạn: open past the deadline, of what was due."""
        return Ratio(self.open_overdue, self.due)


def cell_of(status: MilestoneStatus | ProjectStatus, timeliness: Timeliness) -> Cell:
    """Return the one cell a record stands in. Only without a deadline does the status add to the timeliness."""
    if timeliness is not Timeliness.NO_DEADLINE:
        return _CELLS[timeliness]
    is_completed = status.value == MilestoneStatus.COMPLETED.value
    return Cell.COMPLETED_WITHOUT_DEADLINE if is_completed else Cell.OPEN_WITHOUT_DEADLINE
