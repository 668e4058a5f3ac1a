"""A road that an agency leads, another helps with, and people of every role."""

from dataclasses import dataclass
from datetime import date

import pytest
from sqlalchemy.orm import Session

from app.domain.access.actor import Actor, Office, Role
from app.domain.organisations.roles import AssignmentRole
from app.domain.portfolio.statuses import MilestoneStatus
from app.models import Milestone, Project, User
from app.services.unit_of_work import UnitOfWork
from tests.conftest import NOW, TODAY
from tests.factories import Make


@dataclass(frozen=True)
class Scene:
    """`work("officer")` is a change by that person; the milestone is theirs to lead."""

    session: Session
    project: Project
    milestone: Milestone
    people: dict[str, tuple[User, frozenset[Office]]]

    def work(self, who: str, version: int | None = None) -> UnitOfWork:
        user, offices = self.people[who]
        self.session.info["now"] = NOW
        return UnitOfWork(self.session, Actor(user.id, user.name, offices), NOW, TODAY, version)


@pytest.fixture
def scene(session: Session, make: Make) -> Scene:
    lead, helper, office = (make.organisation(short_name=name) for name in ("Sở A", "Sở B", "UBND"))
    project = make.project(published=True)
    milestone = make.milestone(
        project=project, status=MilestoneStatus.IN_PROGRESS, deadline_on=date(2026, 12, 31), started_on=date(2026, 1, 5)
    )
    make.assignment(project=project, organisation=lead, role=AssignmentRole.LEAD)
    make.assignment(project=project, organisation=helper, role=AssignmentRole.COORDINATE)
    session.expire_all()
    held = {
        "officer": Office(Role.AGENCY, lead.id),
        "helper": Office(Role.AGENCY, helper.id),
        "planner": Office(Role.PLANNER, office.id),
        "second planner": Office(Role.PLANNER, office.id),
        "supervisor": Office(Role.SUPERVISOR, office.id),
        "monitor": Office(Role.MONITOR, office.id),
        "stranger": Office(Role.AGENCY, office.id),
    }
    people = {who: (make.user(name=who), frozenset({office})) for who, office in held.items()}
    return Scene(session, project, milestone, people)
