"""The proof of the history, and what is destroyed in it, as pages and over REST."""

import re

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app.domain.access.actor import Role
from app.models import Comment, HistoryCheck, Installation
from app.queries.history.log import history_root
from tests.conftest import NOW
from tests.factories import Make
from tests.remembered import unprotect
from tests.web.planning.conftest import Headers, SignIn

PROOF, ROOT, CHECK = "/lich-su/kiem-chung", "/api/v1/history/root", "/api/v1/history/check"
REDACTIONS, ADMIN_PAGE = "/api/v1/redactions", "/quan-tri/xoa-noi-dung"
WORDS = "Bà Trần Thị Mười"


@pytest.fixture
def monitor(session: Session, make: Make, sign_in: SignIn) -> Headers:
    """The headers of somebody who may have the history checked, once all of it is kept."""
    session.add(Installation(id=1, demo=False, seed_digest="", change_number=0, loaded_at=NOW))
    make.milestone(title="Khảo sát")
    headers = sign_in(Role.MONITOR)
    session.commit()
    return headers


@pytest.fixture
def _comment(session: Session, make: Make) -> None:
    by = {"milestone": make.milestone(), "organisation": make.organisation(), "author": make.user()}
    session.add(Comment(code="TD-1", body=WORDS, **by))
    session.commit()


def test_everybody_reads_what_a_check_found(writer: TestClient, session: Session, monitor: Headers) -> None:
    before = writer.get(CHECK), writer.get(f"{PROOF}?lang=en")

    pressed = writer.post(PROOF, headers=monitor)
    found, page = writer.get(CHECK), writer.get(f"{PROOF}?lang=en")

    row = session.scalars(select(HistoryCheck)).one()
    assert (before[0].status_code, "Nobody has checked the history yet" in before[1].text) == (404, True)
    assert (pressed.status_code, pressed.headers["location"]) == (303, PROOF)
    assert (found.json()["chains"], found.json()["broken"]) == (row.chains, None)
    assert found.json()["root"] in page.text
    assert all(str(digest) in page.text for digest in (row.first_digest, row.last_digest))


def test_a_break_is_shown_where_it_is(writer: TestClient, session: Session, monitor: Headers) -> None:
    unprotect(session.connection())
    session.execute(text("UPDATE milestone_revision SET weight = 9"))

    answer = writer.post("/api/v1/history/checks", headers=monitor)
    page = writer.get(f"{PROOF}?lang=en").text

    broken = answer.json()["broken"]
    assert (answer.status_code, answer.headers["location"]) == (201, CHECK)
    assert (broken["fault"], broken["noun"], broken["revision"], broken["column"]) == (
        "digest",
        "milestone",
        1,
        "weight",
    )
    assert f"The history is broken at milestone {broken['record']}, r1, weight: it does not give its digest." in page


@pytest.mark.parametrize("path", [PROOF, "/api/v1/history/checks"])
def test_a_check_is_asked_for_by_an_office_that_is_no_agency(writer: TestClient, sign_in: SignIn, path: str) -> None:
    answers = {role: writer.post(path, headers=sign_in(role)).status_code for role in Role}
    nobody = writer.post(path).status_code

    assert {role for role, status in answers.items() if status == 403} == {Role.AGENCY}
    assert nobody == 401


@pytest.mark.usefixtures("monitor")
def test_a_root_kept_from_before_is_found_again(writer: TestClient, session: Session, make: Make) -> None:
    kept = history_root(session)
    make.milestone()
    session.commit()
    forged = f"{kept.size}-{kept.digest[::-1]}"

    now = writer.get(ROOT).json()
    answers = [writer.get(ROOT, params={"contains": root}).json()["contains"] for root in (str(kept), forged)]
    grouped = f"{kept.size} - {' '.join(kept.groups)}"
    pages = [writer.get(PROOF, params={"root": root, "lang": "en"}).text for root in (grouped, forged)]

    assert (now["contains"], now["size"] > kept.size, now["root"]) == (None, True, str(history_root(session)))
    assert answers == [True, False]
    assert [("Yes: today" in page, "No: today" in page) for page in pages] == [(True, False), (False, True)]


