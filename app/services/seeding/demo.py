"""Replays the demonstration story on a seeded database, each step with the clock of its day."""

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.orm import Session

from app.models import CouncilSession, Measurement
from app.queries.history.since import SESSION_PREFIX
from app.schemas.demo import (
    DemoCapital,
    DemoCouncilSession,
    DemoCouncilSessions,
    DemoMeasurement,
    DemoMeasurements,
    DemoProjects,
    DemoRecommendations,
)
from app.services.seeding.capital import demo_capital
from app.services.seeding.files import read_record
from app.services.seeding.lookup import found
from app.services.seeding.recommending import recommending
from app.services.seeding.stage import Stage, open_stage
from app.services.seeding.steps import Step, replay
from app.services.seeding.story import steps_of
from app.services.series import next_code


def load_demo(session: Session, directory: Path) -> None:
    """Add the illustrative schedule, history and measurements. Raises SeedError with the record at fault."""
    stage = open_stage(session)
    replay(session, _steps(stage, directory))
    session.flush()


def _steps(stage: Stage, directory: Path) -> Iterator[Step]:
    for path in sorted((directory / "projects").glob("*.toml")):
        for story in read_record(path, DemoProjects).project:
            yield from steps_of(stage, story)
    for measurement in read_record(directory / "measurements.toml", DemoMeasurements).measurement:
        yield _measured(stage, measurement)
    yield from demo_capital(stage, read_record(directory / "capital.toml", DemoCapital))
    for held in read_record(directory / "council_sessions.toml", DemoCouncilSessions).council_session:
        yield _held(stage, held)
    for wish in read_record(directory / "recommendations.toml", DemoRecommendations).recommendation:
        yield from recommending(stage, wish)


def _measured(stage: Stage, wish: DemoMeasurement) -> Step:
    indicator = found(stage.indicators, wish.indicator, "demo measurement", "indicator")

    def act() -> None:
        row = Measurement(**wish.model_dump(exclude={"indicator"}), indicator_id=indicator.id, demo=True)
        stage.session.add(row)

    return Step(wish.as_of, act)


def _held(stage: Stage, wish: DemoCouncilSession) -> Step:
    def act() -> None:
        code = next_code(stage.session, SESSION_PREFIX)
        stage.session.add(CouncilSession(**wish.model_dump(), code=code, source=None, demo=True))

    return Step(wish.held_to, act)
