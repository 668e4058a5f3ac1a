"""Who has filed the progress of a reporting period, by who leads; a report belongs to the period of its own day."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import Subquery, func, select
from sqlalchemy.orm import Session

from app.domain.calendar import OFFICE_ZONE
from app.domain.organisations.roles import AssignmentRole
from app.domain.periods import Period, PeriodLength, parse_period, period_containing
from app.domain.portfolio.statuses import OPEN_STATUSES
from app.domain.work.filing import Filing, filing_of
from app.models import Assignment, Milestone, Organisation, ProgressReport, Project
from app.queries.organisations.assignments import organisation_ref
from app.queries.organisations.holding import holds_on
from app.queries.paging import Page, Sort, page_of, slice_of
from app.schemas.filing import FilingParameters, FilingRead, UnfiledRead
from app.schemas.portfolio import ProjectRef

_SHOWN = 200


@dataclass(frozen=True)
class Round:
    """One period that leads report on, with the last day in time, as seen on a day."""

    period: Period
    due_on: date
    as_of: date

    @property
    def looked_at(self) -> date:
        """Return the day whose leads answer: the period's last, or the present one while it lasts."""
        return min(self.period.last, self.as_of)


def round_of(said: str | None, closes_on: int, days: int, as_of: date) -> Round:
    """Return the round of the period that is said, of the last month that has closed where none is.

    `days` are how many more calendar days leads have to file. Raises ValueError for what names no period.
    """
    present = period_containing(as_of, PeriodLength.MONTH, closes_on)
    closed = period_containing(present.first - timedelta(days=1), PeriodLength.MONTH, closes_on)
    period = parse_period(said, closes_on) if said else closed
    return Round(period, period.last + timedelta(days=days), as_of)


def filing_page(session: Session, wanted: FilingParameters, asked: Round) -> Page[FilingRead]:
    """Return one page of those who lead open projects, with what they have filed."""
    led = _led(asked)
    leads = select(Organisation).where(Organisation.id.in_(select(led.c.organisation_id)))
    sort = Sort(Organisation.sort_key, Organisation.id)
    page = page_of(session, leads, sort, slice_of(wanted, str(asked.period)))
    counts = _counts(session, page.rows, led, asked)
    unfiled = _unfiled(session, page.rows, led, asked)
    return page.mapped(lambda row: _read(row, counts[row.id], unfiled[row.id], asked))


def _led(asked: Round) -> Subquery:
    """Return who leads which open project, and when something was first filed on it for the period."""
    period = asked.period
    filed = (
        select(Milestone.project_id, func.min(ProgressReport.recorded_at).label("at"))
        .join(Milestone, ProgressReport.milestone_id == Milestone.id)
        .where(ProgressReport.effective_on.between(period.first, period.last))
        .group_by(Milestone.project_id)
        .subquery()
    )
    return (
        select(Assignment.organisation_id, Assignment.project_id, filed.c.at)
        .join(Project, Project.id == Assignment.project_id)
        .outerjoin(filed, filed.c.project_id == Assignment.project_id)
        .where(
            Assignment.role == AssignmentRole.LEAD,
            holds_on(asked.looked_at),
            Project.status.in_([status.value for status in OPEN_STATUSES]),
        )
        .subquery()
    )


def _counts(session: Session, rows: Sequence[Organisation], led: Subquery, asked: Round) -> dict[int, tuple[int, ...]]:
    """Return, by organisation, how many projects it leads, and on how many it filed in time and late."""
    in_time = led.c.at < _end_of(asked.due_on)
    sums = (func.count(), func.count().filter(in_time), func.count().filter(~in_time))
    counted = select(led.c.organisation_id, *sums).where(led.c.organisation_id.in_([row.id for row in rows]))
    return {of: tuple(counts) for of, *counts in session.execute(counted.group_by(led.c.organisation_id))}


def _unfiled(
    session: Session, rows: Sequence[Organisation], led: Subquery, asked: Round
) -> defaultdict[int, list[UnfiledRead]]:
    wanted = (
        select(led.c.organisation_id, Project.code, Project.title)
        .join(led, led.c.project_id == Project.id)
        .where(led.c.at.is_(None), led.c.organisation_id.in_([row.id for row in rows]))
        .order_by(Project.code)
        .limit(_SHOWN)
    )
    state = filing_of(None, asked.due_on, asked.as_of)
    found: defaultdict[int, list[UnfiledRead]] = defaultdict(list)
    for of, code, title in session.execute(wanted):
        found[of].append(UnfiledRead(project=ProjectRef(code=code, title=title), filing=state))
    return found


def _read(row: Organisation, counts: tuple[int, ...], unfiled: list[UnfiledRead], asked: Round) -> FilingRead:
    projects, in_time, late = counts
    missing = projects - in_time - late
    is_due = filing_of(None, asked.due_on, asked.as_of) is Filing.SILENT
    return FilingRead(
        organisation=organisation_ref(row, asked.as_of),
        period_from=asked.period.first,
        period_to=asked.period.last,
        due_on=asked.due_on,
        projects=projects,
        in_time=in_time,
        late=late,
        awaited=0 if is_due else missing,
        silent=missing if is_due else 0,
        unfiled=unfiled,
    )


def _end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), OFFICE_ZONE)
