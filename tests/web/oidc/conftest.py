"""The identity provider, and an office that people come to from there; each module says in which databases."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from pytest_iam import Server
from starlette.testclient import TestClient

from app.web.clock import present
from tests.web.identity_provider import IdentityProvider, registered
from tests.web.office import Office, cleared


@pytest.fixture(scope="session")
def provider(iam_server: Server) -> IdentityProvider:
    return registered(iam_server)


@pytest.fixture(scope="module")
def app(kept: Office, provider: IdentityProvider) -> FastAPI:
    return provider.app(kept)


@pytest.fixture
def office(kept: Office) -> Office:
    office = cleared(kept)
    office.clock.now = present()
    return office


@pytest.fixture
def browser(office: Office, app: FastAPI) -> Iterator[TestClient]:
    with office.client(app) as browser:
        yield browser
