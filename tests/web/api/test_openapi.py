"""The interface describes itself: every operation, parameter and field says what it is for."""

from collections.abc import Iterator
from typing import Any

import pytest

from app.main import create_app
from app.settings import Settings

Node = dict[str, Any]


@pytest.fixture(scope="module")
def described() -> Node:
    return create_app(Settings(database_url="sqlite://")).openapi()


def operations(described: Node) -> Iterator[tuple[str, Node]]:
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            yield f"{method} {path}", operation


def test_the_version_is_3_1(described: Node) -> None:
    assert described["openapi"].startswith("3.1")


def test_every_operation_says_what_it_does(described: Node) -> None:
    silent = [name for name, operation in operations(described) if not operation.get("description")]

    assert silent == []
    assert {name.split()[0] for name, _ in operations(described)} == {"get"}


def test_every_parameter_says_what_it_takes(described: Node) -> None:
    silent = [
        f"{name}: {parameter['name']}"
        for name, operation in operations(described)
        for parameter in operation.get("parameters", [])
        if not _is_described(parameter) and not _is_described(parameter["schema"])
    ]

    assert silent == []


def test_every_field_says_what_it_holds(described: Node) -> None:
    silent = [
        f"{name}.{field}"
        for name, schema in described["components"]["schemas"].items()
        for field, content in schema.get("properties", {}).items()
        if not _is_described(content)
    ]

    assert silent == []


def _is_described(node: Node) -> bool:
    return bool(node.get("description") or node.get("examples") or "$ref" in node)
