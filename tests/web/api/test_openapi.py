"""The interface describes itself: every operation, parameter and field says what it is for."""

from collections.abc import Iterator
from typing import Any

import pytest

from app.main import create_app
from app.schemas.parameters import ONCE
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
    silent = [
        name
        for name, operation in operations(described)
        if not operation.get("summary") or not operation.get("description")
    ]

    assert silent == []
    assert {name.split()[0] for name, _ in operations(described)} == {"get", "post", "patch", "put", "delete"}


def test_every_collection_and_record_is_described(described: Node) -> None:
    nouns = {path.split("/")[3].partition(":")[0] for path in described["paths"] if path.startswith("/api/v1/")}

    assert nouns == {
        "resolutions", "clauses", "programmes", "projects", "milestones", "organisations", "assignments",
        "indicators", "measurements", "documents", "search", "templates", "extensions",
        "users", "holidays", "obstacles", "explanations", "comments", "follows", "news", "successions",
        "changes", "history", "redactions", "comparison", "council-sessions", "recommendations",
        "investment-totals", "capital-plans", "disbursements", "money", "filings",
    }  # fmt: skip


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


def test_every_refusal_is_described_as_the_problem_it_is(described: Node) -> None:
    wanted = {"schema": {"$ref": "#/components/schemas/ProblemRead"}}
    refusals = [
        operation["responses"][status]["content"].get("application/problem+json")
        for _, operation in operations(described)
        for status in operation["responses"]
        if status not in {"200", "201", "204", "304"}
    ]

    assert len(refusals) > 40
    assert [content for content in refusals if content != wanted] == []


def test_what_takes_one_value_is_known_to_take_one(described: Node) -> None:
    single = {
        parameter["name"]
        for _, operation in operations(described)
        for parameter in operation.get("parameters", [])
        if parameter["in"] == "query" and parameter["schema"].get("type") != "array"
    }

    assert single == set(ONCE)
