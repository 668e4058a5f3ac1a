"""Clients of what is only read are built once a database: building one costs more than most answers."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from app.db.engine import reading
from app.main import create_app
from app.settings import Settings
from tests.conftest import NOW


@pytest.fixture(scope="session")
def seeded_client(seeded: Engine) -> Iterator[TestClient]:
    with _reader(seeded) as client:
        yield client


@pytest.fixture(scope="session")
def demonstration_client(demonstration: Engine) -> Iterator[TestClient]:
    with _reader(demonstration) as client:
        yield client


@contextmanager
def _reader(engine: Engine) -> Iterator[TestClient]:
    app = create_app(Settings(database_url="sqlite://", public_reading=True), now=lambda: NOW)
    app.state.reading = reading(engine)
    app.state.past = lambda moment: reading(engine, moment)()
    with TestClient(app) as client:
        yield client
