"""Reading the interface: one address, one page's items, or a whole collection."""

from typing import Any

from fastapi.testclient import TestClient

Item = dict[str, Any]


def get(client: TestClient, path: str) -> Item:
    response = client.get(f"/api/v1/{path}")
    assert response.status_code == 200, response.text
    body: Item = response.json()
    return body


def items(client: TestClient, path: str) -> list[Item]:
    found: list[Item] = get(client, path)["items"]
    return found


def every(client: TestClient, noun: str, query: str = "") -> list[Item]:
    """Return all items by following `next`."""
    found: list[Item] = []
    address = f"/api/v1/{noun}?limit=200&{query}"
    while address:
        body = client.get(address).json()
        found, address = found + body["items"], body["next"]
    return found


def codes(client: TestClient, noun: str, query: str = "") -> list[str]:
    return [item["code"] for item in every(client, noun, query)]
