"""The work over REST, each person by their token: the whole story, bad input, races and repetitions. Real databases."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response
from sqlalchemy import func, select

from app.db.engine import at, make_engine, writing
from app.domain.access.actor import Role
from app.domain.access.sign_in import TokenScope
from app.domain.organisations.roles import AssignmentRole
from app.domain.portfolio.statuses import MilestoneStatus
from app.main import create_app
from app.models import ProgressReport, StatusChange
from app.services.access.sign_ins import add_token
from app.settings import Settings
from tests.conftest import DIALECTS, NOW, TODAY
from tests.factories import Make

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
PRODUCT = {"number": "12/QĐ", "issued_on": "2026-11-20", "issuer": "Sở A", "title": "Quyết định", "classified": False}
BASIS = {"number": "7/QĐ-UBND", "issued_on": "2026-11-20", "issuer": "UBND", "title": "Phân công"}
CLAIM = {"to": "awaiting_confirmation", "product": PRODUCT}


@dataclass(frozen=True)
class Office:
    """An application on a database of its own; `call("officer", …)` sends that person's token."""

    client: TestClient
    settings: Settings
    tokens: dict[str, str]
    milestones: list[str]

    def call(self, who: str, method: str, path: str, **said: Any) -> Response:
        headers = {"Authorization": f"Bearer {self.tokens[who]}", **said.pop("headers", {})}
        return self.client.request(method, f"/api/v1/{path}", headers=headers, **said)

    def tag(self, code: str) -> str:
        return str(self.call("planner", "GET", f"milestones/{code}").headers["ETag"])

    def move(self, who: str, code: str, wish: dict[str, Any], tag: str | None = None) -> Response:
        return self.call(
            who, "POST", f"milestones/{code}/moves", json=wish, headers={"If-Match": tag or self.tag(code)}
        )


@pytest.fixture(params=DIALECTS)
def office(request: pytest.FixtureRequest, new_database: Callable[[str, str], str], tmp_path: Path) -> Iterator[Office]:
    settings = Settings(database_url=new_database(request.param, "office"), files_dir=tmp_path / "files")
    engine = make_engine(settings.database_url)
    with writing(engine).begin() as session:
        make = Make(at(session, NOW))
        tokens, milestones = _people_and_work(make)
    engine.dispose()
    with TestClient(create_app(settings, now=lambda: NOW)) as client:
        yield Office(client, settings, tokens, milestones)


def _people_and_work(make: Make) -> tuple[dict[str, str], list[str]]:
    lead, other, committee = (
        make.organisation(short_name=name, code=code)
        for name, code in (("Sở A", "so-a"), ("Sở B", "so-b"), ("UBND", "ubnd"))
    )
    make.clause(path="II.3.d1.s2", text="Sớm mở rộng đường Mậu Thân.", resolution=make.resolution(code="nq"))
    project = make.project(published=True)
    make.assignment(project=project, organisation=lead, role=AssignmentRole.LEAD)
    rows = [make.milestone(project=project, status=MilestoneStatus.IN_PROGRESS, deadline_on=TODAY) for _ in range(3)]
    offices = {
        "planner": (Role.PLANNER, committee),
        "officer": (Role.AGENCY, lead),
        "stranger": (Role.AGENCY, other),
        "supervisor": (Role.SUPERVISOR, committee),
    }
    tokens = {}
    for who, (role, organisation) in offices.items():
        member = make.membership(role, organisation=organisation, from_on=TODAY)
        tokens[who] = add_token(make.session, member.user_id, who, TokenScope.WRITE, (NOW, 30))
    return tokens, [row.code for row in rows]


