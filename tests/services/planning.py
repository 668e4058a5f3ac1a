"""What tests of planning have in common: a planner at work, and wishes that say the least."""

from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from app.domain.access.actor import Actor, Office, Role
from app.models import Clause
from app.schemas.assigning import BasisWish, BulkAssignment, NewAssignment
from app.schemas.planning import NewProject
from app.services.unit_of_work import UnitOfWork
from tests.conftest import NOW, TODAY
from tests.factories import Make

BASIS = BasisWish.model_validate(
    {"number": "12/QĐ-UBND", "issued_on": "2026-11-20", "issuer": "UBND thành phố", "title": "Phân công"}
)


def planner(session: Session, make: Make, version: int | None = None) -> UnitOfWork:
    return as_role(session, make, Role.PLANNER, version)


def as_role(session: Session, make: Make, role: Role, version: int | None = None) -> UnitOfWork:
    office = make.membership(role=role)
    actor = Actor(office.user.id, office.user.name, frozenset({Office(role, office.organisation.id)}))
    return UnitOfWork(session, actor, NOW, TODAY, version)


def at_version(work: UnitOfWork, version: int) -> UnitOfWork:
    return replace(work, version=version)


def new_project(clause: Clause, **said: Any) -> NewProject:
    wish = {
        "resolution": clause.resolution.code,
        "title": "Mở rộng đường Mậu Thân",
        "kind": "construction",
        "summary": "Mở rộng đường.",
        "quotations": [{"clause": clause.path, "words": clause.text}],
        **said,
    }
    return NewProject.model_validate(wish)


def one(organisation: str, **said: Any) -> NewAssignment:
    return NewAssignment.model_validate({"organisation": organisation, "role": "lead", "basis": BASIS, **said})


def many(*projects: str, **said: Any) -> BulkAssignment:
    return BulkAssignment.model_validate({"projects": list(projects), "basis": BASIS, **said})
