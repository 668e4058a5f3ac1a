"""`since` beside `as_of`: what is told, to whom, and what is refused."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from fastapi.testclient import TestClient
from openpyxl import load_workbook
from sqlalchemy.orm import Session

from app.db.engine import at
from app.domain.access.actor import Role
from app.domain.access.sign_in import TokenScope, digest
from app.models import Milestone, NewsSeen, User
from tests.factories import Make

EARLIER = datetime(2026, 6, 1, 2, tzinfo=UTC)
BETWEEN = datetime(2026, 9, 1, 2, tzinfo=UTC)
SINCE = "since=2026-06-15"


@pytest.fixture
def moved(session: Session, make: Make) -> Milestone:
    """A milestone whose deadline was extended a second time within the span, and one that is as it was."""
    at(session, EARLIER)
    programme = make.programme(code="p.1")
    project = make.project(code="p.1.01", programme=programme, published=True, title="=HYPERLINK(1)")
    row = make.milestone(project=project, code="p.1.01.M1", title="Khảo sát", deadline_on=date(2026, 6, 30))
    make.milestone(project=project, code="p.1.01.M2")
    at(session, BETWEEN)
    row.deadline_on, row.times_extended = date(2026, 12, 31), 2
    session.commit()
    return row


def signed_in(make: Make, role: Role = Role.PLANNER) -> tuple[dict[str, str], User]:
    user = make.membership(role=role).user
    make.token(user=user, secret_digest=digest(f"bi-mat-{user.id}"), scope=TokenScope.WRITE)
    make.session.commit()
    return {"Authorization": f"Bearer bi-mat-{user.id}"}, user


@pytest.mark.usefixtures("moved")
def test_a_comparison_tells_it_in_words(client: TestClient) -> None:
    body = client.get(f"/api/v1/comparison?{SINCE}").json()

    (group,) = body["items"]
    (change,) = group["changes"]
    assert (body["counts"], body["total"], body["left"], body["next"]) == ({"re_dated": 1}, 1, 0, None)
    assert (body["since"], body["until"]) == ("2026-06-15", "2026-11-23")
    assert (group["project"]["code"], group["programme"]) == ("p.1.01", "p.1")
    assert (change["code"], change["kind"], change["before"], change["after"]) == (
        "p.1.01.M1",
        "re_dated",
        "2026-06-30",
        "2026-12-31",
    )
    assert change["words"] == "hạn dời từ 30/06/2026 sang 31/12/2026, gia hạn lần 2"


@pytest.mark.usefixtures("moved")
def test_words_follow_the_language(client: TestClient) -> None:
    body = client.get(f"/api/v1/comparison?{SINCE}", headers={"Accept-Language": "en"}).json()

    assert body["items"][0]["changes"][0]["words"] == ("deadline moved from 30/06/2026 to 31/12/2026, extension no. 2")


@pytest.mark.usefixtures("moved")
@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("projects", {"p.1.01": ["p.1.01.M1"]}),
        ("milestones", {"p.1.01.M1": ["p.1.01.M1"], "p.1.01.M2": []}),
        ("projects/p.1.01/milestones", {"p.1.01.M1": ["p.1.01.M1"], "p.1.01.M2": []}),
        ("programmes", {"p.1": ["p.1.01.M1"]}),
    ],
)
def test_each_record_of_a_list_carries_what_became_of_it(
    client: TestClient, address: str, told: dict[str, list[str]]
) -> None:
    items = client.get(f"/api/v1/{address}?{SINCE}").json()["items"]

    assert {item["code"]: [change["code"] for change in item["changes"]] for item in items} == told
    assert [item["changes"] for item in client.get(f"/api/v1/{address}").json()["items"]] == [None] * len(told)


@pytest.mark.usefixtures("moved")
@pytest.mark.parametrize("address", ["projects/p.1.01", "milestones/p.1.01.M1", "programmes/p.1"])
def test_a_record_carries_what_became_of_it(client: TestClient, address: str) -> None:
    changes = client.get(f"/api/v1/{address}?{SINCE}").json()["changes"]

    assert [change["code"] for change in changes] == ["p.1.01.M1"]
    assert client.get(f"/api/v1/{address}").json()["changes"] is None


@pytest.mark.usefixtures("moved")
def test_filters_hold_together(client: TestClient) -> None:
    def total(query: str) -> int:
        found: int = client.get(f"/api/v1/comparison?{SINCE}&{query}").json()["total"]
        return found

    assert [total(query) for query in ("programme=p.1", "programme=p.2", "kind=added", "kind=re_dated&kind=added")] == [
        1,
        0,
        0,
        1,
    ]
    assert [total(query) for query in ("project=p.1.01", "project=p.1.02", "organisation=khong-co")] == [1, 0, 0]


def test_pages_hold_whole_projects(client: TestClient, session: Session, make: Make) -> None:
    at(session, EARLIER)
    rows = [make.milestone(project=make.project(code=f"p.{n}", published=True)) for n in range(3)]
    at(session, BETWEEN)
    for row in rows:
        row.title, row.product = "Khác", "Báo cáo"
    session.commit()

    first = client.get(f"/api/v1/comparison?{SINCE}&limit=2").json()
    second = client.get(first["next"]).json()

    assert [group["project"]["code"] for group in first["items"]] == ["p.0", "p.1"]
    assert (first["total"], first["left"], second["left"], second["next"]) == (6, 2, 0, None)
    assert [group["project"]["code"] for group in second["items"]] == ["p.2"]


REFUSED = {
    "no moment": "",
    "an empty one": "since=",
    "none": "since=abc",
    "no such day": "since=2026-02-30",
    "two": "since=2026-06-15&since=2026-06-16",
    "one to come": "since=2027-01-01",
    "the end of today": "since=2026-11-23",
    "before all days": "since=1899-12-31",
    "a session nobody knows": "since=KH-99",
    "the last visit of nobody": "since=last-visit",
    "a control character": "since=2026%0006-15",
    "no such kind": f"{SINCE}&kind=abc",
    "no project a page": f"{SINCE}&limit=0",
    "a cursor made by hand": f"{SINCE}&cursor=%FF",
    "a parameter nobody knows": f"{SINCE}&words=1",
}


def test_what_cannot_be_compared_is_refused(client: TestClient) -> None:
    answers = {why: client.get(f"/api/v1/comparison?{query}") for why, query in REFUSED.items()}

    assert {why: answer.status_code for why, answer in answers.items()} == dict.fromkeys(REFUSED, 400)
    assert [why for why, answer in answers.items() if not answer.json()["errors"]] == []


NOT_COMPARED = (
    *("documents", "assignments", "clauses", "holidays", "measurements", "council-sessions", "search?q=a"),
    *("extensions", "resolutions", "templates"),
)


def test_since_is_refused_where_nothing_is_compared(client: TestClient) -> None:
    addresses = [*(f"/api/v1/{noun}" for noun in NOT_COMPARED), "/du-an", "/moc", "/chi-tieu", "/", "/tim?q=a"]

    answers = {each: client.get(f"{each}{'&' if '?' in each else '?'}{SINCE}") for each in addresses}

    assert {each: (answer.status_code, "since" in answer.text) for each, answer in answers.items()} == dict.fromkeys(
        addresses, (400, True)
    )


@pytest.mark.usefixtures("moved")
def test_a_council_session_is_a_moment_with_a_name(client: TestClient, session: Session, make: Make) -> None:
    make.council_session(code="KH-1", held_from=date(2026, 6, 10), held_to=date(2026, 6, 15))
    make.council_session(code="KH-2", held_from=date(2026, 10, 1), held_to=date(2026, 10, 3))
    session.commit()

    assert client.get("/api/v1/comparison?since=KH-1").json()["total"] == 1
    assert client.get("/api/v1/comparison?since=KH-2").json()["total"] == 0


@pytest.mark.usefixtures("moved")
def test_the_last_visit_is_what_somebody_has_seen(writer: TestClient, session: Session, make: Make) -> None:
    headers, user = signed_in(make, Role.AGENCY)
    address = "/api/v1/comparison?since=last-visit&kind=re_dated"
    never = writer.get(address, headers=headers)
    session.add(NewsSeen(user_id=user.id, seen_at=datetime(2026, 8, 1, tzinfo=UTC)))
    session.commit()

    seen = writer.get(address, headers=headers)

    assert (never.json()["since"], never.json()["total"]) == ("2026-11-09", 0)
    assert (seen.json()["since"], seen.json()["total"]) == ("2026-08-01", 1)
    assert never.headers["ETag"] != seen.headers["ETag"]


@pytest.mark.usefixtures("moved")
def test_an_answer_that_is_known_is_not_sent_again(client: TestClient) -> None:
    tag = client.get(f"/api/v1/comparison?{SINCE}").headers["ETag"]

    assert client.get(f"/api/v1/comparison?{SINCE}", headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.usefixtures("moved")
@pytest.mark.parametrize("address", ["/thay-doi", "/du-an/p.1.01", "/chuong-trinh/p.1", "/tong-quan"])
def test_pages_tell_it_at_the_top(client: TestClient, address: str) -> None:
    text = client.get(f"{address}?{SINCE}").text

    assert "Thay đổi từ 15/06/2026 đến 23/11/2026" in text
    assert "hạn dời từ 30/06/2026 sang 31/12/2026, gia hạn lần 2" in text
    assert "gia hạn lần 2" not in client.get(address).text


@pytest.mark.usefixtures("moved")
def test_excel_holds_the_same_with_typed_days(client: TestClient) -> None:
    answer = client.get(f"/thay-doi.xlsx?{SINCE}")

    sheet = load_workbook(BytesIO(answer.content)).active
    assert sheet is not None
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    assert answer.headers["Content-Disposition"] == 'attachment; filename="thay-doi-2026-06-15-2026-11-23.xlsx"'
    assert [row[0] for row in rows[:2]] == ["Thay đổi từ 15/06/2026 đến 23/11/2026", "Số liệu đến ngày 23/11/2026"]
    assert rows[4][:5] == ["p.1.01", "=HYPERLINK(1)", "Mốc", "p.1.01.M1", "Khảo sát"]
    assert rows[4][6:9] == [
        "hạn dời từ 30/06/2026 sang 31/12/2026, gia hạn lần 2",
        datetime(2026, 6, 30),  # noqa: DTZ001 (as Excel has it)
        datetime(2026, 12, 31),  # noqa: DTZ001 (likewise)
    ]
    assert client.get("/thay-doi.xlsx").status_code == 400


def test_excel_says_that_figures_are_illustrative(demonstration_client: TestClient) -> None:
    answer = demonstration_client.get("/thay-doi.xlsx?since=2026-10-31")

    sheet = load_workbook(BytesIO(answer.content)).active
    assert sheet is not None
    assert [row[0] for row in sheet.iter_rows(max_row=3, values_only=True)][2] == "Dữ liệu minh họa"


def test_council_sessions_are_entered_and_corrected(writer: TestClient, make: Make) -> None:
    headers, _ = signed_in(make, Role.SUPERVISOR)
    wish = {"name": "Kỳ họp thứ 12", "held_from": "2026-07-08", "held_to": "2026-07-10"}

    made = writer.post("/api/v1/council-sessions", json=wish, headers=headers)
    address = made.headers["Location"]
    tag = writer.get(address).headers["ETag"]
    changed = writer.patch(address, json={"held_to": "2026-07-11"}, headers={**headers, "If-Match": tag})
    late = writer.patch(address, json={"held_to": "2026-07-12"}, headers={**headers, "If-Match": tag})
    wrong = writer.post("/api/v1/council-sessions", json={**wish, "held_to": "2026-07-01"}, headers=headers)

    assert (made.status_code, changed.json()["held_to"], late.status_code, wrong.status_code) == (
        201,
        "2026-07-11",
        412,
        422,
    )
    assert [item["code"] for item in writer.get("/api/v1/council-sessions").json()["items"]] == [made.json()["code"]]


def test_an_officer_enters_no_council_session(writer: TestClient, make: Make) -> None:
    headers, _ = signed_in(make, Role.AGENCY)
    wish = {"name": "Kỳ họp thứ 12", "held_from": "2026-07-08", "held_to": "2026-07-10"}

    assert writer.post("/api/v1/council-sessions", json=wish, headers=headers).status_code == 403


def test_council_sessions_have_pages(writer: TestClient, make: Make) -> None:
    headers, _ = signed_in(make)
    form = {"name": "Kỳ họp thứ 12", "held_from": "2026-07-08", "held_to": "2026-07-10"}

    sent = writer.post("/giam-sat/ky-hop", data=form, headers=headers)
    listed = writer.get("/giam-sat/ky-hop").text
    shown = writer.get("/giam-sat/ky-hop/KH-1", headers=headers)
    saved = writer.post("/giam-sat/ky-hop/KH-1", data={**form, "version": "1", "name": "Kỳ họp 12"}, headers=headers)

    assert (sent.status_code, shown.status_code, saved.status_code) == (303, 200, 303)
    assert "Kỳ họp thứ 12" in listed
    assert "Kỳ họp 12" in writer.get("/giam-sat/ky-hop").text