def project_of_a_sentence(office: Office) -> str:
    """Let the planner make a project of the sentence, with a milestone, give it to the officer's office, publish it."""
    quotation = {"clause": "II.3.d1.s2", "words": "mở rộng đường Mậu Thân"}
    wish = {"resolution": "nq", "title": "Đường Mậu Thân", "kind": "construction", "summary": "Mở rộng."}
    made = office.call("planner", "POST", "projects", json={**wish, "quotations": [quotation]})
    code = made.json()["code"]
    step = {"title": "Lập báo cáo", "deadline": {"date": "2026-11-30"}, "product": "Báo cáo"}
    added = office.call("planner", "POST", f"projects/{code}/milestones", json=step)
    lead = {"organisation": "so-a", "role": "lead", "basis": BASIS}
    given = office.call("planner", "POST", f"projects/{code}/assignments", json=lead)
    tag = {"If-Match": office.call("planner", "GET", f"projects/{code}").headers["ETag"]}
    shown = office.call("planner", "POST", f"projects/{code}/publication", json={"published": True}, headers=tag)
    assert [answer.status_code for answer in (made, added, given, shown)] == [201, 201, 201, 200], given.text
    return str(added.json()["code"])


def worked_on(office: Office, code: str) -> list[int]:
    """Report with evidence, claim, return, claim again, confirm; return how each was answered, a stranger's try too."""
    paper = {"number": "12/QĐ", "issued_on": "2026-11-20", "issuer": "Sở A", "title": "Biên bản", "classified": "false"}
    sent = {"file": ("bien ban.pdf", PDF, "application/pdf")}
    document = office.call("officer", "POST", "documents", data={**paper, "milestone": code}, files=sent)
    news = {"share_done": 0.9, "done": "Đã họp", "documents": [document.json()["code"]]}
    reported = office.call(
        "officer", "POST", f"milestones/{code}/reports", json=news, headers={"If-Match": office.tag(code)}
    )
    claim = {"to": "awaiting_confirmation", "documents": [document.json()["code"]]}

    return [
        document.status_code,
        reported.status_code,
        office.move("stranger", code, claim).status_code,
        office.move("officer", code, claim).status_code,
        office.move("planner", code, {"to": "in_progress", "reason": "Thiếu chữ ký"}).status_code,
        office.move("officer", code, claim).status_code,
        office.move("planner", code, {"to": "completed"}).status_code,
    ]


# Who moved what, the newest first: the milestone's own move is followed by what it makes of the project.
HISTORY = [
    (False, "completed", "UBND", ""),
    (True, "completed", "UBND", ""),
    (False, "awaiting_confirmation", "Sở A", ""),
    (True, "awaiting_confirmation", "Sở A", ""),
    (False, "in_progress", "UBND", ""),
    (True, "in_progress", "UBND", "Thiếu chữ ký"),
    (False, "awaiting_confirmation", "Sở A", ""),
    (True, "awaiting_confirmation", "Sở A", ""),
    (False, "in_progress", "Sở A", ""),
    (True, "in_progress", "Sở A", ""),
]


def test_the_story_from_a_sentence_to_its_confirmed_result(office: Office) -> None:
    code = project_of_a_sentence(office)
    extended = extend(office, code)

    statuses = worked_on(office, code)

    record = office.call("supervisor", "GET", f"milestones/{code}").json()
    project = record["project"]["code"]
    moves = office.call("supervisor", "GET", f"projects/{project}/history").json()["items"]
    assert (extended, statuses) == ([201, 422, 200, 201, 200], [201, 200, 403, 200, 200, 200, 200])
    assert (record["status"], record["timeliness"], record["completed_on"]) == (
        "completed",
        "completed_on_time",
        "2026-11-20",
    )
    told = [(move["subject"] == code, move["to_status"], move["actor"], move["reason"]) for move in moves]
    assert told == HISTORY
    assert {move["recorded_at"] for move in moves} == {"2026-11-23T02:00:00Z"}
    assert [[each["number"] for each in move["documents"]] for move in moves if move["documents"]] == [["12/QĐ"]] * 2


