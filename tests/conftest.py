"""Databases, sessions and clients: built once by the migrations, on both databases; a test leaves nothing behind."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import settings
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session, sessionmaker

from app.db.engine import make_engine, reading, writing
from app.db.once import forget
from app.main import create_app
from app.settings import ROOT, Settings
from tests.factories import Make
from tests.loading import Holding, load
from tests.postgres import postgres

NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
TODAY = date(2026, 11, 23)
DIALECTS = ("sqlite", "postgresql")
Sessions = Callable[[], AbstractContextManager[Session]]
Past = Callable[[datetime], AbstractContextManager[Session]]
CountQueries = Callable[[int], AbstractContextManager[None]]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="run at the full numbers")


def pytest_configure(config: pytest.Config) -> None:
    """Let property tests try the same cases on every run, ten times as many under --long; share one server."""
    if getattr(config.option, "numprocesses", None):
        share_server(config)
    gate = settings(derandomize=True, deadline=None, database=None)
    settings.register_profile("gate", gate)
    settings.register_profile("long", gate, max_examples=1000)
    settings.load_profile("long" if config.getoption("--long") else "gate")


def share_server(config: pytest.Config) -> None:
    """Start the one PostgreSQL server of all processes that are about to begin, so that each loads nothing anew."""
    server = ExitStack()
    os.environ["TEST_DATABASE_URL"] = server.enter_context(postgres())
    config.add_cleanup(server.close)


@pytest.fixture(scope="session")
def long(request: pytest.FixtureRequest) -> bool:
    """Whether the numbers are to be the full ones."""
    return bool(request.config.getoption("--long"))


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    with postgres() as url:
        yield url


@pytest.fixture(scope="session")
def empty_database(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Callable[[str, str], str]:
    """Return a function of (dialect, name) that makes an empty database and returns its address."""

    def make(dialect: str, name: str) -> str:
        if dialect == "sqlite":
            return f"sqlite:///{tmp_path_factory.mktemp(name) / 'test.db'}"
        server = str(request.getfixturevalue("postgres_url"))
        name = f"{name}_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
        engine = create_engine(server, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(f"DROP DATABASE IF EXISTS {name}"))
            connection.execute(text(f"CREATE DATABASE {name}"))
        engine.dispose()
        return make_url(server).set(database=name).render_as_string(hide_password=False)

    return make


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of this run share."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def new_database(empty_database: Callable[[str, str], str], run_folder: Path) -> Callable[[str, str], str]:
    """Return a function of (dialect, name) that makes a database of empty tables, and returns its address."""

    def make(dialect: str, name: str) -> str:
        url = empty_database(dialect, name)
        load(url, run_folder, Holding.TABLES)
        return url

    return make


@pytest.fixture(scope="session")
def loaded_database(empty_database: Callable[[str, str], str], run_folder: Path) -> Callable[..., str]:
    """Return a function of (dialect, name, demo) that makes a database with the seed, and returns its address."""

    def make(dialect: str, name: str, *, demo: bool) -> str:
        url = empty_database(dialect, name)
        load(url, run_folder, Holding.DEMONSTRATION if demo else Holding.SEED)
        return url

    return make


@pytest.fixture(scope="session", params=DIALECTS)
def engine(request: pytest.FixtureRequest, new_database: Callable[[str, str], str]) -> Iterator[Engine]:
    """An empty portfolio, made by the migrations, on each database."""
    engine = make_engine(new_database(request.param, "empty"))
    yield engine
    engine.dispose()


@pytest.fixture(scope="session", params=DIALECTS)
def seeded(request: pytest.FixtureRequest, loaded_database: Callable[..., str]) -> Iterator[Engine]:
    """The shipped seed and nothing else, on each database. Read only."""
    engine = make_engine(loaded_database(request.param, "seeded", demo=False))
    yield engine
    engine.dispose()


@pytest.fixture(scope="session", params=DIALECTS)
def stage(
    request: pytest.FixtureRequest, empty_database: Callable[[str, str], str], run_folder: Path
) -> Iterator[Engine]:
    """The shipped seed of a demonstration whose story is not told yet, on each database. Read only."""
    url = empty_database(request.param, "stage")
    load(url, run_folder, Holding.STAGE)
    engine = make_engine(url)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session", params=DIALECTS)
def demonstration(request: pytest.FixtureRequest, loaded_database: Callable[..., str]) -> Iterator[Engine]:
    """The shipped seed with its demonstration data, on each database. Read only."""
    engine = make_engine(loaded_database(request.param, "demonstration", demo=True))
    yield engine
    engine.dispose()


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    """A connection whose changes are undone when the test ends."""
    with engine.connect() as connection:
        transaction = connection.begin()
        yield connection
        transaction.rollback()


@pytest.fixture
def session(connection: Connection) -> Iterator[Session]:
    maker = writing_on(connection)
    with maker() as session:
        session.info["now"] = NOW
        yield session


def writing_on(connection: Connection) -> sessionmaker[Session]:
    """Return the maker of writing sessions inside the test's transaction."""
    maker = writing(connection.engine)
    maker.configure(bind=connection, join_transaction_mode="create_savepoint")
    return maker


@pytest.fixture
def make(session: Session) -> Make:
    return Make(session)


@pytest.fixture
def client(session: Session) -> Iterator[TestClient]:
    """A client of the application over the test's own session: what the test made, the client sees."""
    with application("reads", lambda: session_scope(session)) as app, TestClient(app) as client:
        yield client


@pytest.fixture
def writer(session: Session, connection: Connection) -> Iterator[TestClient]:
    """A client whose changes are seen by the test, and undone when it ends."""
    with application("writes", lambda: session_scope(session)) as app:
        app.state.writing = writing_on(connection)
        with TestClient(app, follow_redirects=False) as client:
            yield client


@contextmanager
def session_scope(session: Session) -> Iterator[Session]:
    session.flush()
    session.expunge_all()
    forget(session)
    yield session


@pytest.fixture
def seeded_client(seeded: Engine) -> Iterator[TestClient]:
    with application("seed", *reading_of(seeded)) as app, TestClient(app) as client:
        yield client


@pytest.fixture
def demonstration_client(demonstration: Engine) -> Iterator[TestClient]:
    with application("demonstration", *reading_of(demonstration)) as app, TestClient(app) as client:
        yield client


def reading_of(engine: Engine) -> tuple[Sessions, Past]:
    """Return the sessions that an application reads an engine by: today's, and those of a moment."""
    return reading(engine), lambda moment: reading(engine, moment)()


@contextmanager
def application(use: str, sessions: Sessions, past: Past | None = None) -> Iterator[FastAPI]:
    """Yield the process's application for one use; building one anew costs more than most tests take."""
    app = _built(use)
    app.state.reading, app.state.past = sessions, past
    yield app


@cache
def _built(use: str) -> FastAPI:
    del use
    return create_app(Settings(database_url="sqlite://", public_reading=True), now=lambda: NOW)


@pytest.fixture
def count_queries(engine: Engine) -> CountQueries:
    """Return a context manager that fails unless exactly so many statements were sent."""

    @contextmanager
    def counting(expected: int) -> Iterator[None]:
        seen: list[str] = []

        def note(*args: object) -> None:
            seen.append(str(args[2]))

        event.listen(engine, "before_cursor_execute", note)
        try:
            yield
        finally:
            event.remove(engine, "before_cursor_execute", note)
        assert len(seen) == expected, "\n\n".join(seen)

    return counting


@pytest.fixture(scope="session")
def seed_dir() -> Path:
    return ROOT / "seed"
