"""Two who save at the same moment: one is done, the others hear that somebody was faster, and nobody meets a crash."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from httpx2 import Response
from sqlalchemy import delete, select

from app.models import User
from tests.web.office import Office, cleared

AT_ONCE = 8


def together(ask: Callable[[int], Response]) -> list[int]:
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return sorted(answer.status_code for answer in pool.map(ask, range(AT_ONCE)))


def test_of_many_accounts_with_one_login_one_is_opened(office: Office) -> None:
    admin = office.token("admin")
    with office.client() as client:
        answers = together(
            lambda number: client.post(
                "/api/v1/users", json={"login": "trung.ten", "name": f"Người {number}"}, headers=admin
            )
        )

    with office.changing() as session:
        opened = session.scalars(select(User).where(User.login == "trung.ten")).all()
        session.execute(delete(User).where(User.login == "trung.ten"))
    assert (answers[0], set(answers[1:]) <= {409, 422}, len(opened)) == (201, True, 1)


def test_of_many_changes_of_one_version_one_is_made(office: Office) -> None:
    admin = office.token("admin")
    with office.client() as client:
        tag = client.get("/api/v1/users/account", headers=admin).headers["ETag"]
        answers = together(
            lambda number: client.patch(
                "/api/v1/users/account", json={"name": f"Tên {number}"}, headers={**admin, "If-Match": tag}
            )
        )

    cleared(office)
    assert (answers[0], set(answers[1:]) <= {409, 412}) == (200, True)


def test_a_form_that_collides_comes_back_with_what_was_typed(office: Office) -> None:
    with office.signed_in("admin") as client:
        page = client.get("/quan-tri/tai-khoan/account?lang=en").text
        version = page.partition('name="version" value="')[2].partition('"')[0]

        def save(number: int) -> Response:
            typed = {"version": version, "name": f"Người gõ {number}", "active": "true"}
            return client.post("/quan-tri/tai-khoan/account?lang=en", data=typed)

        with ThreadPoolExecutor(AT_ONCE) as pool:
            answers = list(pool.map(save, range(AT_ONCE)))

    kept = [f"Người gõ {number}" in answer.text for number, answer in enumerate(answers) if answer.status_code != 303]
    assert (len(kept), all(kept)) == (AT_ONCE - 1, True)
    assert {answer.status_code for answer in answers} <= {303, 409, 412}