def extend(office: Office, code: str) -> list[int]:
    """Ask for a later deadline twice, refuse it, ask again, grant it; return how each was answered."""
    ask = {"deadline": "2026-12-31", "reason": "Chờ mặt bằng"}
    first = office.call("officer", "POST", f"milestones/{code}/extensions", json=ask)
    again = office.call("officer", "POST", f"milestones/{code}/extensions", json=ask)
    refused = _decide(office, first, {"granted": False, "reason": "Chưa đủ căn cứ"})
    second = office.call("officer", "POST", f"milestones/{code}/extensions", json=ask)
    granted = _decide(office, second, {"granted": True})
    return [answer.status_code for answer in (first, again, refused, second, granted)]


def test_a_granted_extension_moves_the_deadline_and_keeps_the_first(office: Office) -> None:
    code = office.milestones[0]

    extend(office, code)

    record = office.call("officer", "GET", f"milestones/{code}").json()
    asked = office.call("supervisor", "GET", f"milestones/{code}/desk").json()["extensions"]
    assert (record["deadline"]["date"], record["original_deadline"]["date"]) == ("2026-12-31", str(TODAY))
    assert record["times_extended"] == 1
    assert [(each["status"], each["decision"]) for each in asked] == [("granted", ""), ("refused", "Chưa đủ căn cứ")]


def _decide(office: Office, asked: Response, wish: dict[str, Any]) -> Response:
    code, tag = asked.json()["code"], asked.headers["ETag"]
    return office.call("planner", "POST", f"extensions/{code}/decision", json=wish, headers={"If-Match": tag})


@pytest.mark.parametrize("who", ["stranger", "supervisor"])
def test_others_read_and_may_not_touch(office: Office, who: str) -> None:
    code = office.milestones[0]

    read, moved = office.call(who, "GET", f"milestones/{code}"), office.move(who, code, CLAIM)

    assert (read.status_code, moved.status_code) == (200, 403)
    assert moved.json()["type"] == "/problems/not-permitted"


def test_what_one_may_do_is_said_with_what_it_needs(office: Office) -> None:
    code = office.milestones[0]
    moves = {
        who: [move["to"] for move in office.call(who, "GET", f"milestones/{code}/desk").json()["allowed_moves"]]
        for who in office.tokens
    }

    assert moves == {
        "planner": ["awaiting_confirmation", "suspended", "cancelled"],
        "officer": ["awaiting_confirmation"],
        "stranger": [],
        "supervisor": [],
    }


@pytest.mark.parametrize(
    ("wish", "status", "pointers"),
    [
        ({}, 422, ["/to"]),
        ({"to": "flying"}, 422, ["/to"]),
        ({**CLAIM, "speed": 9}, 422, ["/speed"]),
        ({"to": "awaiting_confirmation"}, 422, ["/documents"]),
        ({**CLAIM, "effective_on": "2999-01-01"}, 422, ["/effective_on"]),
        ({**CLAIM, "effective_on": 0}, 422, ["/effective_on"]),
        ({**CLAIM, "reason": "\x00"}, 422, ["/reason"]),
        ({**CLAIM, "product": {**PRODUCT, "classified": True}}, 422, ["/classified"]),
        ({"to": "completed"}, 409, []),
    ],
)
def test_a_bad_move_is_refused_with_its_fields(
    office: Office, wish: dict[str, Any], status: int, pointers: list[str]
) -> None:
    code = office.milestones[0]

    answer = office.move("planner", code, wish)

    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert [error["pointer"] for error in answer.json()["errors"]] == pointers
    assert office.call("planner", "GET", f"milestones/{code}").json()["history"] == []


def test_a_change_names_the_version_it_was_decided_on(office: Office) -> None:
    code = office.milestones[0]
    seen = office.tag(code)
    office.move("officer", code, CLAIM)

    stale = office.move("planner", code, {"to": "completed"}, tag=seen)
    blind = office.call("planner", "POST", f"milestones/{code}/moves", json={"to": "completed"})

    assert (stale.status_code, blind.status_code) == (412, 428)


