"""A page costs as many statements for three hundred rows as for three."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from app.domain.deadlines import DeadlinePrecision
from app.domain.organisations.roles import AssignmentRole
from app.domain.results.targets import MeasurementKind
from app.models import Measurement, Project, StatusChange
from tests.conftest import NOW, TODAY
from tests.factories import Make

ADDRESSES = (
    "/api/v1/projects?limit=200",
    "/api/v1/milestones?limit=200",
    "/api/v1/programmes?limit=200",
    "/api/v1/organisations?limit=200",
    "/api/v1/assignments?limit=200",
    "/api/v1/successions?limit=200",
    "/api/v1/indicators?limit=200",
    "/api/v1/clauses?limit=200",
    "/api/v1/documents?limit=200",
    "/api/v1/measurements?limit=200",
    "/api/v1/search?q=du+an&limit=200",
    "/api/v1/money?limit=200",
    "/von?limit=200",
    "/du-an?limit=200",
    "/du-an?limit=200&timeliness=no_deadline&lead=none&lacking=true&q=du",
    "/moc?limit=200",
    "/chuong-trinh",
    "/co-quan?limit=200",
    "/chi-tieu?limit=200",
    "/tim?q=du+an",
    "/",
)
Counted = Callable[[str], int]


@pytest.fixture
def statements(engine: Engine, client: TestClient) -> Counted:
    """Return a function of an address that answers how many statements its page takes."""

    def count(address: str) -> int:
        with _noting(engine) as seen:
            assert client.get(address).status_code == 200
        return len(seen)

    return count


@contextmanager
def _noting(engine: Engine) -> Iterator[list[str]]:
    seen: list[str] = []

    def note(*event_values: object) -> None:
        seen.append(str(event_values[2]))

    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)


def test_the_number_of_statements_does_not_grow(session: Session, make: Make, statements: Counted) -> None:
    _populate(session, make, 3)
    few = {address: statements(address) for address in ADDRESSES}

    _populate(session, make, 297)

    assert {address: statements(address) for address in ADDRESSES} == few


def test_a_record_takes_no_more_statements_when_much_hangs_on_it(
    session: Session, make: Make, statements: Counted
) -> None:
    busy = make.project(code="busy").id
    below = ("/milestones?limit=200", "/history?limit=200")
    addresses = ["/du-an/busy", "/api/v1/projects/busy", *(f"/api/v1/projects/busy{path}" for path in below)]
    _burden(session, make, busy, 3)
    few = {address: statements(address) for address in addresses}

    _burden(session, make, busy, 57)

    assert {address: statements(address) for address in addresses} == few


def _burden(session: Session, make: Make, busy: int, rows: int) -> None:
    """Give the project so many more milestones, each with an owner and a history."""
    project = session.get_one(Project, busy)
    for _ in range(rows):
        milestone = make.milestone(project=project)
        make.assignment(project=project, role=AssignmentRole.COORDINATE)
        session.add(_change(milestone.id))
    session.flush()


def _populate(session: Session, make: Make, rows: int) -> None:
    """Add so many of each, no two of which share an organisation; every lead has ended and has a successor."""
    resolution = make.resolution()
    for _ in range(rows):
        programme = make.programme(clause=make.clause(resolution=resolution))
        project = make.project(programme=programme)
        milestone = make.milestone(project=project, deadline_on=TODAY, deadline_precision=DeadlinePrecision.DAY)
        ended = make.organisation(valid_to=TODAY)
        make.succession(predecessor=ended)
        make.assignment(project=project, organisation=ended)
        make.assignment(project=project, role=AssignmentRole.COORDINATE)
        indicator = make.indicator(resolution=resolution)
        session.add(_measurement(indicator.id))
        session.add(_change(milestone.id))
        make.document()
    session.flush()


def _measurement(indicator_id: int) -> Measurement:
    return Measurement(
        indicator_id=indicator_id,
        kind=MeasurementKind.LEVEL,
        year=2024,
        as_of=TODAY,
        value=90,
        scope="quận",
        series_break=False,
        source="số liệu",
        provisional=False,
        demo=False,
    )


def _change(milestone_id: int) -> StatusChange:
    return StatusChange(
        milestone_id=milestone_id,
        to_status="in_progress",
        effective_on=TODAY,
        recorded_at=NOW,
        actor="Sở Xây dựng",
        reason="",
        demo=False,
    )
