"""An office with people of every role, on each database, as it was opened before each test."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI

from tests.conftest import DIALECTS
from tests.web import office_routes
from tests.web.office import NewDatabase, Office, cleared, opened


@pytest.fixture(scope="session", params=DIALECTS)
def kept_office(request: pytest.FixtureRequest, new_database: NewDatabase) -> Iterator[Office]:
    office = opened(new_database(request.param, "people"))
    yield office
    office.engine.dispose()


@pytest.fixture(scope="session")
def naming_app(kept_office: Office) -> FastAPI:
    """The office's application with routes of the tests beside its own."""
    app = kept_office.new_app()
    app.include_router(office_routes.router)
    return app


@pytest.fixture
def office(kept_office: Office) -> Office:
    return cleared(kept_office)