@pytest.mark.parametrize(("field", "longest"), [("number", 80), ("issuer", 200)])
def test_a_product_whose_words_no_column_holds_is_refused(office: Office, field: str, longest: int) -> None:
    long, fits = ({**CLAIM, "product": {**PRODUCT, field: "x" * length}} for length in (longest + 1, longest))

    refused = office.move("officer", office.milestones[0], long)
    kept = office.move("officer", office.milestones[0], fits)

    assert [error["pointer"] for error in refused.json()["errors"]] == [f"/product/{field}"]
    assert (refused.status_code, kept.status_code) == (422, 200)


def test_a_paper_may_be_known_by_the_name_of_its_file_whatever_that_holds(office: Office) -> None:
    code = office.milestones[0]
    version = office.call("officer", "GET", f"milestones/{code}").json()["version"]
    typed = {"version": version, "percent": 40, "done": "Đo", "classified": "no"}
    parts = [
        f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in typed.items()
    ]
    file = '--x\r\nContent-Disposition: form-data; name="file"; filename="bien\x01ban.pdf"\r\n\r\n'
    headers = {"Authorization": f"Bearer {office.tokens['officer']}", "Content-Type": "multipart/form-data; boundary=x"}

    sent = "".join(parts).encode() + file.encode() + PDF + b"\r\n--x--\r\n"
    answer = office.client.post(f"/moc/{code}/bao-cao", content=sent, headers=headers, follow_redirects=False)

    assert answer.status_code == 303
    assert [each["title"] for each in office.call("officer", "GET", "documents").json()["items"]] == ["bienban.pdf"]


def test_a_file_that_is_not_what_its_name_says_is_refused(office: Office) -> None:
    sent = {"file": ("anh.png", b"<html><script>alert(1)</script>", "image/png")}

    answer = office.call("planner", "POST", "documents", data={"title": "Ảnh", "classified": "false"}, files=sent)

    assert (answer.status_code, answer.json()["type"]) == (415, "/problems/file-kind")


def test_a_repeated_request_has_one_effect(office: Office) -> None:
    code, tag = office.milestones[0], office.tag(office.milestones[0])
    headers = {"If-Match": tag, "Idempotency-Key": "mot-lan"}
    news = {"share_done": 0.5, "done": "Một nửa"}

    def send(_: int) -> Response:
        return office.call("officer", "POST", f"milestones/{code}/reports", json=news, headers=headers)

    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(send, range(20)))

    bodies = {answer.text for answer in answers}
    other = office.call("officer", "POST", f"milestones/{code}/reports", json={**news, "done": "Khác"}, headers=headers)
    assert ({answer.status_code for answer in answers}, len(bodies)) == ({200}, 1)
    assert (_count(office, ProgressReport), other.status_code) == (1, 422)
    with TestClient(create_app(office.settings, now=lambda: NOW)) as restarted:
        again = Office(restarted, office.settings, office.tokens, []).call(
            "officer", "POST", f"milestones/{code}/reports", json=news, headers=headers
        )
    assert (again.text in bodies, _count(office, ProgressReport)) == (True, 1)


@pytest.mark.long
def test_two_who_race_lose_nothing(office: Office, *, long: bool) -> None:
    """Each round both read, then both move: one succeeds and stands in the history, the other is told to read again."""
    code, rounds = office.milestones[0], 200 if long else 15
    stop = {"to": "suspended", "reason": "Tạm dừng", "product": PRODUCT}
    resume = {"to": "in_progress", "reason": "Tiếp tục", "product": PRODUCT}
    statuses: list[int] = []

    for turn in range(rounds):
        tag, wish = office.tag(code), resume if turn % 2 else stop
        with ThreadPoolExecutor(2) as pool:
            both = [pool.submit(office.move, "planner", code, wish, tag) for _ in range(2)]
            statuses += [each.result().status_code for each in both]

    assert (statuses.count(200), statuses.count(412)) == (rounds, rounds)
    assert _count(office, StatusChange) == rounds


def _count(office: Office, table: type[StatusChange | ProgressReport]) -> int:
    engine = make_engine(office.settings.database_url)
    try:
        with writing(engine)() as session:
            return session.scalar(select(func.count()).where(table.milestone_id.is_not(None))) or 0
    finally:
        engine.dispose()