def test_a_root_of_more_than_there_is_is_not_contained(writer: TestClient) -> None:
    assert writer.get(ROOT, params={"contains": f"{'9' * 18}-{'0' * 64}"}).json()["contains"] is False


@pytest.mark.parametrize("root", ["x", "12", "1-" + "g" * 64])
def test_what_is_no_root_is_refused_in_words(writer: TestClient, root: str) -> None:
    answer, page = writer.get(ROOT, params={"contains": root}), writer.get(PROOF, params={"root": root, "lang": "en"})

    assert (answer.status_code, answer.json()["type"]) == (400, "/problems/root-unreadable")
    assert (page.status_code, 'id="e-root"' in page.text, f'value="{root}"' in page.text) == (400, True, True)


@pytest.mark.usefixtures("_comment")
def test_one_administrator_asks_on_the_page_and_another_approves(
    writer: TestClient, sign_in: SignIn, session: Session, make: Make
) -> None:
    one, other = sign_in(Role.ADMIN), sign_in(Role.ADMIN)
    typed = {"what": "comment.body", "record": "TD-1", "document": make.document().code, "reason": "Bản án"}

    asked = writer.post(ADMIN_PAGE, data=typed, headers=one)
    shown = [f'{ADMIN_PAGE}/XN-1/duyet"' in writer.get(ADMIN_PAGE, headers=who).text for who in (one, other)]
    refused = writer.post(f"{ADMIN_PAGE}/XN-1/duyet", headers=one)
    approved = writer.post(f"{ADMIN_PAGE}/XN-1/duyet", headers=other)

    assert (asked.status_code, shown, refused.status_code, approved.status_code) == (303, [False, True], 403, 303)
    assert session.scalars(select(Comment.body)).one() == f"[đã xóa theo {typed['document']}]"
    assert "Đã xóa, người duyệt" in writer.get(ADMIN_PAGE, headers=one).text


def test_a_form_that_is_refused_keeps_what_was_typed(writer: TestClient, admin: Headers) -> None:
    typed = {"what": "comment.body", "record": "TD-77", "document": "VB-77", "reason": "Bản án"}

    answer = writer.post(ADMIN_PAGE, data=typed, headers=admin)

    assert (answer.status_code, 'id="e-record"' in answer.text, 'value="TD-77"' in answer.text) == (422, True, True)


@pytest.mark.usefixtures("_comment")
def test_the_same_over_rest(writer: TestClient, sign_in: SignIn, make: Make) -> None:
    one, other = sign_in(Role.ADMIN), sign_in(Role.ADMIN)
    document = make.document(published=False)
    wish = {"noun": "comment", "record": "TD-1", "field": "body", "document": document.code, "reason": "Bản án"}

    asked = writer.post(REDACTIONS, json=wish, headers=one)
    address = asked.headers["location"]
    unsaid = writer.post(f"{address}/approvals", headers=other)
    tag = {"If-Match": writer.get(address, headers=other).headers["etag"]}
    refused = writer.post(f"{address}/approvals", headers={**one, **tag})
    approved = writer.post(f"{address}/approvals", headers={**other, **tag})
    listed = writer.get(REDACTIONS, headers=one).json()["items"]

    assert [each.status_code for each in (asked, unsaid, refused, approved)] == [201, 428, 403, 201]
    assert {**wish, "approved_by": None}.items() <= asked.json().items()
    assert approved.json()["approved_at"] == listed[0]["approved_at"]
    assert re.fullmatch(r"\d{4}-.*", approved.json()["approved_at"])


@pytest.mark.parametrize("path", [REDACTIONS, f"{REDACTIONS}/XN-1", ADMIN_PAGE])
def test_what_was_destroyed_is_for_administrators_to_read(writer: TestClient, sign_in: SignIn, path: str) -> None:
    others = {writer.get(path, headers=sign_in(role)).status_code for role in Role if role is not Role.ADMIN}

    assert others == {403}
