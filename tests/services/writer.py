"""A program that writes through the services until it is killed: what a test of killing starts."""

from datetime import date, timedelta
from itertools import count
from multiprocessing.connection import Connection
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db.engine import at, make_engine, writing
from app.domain.access.actor import Actor, Office, Role
from app.domain.calendar import HolidayKind
from app.domain.work.kinds import WorkKind
from app.models import Holiday
from app.schemas.calendar import NewHoliday
from app.schemas.conversation import NewComment
from app.schemas.planning import MilestoneChange, NewMilestone
from app.schemas.work import NewReport
from app.services.organisations.holidays import add_holiday, remove_holiday
from app.services.portfolio.milestones import add_milestone, edit_milestone
from app.services.unit_of_work import UnitOfWork
from app.services.work.conversation import add_comment
from app.services.work.reports import report_progress
from tests.factories import NOW

TODAY, WEEKDAY = NOW.date(), date(2030, 1, 7)


class Stage(NamedTuple):
    """What is written to; its milestone is underway."""

    project: str
    milestone: str
    user_id: int
    organisation_id: int


def write_until_killed(url: str, stage: Stage, begin: int, told: Connection) -> None:
    """Make one change after the other, the first of the kind that `begin` counts to; tell of each commit."""
    sessions = writing(make_engine(url))
    for number in count(begin):
        write = _WRITES[number % len(_WRITES)]
        with sessions.begin() as session:
            write(_work(session, stage, number), stage)
        told.send(number)


def _work(session: Session, stage: Stage, number: int) -> UnitOfWork:
    offices = frozenset(Office(role, stage.organisation_id) for role in (Role.PLANNER, Role.ADMIN))
    now = NOW + timedelta(seconds=number)
    return UnitOfWork(at(session, now), Actor(stage.user_id, "Kế hoạch", offices), now, TODAY)


def _rename(work: UnitOfWork, stage: Stage) -> None:
    edit_milestone(work, stage.milestone, MilestoneChange(title=f"Mốc vào lúc {work.now}"))


def _report(work: UnitOfWork, stage: Stage) -> None:
    report_progress(work, stage.milestone, NewReport(share_done=0.5, done="Đã đo đạc"))


def _comment(work: UnitOfWork, stage: Stage) -> None:
    add_comment(work, WorkKind.PROJECT, stage.project, NewComment(body="Đã họp."))


def _link(work: UnitOfWork, stage: Stage) -> None:
    """Add a milestone that comes after the first one, and a day off, in one change."""
    added = add_milestone(work, stage.project, NewMilestone(title="Bước sau"))
    edit_milestone(work, added.code, MilestoneChange(predecessors=[stage.milestone]))
    day = WEEKDAY + timedelta(weeks=added.number)
    add_holiday(work, NewHoliday(day=day, name="Nghỉ", kind=HolidayKind.HOLIDAY, source="Thông báo"))


def _take_away(work: UnitOfWork, stage: Stage) -> None:
    del stage
    for day in work.session.scalars(select(Holiday.day)).all():
        remove_holiday(work, day)


_WRITES = (_rename, _report, _comment, _link, _take_away)
