"""Where a resolution stands on a day: the same figures that its lists show, added up."""

from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from app.domain.organisations.roles import AssignmentRole
from app.domain.portfolio.matrix import Matrix
from app.domain.portfolio.timeliness import Timeliness
from app.models import Project, Resolution
from app.queries.portfolio.filters import NONE, assigned
from app.queries.portfolio.matrices import matrix_read, milestone_matrices
from app.queries.portfolio.milestones import milestone_page
from app.queries.portfolio.programmes import Tally, programme_page, tallies
from app.queries.resolution.coverage import coverage_read
from app.queries.resolution.passages import accounts_of, clauses_of, passages_of
from app.queries.results.indicators import verdict_counts
from app.queries.work.waiting import waiting
from app.schemas.overview import Outside, OverviewRead, Undecided
from app.schemas.parameters import MilestoneParameters, MilestoneSort, ProgrammeParameters
from app.schemas.portfolio import MilestoneRead
from app.schemas.resolution import ResolutionRead

_SHOWN = 10


def overview(session: Session, as_of: date) -> OverviewRead | None:
    """Return where the newest resolution stands; None while there is none."""
    resolution = session.scalar(select(Resolution).order_by(Resolution.id.desc()).limit(1))
    if resolution is None:
        return None
    mine = Project.resolution_id == resolution.id
    tally = tallies(session, mine, as_of)
    total = sum_of(tally)
    matrices = milestone_matrices(session, Project.programme_id, mine, as_of)
    accounts = accounts_of(resolution, clauses_of(session, resolution), passages_of(session, resolution))
    programmes = programme_page(session, ProgrammeParameters(resolution=[resolution.code], limit=200), as_of)
    return OverviewRead(
        resolution=ResolutionRead.model_validate(resolution),
        coverage=coverage_read(accounts),
        projects=total.projects,
        overdue_projects=total.overdue,
        undecided=_undecided(session, mine, total, as_of),
        matrix=matrix_read(sum(matrices.values(), Matrix())),
        programmes=programmes.rows,
        outside=_outside(tally.get(None), matrices.get(None)),
        overdue=_milestones(session, Timeliness.OVERDUE, as_of),
        due_soon=_milestones(session, Timeliness.DUE_SOON, as_of),
        verdicts=verdict_counts(session, as_of),
        waiting=waiting(session, as_of),
    )


def sum_of(parts: dict[int | None, Tally]) -> Tally:
    """Add the tallies up."""
    names = ("projects", "overdue", "lacking", "undated", "demo")
    return Tally(**{name: sum(getattr(part, name) for part in parts.values()) for name in names})


def _undecided(session: Session, which: ColumnElement[bool], total: Tally, as_of: date) -> Undecided:
    unled = select(func.count()).select_from(Project).where(which, assigned([NONE], AssignmentRole.LEAD, as_of))
    return Undecided(without_lead=session.scalar(unled) or 0, without_deadline=total.undated, lacking=total.lacking)


def _outside(tally: Tally | None, matrix: Matrix | None) -> Outside | None:
    if tally is None:
        return None
    table = matrix_read(matrix or Matrix())
    return Outside(projects=tally.projects, overdue=tally.overdue, lacking=tally.lacking, matrix=table)


def _milestones(session: Session, timeliness: Timeliness, as_of: date) -> list[MilestoneRead]:
    wanted = MilestoneParameters(timeliness=[timeliness], sort=MilestoneSort.DEADLINE, limit=_SHOWN)
    return milestone_page(session, wanted, as_of).rows
