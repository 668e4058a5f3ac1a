"""Every read and change of the interface, with good and bad input made from its own description."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from sqlalchemy import Engine

from app.domain.access.actor import Role
from tests.conftest import DIALECTS, application, reading_of
from tests.web.office import NewDatabase, Office, opened

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
def test_no_input_breaks_the_interface(demonstration: Engine, mode: GenerationMode, *, long: bool) -> None:
    with application("generated", *reading_of(demonstration)) as app:
        schema = schemathesis.openapi.from_asgi("/openapi.json", app)
        for result in schema.get_all_operations():
            assert isinstance(result, Ok)
            operation = result.ok()
            # What takes no parameters cannot be asked wrongly.
            if mode is GenerationMode.POSITIVE or operation.query:
                _check(operation.as_strategy(generation_mode=mode), examples=200 if long else 5)


def _check(strategy: st.SearchStrategy[Any], examples: int) -> None:
    @settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=strategy)
    def check(case: Any) -> None:
        case.call_and_validate(checks=CHECKS)

    check()


@pytest.fixture(scope="module", params=DIALECTS)
def office(request: pytest.FixtureRequest, new_database: NewDatabase) -> Iterator[Office]:
    office = opened(new_database(request.param, "generated"))
    yield office
    office.engine.dispose()


@pytest.mark.parametrize("login", [role.value for role in Role])
def test_no_change_that_somebody_asks_for_breaks_the_interface(office: Office, login: str, *, long: bool) -> None:
    schema = schemathesis.openapi.from_asgi("/openapi.json", office.app())
    headers = {**office.token(login), "If-Match": '"v1"'}
    changes = [
        result.ok()
        for result in schema.get_all_operations()
        if isinstance(result, Ok) and result.ok().method.upper() != "GET"
    ]

    for operation in changes:
        # What has no body cannot be filled in wrongly.
        for mode in GenerationMode if operation.body else [GenerationMode.POSITIVE]:
            _send(operation.as_strategy(generation_mode=mode), headers, 200 if long else 3)
    assert len(changes) > 15


def _send(strategy: st.SearchStrategy[Any], headers: dict[str, str], examples: int) -> None:
    @settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=strategy)
    def check(case: Any) -> None:
        case.call_and_validate(headers=headers, checks=[not_a_server_error])

    check()
