"""What every route that changes something keeps to: once for each key, on the version that was read, by whoever may."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from fastapi import FastAPI
from httpx2 import Response
from sqlalchemy import delete, select
from starlette.testclient import TestClient

from app.domain.access.sign_in import TokenScope
from app.models import Installation, Organisation
from tests.web import office_routes
from tests.web.office import Office, cleared, sign_in

NAMES = "/api/v1/names"


@pytest.fixture
def office(kept_office: Office) -> Office:
    with kept_office.changing() as session:
        session.connection().execute(delete(Organisation).where(Organisation.code.startswith("ten-")))
    return cleared(kept_office)


def writing_app(office: Office) -> FastAPI:
    app = office.new_app()
    app.include_router(office_routes.router)
    return app


@pytest.fixture
def client(office: Office, naming_app: FastAPI) -> Iterator[TestClient]:
    with office.client(naming_app) as client:
        yield client


@pytest.fixture
def admin(office: Office) -> dict[str, str]:
    return office.token("admin")


def add(client: TestClient, who: dict[str, str], key: str | None = None, name: str = "Phòng Một") -> Response:
    return client.post(NAMES, json={"name": name}, headers=who if key is None else {**who, "Idempotency-Key": key})


def names(office: Office) -> list[str]:
    with office.changing() as session:
        added = select(Organisation.short_name).where(Organisation.code.startswith("ten-"))
        return sorted(session.scalars(added))


def changes(office: Office) -> int:
    with office.changing() as session:
        return session.scalars(select(Installation.change_number)).one()


def told(answer: Response) -> tuple[int, Any, str | None]:
    return answer.status_code, answer.json(), answer.headers.get("location")


def test_a_repeated_request_gets_the_same_answer_and_has_one_effect(
    office: Office, client: TestClient, admin: dict[str, str]
) -> None:
    first, again = add(client, admin, "k"), add(client, admin, "k")

    assert told(first) == told(again)
    assert (first.headers.get("idempotency-replayed"), again.headers["idempotency-replayed"]) == (None, "true")
    assert names(office) == ["Phòng Một"]


def test_without_a_key_a_repetition_is_another_request(
    office: Office, client: TestClient, admin: dict[str, str]
) -> None:
    add(client, admin)
    add(client, admin)

    assert names(office) == ["Phòng Một", "Phòng Một"]


def test_a_key_stands_for_one_body(office: Office, client: TestClient, admin: dict[str, str]) -> None:
    add(client, admin, "k")

    other = add(client, admin, "k", "Phòng Hai")

    assert (other.status_code, other.json()["type"]) == (422, "/problems/key-reused")
    assert names(office) == ["Phòng Một"]


def test_a_key_stands_for_one_file_even_of_the_same_length(client: TestClient, admin: dict[str, str]) -> None:
    keyed = {**admin, "Idempotency-Key": "k"}

    def send(content: bytes) -> int:
        files = {"file": ("a.txt", content)}
        boundary = {"Content-Type": "multipart/form-data; boundary=b"}
        return client.post(f"{NAMES}/files", files=files, headers={**keyed, **boundary}).status_code

    assert [send(b"one"), send(b"one"), send(b"two")] == [200, 200, 422]


def test_the_same_key_of_two_people_is_two_requests(office: Office, client: TestClient, admin: dict[str, str]) -> None:
    office_of_second = {"Idempotency-Key": "k", **office.token("planner")}

    first, second = add(client, admin, "k"), add(client, office_of_second, "k")

    # The planner may not do this at all: they do not get the admin's answer either.
    assert (first.status_code, second.status_code) == (201, 403)


def test_a_refusal_is_not_kept(office: Office, client: TestClient, admin: dict[str, str]) -> None:
    refused = client.post(NAMES, json={"nam": "x"}, headers={**admin, "Idempotency-Key": "k"})

    assert (refused.status_code, add(client, admin, "k").status_code) == (422, 201)
    assert names(office) == ["Phòng Một"]


def test_an_answer_is_kept_for_a_day(office: Office, client: TestClient) -> None:
    admin = office.token("admin", days=9)
    add(client, admin, "k")

    office.clock.pass_by(hours=25)

    assert "idempotency-replayed" not in add(client, admin, "k").headers
    assert len(names(office)) == 2


def test_a_key_is_known_after_a_restart(office: Office, client: TestClient, admin: dict[str, str]) -> None:
    first = add(client, admin, "k")

    with office.client(writing_app(office)) as after:
        again = add(after, admin, "k")

    assert told(first) == told(again)
    assert len(names(office)) == 1


def test_twenty_repetitions_at_once_have_one_effect(office: Office, client: TestClient, admin: dict[str, str]) -> None:
    before = changes(office)

    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda _: told(add(client, admin, "k")), range(20)))

    assert answers == [answers[0]] * 20
    assert answers[0][0] == 201
    assert (len(names(office)), changes(office)) == (1, before + 1)


def test_eight_people_signing_in_and_writing_at_once_all_get_through(office: Office) -> None:
    def work(number: int) -> list[int]:
        browser = TestClient(app, client=(f"10.0.1.{number}", 50000), follow_redirects=False)
        entered = sign_in(browser, "admin").status_code
        own = [add(browser, {}, name=f"Phòng {number}.{turn}").status_code for turn in range(3)]
        return [entered, *own]

    app = writing_app(office)
    with office.client(app), ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(work, range(8)))

    assert answers == [[303, 201, 201, 201]] * 8
    assert len(names(office)) == 24


def change(client: TestClient, who: dict[str, str], place: str, tag: str | None) -> int:
    headers = {
        name.encode(): value.encode("latin-1") for name, value in {**who, "If-Match": tag}.items() if value is not None
    }
    return client.put(place, json={"name": "Phòng"}, headers=headers).status_code


@pytest.mark.parametrize(
    ("tag", "status"),
    [
        (None, 428),
        ("", 412),
        ('"v1.abc"', 200),
        ('W/"v1.abc"', 200),
        ('"1"', 200),
        ('"v2.abc"', 412),
        ("*", 412),
        ("garbage", 412),
        ('"v"', 412),
        ('"v-1"', 412),
        ('"v1e1"', 412),
        ('"v' + "9" * 5000 + '"', 412),
        ('"v4294967297"', 412),
        ('"l.abc"', 412),
        ('"v²"', 412),
    ],
)
def test_a_change_names_the_version_it_was_decided_on(
    client: TestClient, admin: dict[str, str], tag: str | None, status: int
) -> None:
    place = add(client, admin).headers["location"]

    assert change(client, admin, place, tag) == status


def test_a_version_is_good_for_one_change(client: TestClient, admin: dict[str, str]) -> None:
    place = add(client, admin).headers["location"]

    assert [change(client, admin, place, '"v1.a"') for _ in range(2)] == [200, 412]


@pytest.mark.parametrize(
    ("login", "scope", "status"),
    [
        ("admin", TokenScope.WRITE, 201),
        ("admin", TokenScope.READ, 403),
        ("planner", TokenScope.WRITE, 403),
        ("account", TokenScope.WRITE, 403),
    ],
)
def test_a_change_needs_the_right_and_a_token_for_writing(
    office: Office, client: TestClient, login: str, scope: TokenScope, status: int
) -> None:
    before = changes(office)

    answer = add(client, office.token(login, scope))

    assert (answer.status_code, changes(office) - before) == (status, 1 if status == 201 else 0)


def test_nobody_changes_anything(client: TestClient) -> None:
    assert [add(client, who).status_code for who in ({}, {"Authorization": "Bearer x"}, {"Cookie": "trienkhai=x"})] == [
        401,
        401,
        401,
    ]
