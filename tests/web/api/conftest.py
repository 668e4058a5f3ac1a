"""Clients of what is only read are built once a database: building one costs more than most answers."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from tests.conftest import application, reading_of


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
    with application(f"reads {engine.url}", *reading_of(engine)) as app, TestClient(app) as client:
        yield client
