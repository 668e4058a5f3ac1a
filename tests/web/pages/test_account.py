"""One's own account: the password, the devices, the tokens."""

import re
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from app.models import IdempotencyRecord
from tests.web.office import PASSWORD, Office

NEW = "một câu ngắn dễ nhớ"


@pytest.fixture
def officer(office: Office) -> Iterator[TestClient]:
    with office.signed_in("agency") as client:
        yield client


def test_the_page_is_ones_own(office: Office, officer: TestClient) -> None:
    mine = officer.get("/tai-khoan?lang=en")
    with office.client() as nobody:
        theirs = nobody.get("/tai-khoan")

    assert (mine.status_code, "this device" in mine.text, "Agency officer" in mine.text) == (200, True, True)
    assert (theirs.status_code, theirs.headers["location"]) == (303, "/dang-nhap?next=%2Ftai-khoan")


def test_a_new_password_needs_the_present_one_and_to_be_hard_to_guess(officer: TestClient) -> None:
    wrong = officer.post("/tai-khoan/mat-khau?lang=en", data={"password": "khác", "new_password": NEW})
    easy = officer.post("/tai-khoan/mat-khau?lang=en", data={"password": PASSWORD, "new_password": "matkhau123"})
    right = officer.post("/tai-khoan/mat-khau", data={"password": PASSWORD, "new_password": NEW})

    assert (wrong.status_code, "This is not your present password." in wrong.text) == (422, True)
    assert (easy.status_code, PASSWORD in easy.text) == (422, False)
    assert (right.status_code, right.headers["location"]) == (303, "/tai-khoan")


def test_a_new_password_signs_every_other_device_out(office: Office, officer: TestClient) -> None:
    with office.signed_in("agency") as other:
        officer.post("/tai-khoan/mat-khau", data={"password": PASSWORD, "new_password": NEW})

        assert (officer.get("/tai-khoan").status_code, other.get("/tai-khoan").status_code) == (200, 303)


def test_one_device_or_all_others_are_signed_out(office: Office, officer: TestClient) -> None:
    with office.signed_in("agency") as second, office.signed_in("agency") as third:
        ends = re.findall(r'action="(/tai-khoan/thiet-bi/\d+)"', officer.get("/tai-khoan").text)
        officer.post(ends[0])
        after_one = [client.get("/tai-khoan").status_code for client in (second, third)]
        officer.post("/tai-khoan/thiet-bi-khac")

        assert (len(ends), sorted(after_one)) == (2, [200, 303])
        assert [client.get("/tai-khoan").status_code for client in (officer, second, third)] == [200, 303, 303]


def test_nobody_ends_the_sign_in_of_somebody_else(office: Office, officer: TestClient) -> None:
    with office.client() as planner:
        planner.post("/dang-nhap", data={"login": "planner", "password": PASSWORD})
        theirs = [planner.post(f"/tai-khoan/thiet-bi/{number}").status_code for number in range(1, 3)]

        assert 404 in theirs
        assert officer.get("/tai-khoan").status_code == 200


def test_a_repeated_request_shows_no_token_again_and_none_is_kept(office: Office, officer: TestClient) -> None:
    typed = {"name": "Bảng tính", "days": "30", "scope": "read"}
    headers = {"Idempotency-Key": "one-token"}

    first = officer.post("/tai-khoan/ma-truy-cap", data=typed, headers=headers)
    again = officer.post("/tai-khoan/ma-truy-cap", data=typed, headers=headers)

    with office.changing() as session:
        kept = session.scalars(select(IdempotencyRecord.body)).all()
    assert ("tk_" in first.text, again.status_code, again.content, kept) == (True, 200, b"", [b""])


def test_a_token_is_shown_once_and_works_until_it_is_revoked(officer: TestClient) -> None:
    made = officer.post("/tai-khoan/ma-truy-cap", data={"name": "Bảng tính", "days": "30", "scope": "read"})
    secret = re.search(r"tk_[\w-]+", made.text)
    assert secret
    bearer = {"Authorization": f"Bearer {secret[0]}"}
    listed = officer.get("/tai-khoan").text
    before = officer.get("/api/v1/programmes", headers=bearer).status_code
    (revoke,) = re.findall(r'action="(/tai-khoan/ma-truy-cap/\d+)"', listed)
    officer.post(revoke)

    assert (made.headers["Cache-Control"], secret[0] in listed, "Bảng tính" in listed) == ("no-store", False, True)
    assert (before, officer.get("/api/v1/programmes", headers=bearer).status_code) == (200, 401)


@pytest.mark.parametrize("noun", ["thiet-bi", "ma-truy-cap"])
@pytest.mark.parametrize("number", ["0", "-1", str(2**31), "9" * 30, "x"])
def test_a_number_that_no_row_can_have_is_not_found(officer: TestClient, noun: str, number: str) -> None:
    assert officer.post(f"/tai-khoan/{noun}/{number}").status_code == 404


def test_a_tokens_name_fits_its_column(officer: TestClient) -> None:
    said = {"days": "30", "scope": "read"}

    answers = [officer.post("/tai-khoan/ma-truy-cap", data={**said, "name": "x" * length}) for length in (100, 101)]

    assert [answer.status_code for answer in answers] == [200, 422]


@pytest.mark.parametrize(
    "said", [{"days": "0"}, {"days": "9999"}, {"name": ""}, {"scope": "everything"}, {"days": "x"}]
)
def test_a_token_that_makes_no_sense_is_refused_and_what_was_typed_stays(
    officer: TestClient, said: dict[str, str]
) -> None:
    answer = officer.post("/tai-khoan/ma-truy-cap", data={"name": "Sổ sách", "days": "30", "scope": "read", **said})

    assert answer.status_code == 422
    assert "name" in said or "Sổ sách" in answer.text
