"""Where a resolution stands today, in one reading."""

from app.domain.results.achievement import Verdict
from app.domain.work.waiting import Waits
from app.schemas.paging import Read
from app.schemas.portfolio import MatrixRead, MilestoneRead, ProgrammeRead
from app.schemas.resolution import CoverageRead, ResolutionRead


class Undecided(Read):
    """How many projects nobody has decided something about."""

    without_lead: int
    without_deadline: int
    lacking: int


class Outside(Read):
    """The projects that are in no programme."""

    projects: int
    overdue: int
    lacking: int
    matrix: MatrixRead


class WaitingRead(Read):
    """How long claims wait `now`, and how long those waited that were confirmed `lately`, in ninety days."""

    now: Waits
    lately: Waits


class OverviewRead(Read):
    """`projects` and `matrix` count those outside the programmes too; `overdue` has the longest overdue first."""

    resolution: ResolutionRead
    coverage: CoverageRead
    projects: int
    overdue_projects: int
    undecided: Undecided
    matrix: MatrixRead
    programmes: list[ProgrammeRead]
    outside: Outside | None
    overdue: list[MilestoneRead]
    due_soon: list[MilestoneRead]
    verdicts: dict[Verdict, int]
    waiting: WaitingRead
