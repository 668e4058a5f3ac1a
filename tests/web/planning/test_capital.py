"""The capital of a project over REST: who records what, what is refused, and what it makes together."""

from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.access.actor import Role
from app.domain.access.sign_in import TokenScope, digest
from app.domain.organisations.roles import AssignmentRole
from app.models import Milestone, Organisation, Project
from tests.factories import Make
from tests.web.planning.conftest import Headers

BASIS = {"number": "88/NQ-HĐND", "issued_on": "2025-12-10", "issuer": "HĐND thành phố", "title": "Kế hoạch vốn 2026"}
TOTAL = {"kind": "approved", "decided_on": "2024-05-20", "amount": "8.971,238 tỷ đồng", "basis": BASIS}
PLAN = {"kind": "yearly", "year_from": 2026, "fund": "city_budget", "amount": "80 tỷ", "decided_on": "2025-12-10"}
PERIOD = {**PLAN, "kind": "medium_term", "year_to": 2030, "amount": 400_000_000_000}
PAID = {"year": 2026, "fund": "city_budget", "as_of": "2026-06-30", "amount": "20 tỷ đồng"}
WISHES: dict[str, dict[str, Any]] = {"investment-totals": TOTAL, "capital-plans": PLAN, "disbursements": PAID}


@pytest.fixture
def project(milestone: Milestone, make: Make, session: Session) -> Project:
    make.assignment(
        project=milestone.project, organisation=make.organisation(code="ban-qlda"), role=AssignmentRole.INVEST
    )
    session.flush()
    return milestone.project


@pytest.fixture
def everybody(project: Project, people: dict[str, Headers], make: Make, session: Session) -> dict[str, Headers]:
    """The headers of people of every role, of an officer who leads the project and of one who invests in it."""
    assert project.id
    holder = session.scalars(select(Organisation).where(Organisation.code == "ban-qlda")).one()
    user = make.membership(Role.AGENCY, organisation=holder).user
    make.token(user=user, secret_digest=digest("khoa-chu-dau-tu"), scope=TokenScope.WRITE)
    session.flush()
    return {**people, "investor": {"Authorization": "Bearer khoa-chu-dau-tu"}}


def record(writer: TestClient, project: Project, noun: str, who: Headers, **said: Any) -> Any:
    return writer.post(f"/api/v1/projects/{project.code}/{noun}", json={**WISHES[noun], **said}, headers=who)


def faults(answer: Any) -> dict[str, str]:
    return {each["pointer"]: each["detail"] for each in answer.json()["errors"]}


def test_money_is_recorded_and_read_together(writer: TestClient, project: Project, people: dict[str, Headers]) -> None:
    planner = people["planner"]
    made = [record(writer, project, noun, planner) for noun in WISHES]
    record(writer, project, "capital-plans", planner, **PERIOD)

    money = writer.get(f"/api/v1/projects/{project.code}/money").json()

    assert [answer.headers["Location"].rpartition("/")[2] for answer in made] == ["TM-1", "KV-1", "GN-1"]
    assert (money["total"]["amount"], money["total"]["document"]["number"]) == (8_971_238_000_000, "88/NQ-HĐND")
    assert (money["yearly_rate"]["disbursed"], money["yearly_rate"]["planned"], money["yearly_rate"]["share"]) == (
        20_000_000_000,
        80_000_000_000,
        0.25,
    )
    assert (money["medium_term_rate"]["planned"], money["medium_term_rate"]["share"]) == (400_000_000_000, 0.05)
    assert [(each["year_from"], each["year_to"]) for each in money["medium_term"] + money["years"]] == [
        (2026, 2030),
        (2026, 2026),
    ]
    assert (money["paid"], money["budget_year"]) == (20_000_000_000, 2026)


def test_a_project_of_which_nobody_knows_an_amount_says_so(writer: TestClient, project: Project) -> None:
    money = writer.get(f"/api/v1/projects/{project.code}/money?budget_year=2025").json()

    assert (money["total"], money["years"], money["paid"], money["budget_year"]) == (None, [], None, 2025)
    assert money["yearly_rate"] == {
        "disbursed": None,
        "planned": None,
        "unplanned": 0,
        "share": None,
        "lacking": "no_plan",
    }


FOLDERS = ("tong-muc", "ke-hoach-von", "giai-ngan")
ALLOWED = {
    "planner": (201, 201, 201),
    "officer": (403, 403, 201),
    "investor": (403, 403, 201),
    "agency": (403, 403, 403),
    "supervisor": (403, 403, 403),
    "monitor": (403, 403, 403),
    "admin": (403, 403, 403),
}


def test_planners_decide_and_those_who_lead_or_invest_report(
    writer: TestClient, project: Project, everybody: dict[str, Headers]
) -> None:
    found = {
        who: tuple(
            record(writer, project, noun, everybody[who], **{day: f"2026-06-{at:02}"}).status_code
            for noun, day in zip(WISHES, ("decided_on", "decided_on", "as_of"), strict=True)
        )
        for at, who in enumerate(ALLOWED, 1)
    }

    assert found == ALLOWED


WRONG: list[tuple[str, dict[str, Any], str, str]] = [
    ("investment-totals", {"amount": "8,971 tỷ"}, "/amount", "could be two amounts"),
    ("investment-totals", {"amount": "1.234"}, "/amount", "Say the unit"),
    ("investment-totals", {"amount": 12.5}, "/amount", "Give whole đồng"),
    ("investment-totals", {"amount": True}, "/amount", "Give whole đồng"),
    ("investment-totals", {"amount": 0}, "/amount", "at least 1"),
    ("investment-totals", {"amount": 10**15 + 1}, "/amount", "at most"),
    ("investment-totals", {"decided_on": "2027-01-01"}, "/decided_on", "lies ahead"),
    ("investment-totals", {}, "/decided_on", "TM-1 says the same of this day already"),
    ("capital-plans", {"year_to": 2027}, "/year_to", "that year alone"),
    ("capital-plans", {"kind": "medium_term"}, "/year_to", "ends in a later year"),
    ("capital-plans", {**PERIOD, "year_from": 2025}, "/year_from", "2026–2030"),
    ("capital-plans", {}, "/decided_on", "KV-1 says the same"),
    ("disbursements", {"as_of": "2025-12-31"}, "/as_of", "before the year begins"),
    ("disbursements", {"as_of": "2027-01-01"}, "/as_of", "lies ahead"),
    ("disbursements", {}, "/as_of", "GN-1 says the same"),
    ("disbursements", {"fund": "lottery"}, "/fund", "Choose one of"),
]


def test_what_is_wrong_is_named_by_its_field(writer: TestClient, project: Project, planner: Headers) -> None:
    headers = {**planner, "Accept-Language": "en"}
    for each in WISHES:
        record(writer, project, each, headers)
    record(writer, project, "capital-plans", headers, **PERIOD)

    answers = [(record(writer, project, noun, headers, **said), pointer) for noun, said, pointer, _ in WRONG]

    assert {answer.status_code for answer, _ in answers} == {422}
    said = [faults(answer).get(pointer, "") for answer, pointer in answers]
    assert [words for words, (*_, wanted) in zip(said, WRONG, strict=True) if wanted not in words] == []


def test_a_correction_names_its_version_and_a_removal_its_reason(
    writer: TestClient, project: Project, people: dict[str, Headers]
) -> None:
    planner, money = people["planner"], f"/api/v1/projects/{project.code}/money"
    made = record(writer, project, "disbursements", people["officer"])
    own, tag = made.headers["Location"], made.headers["ETag"]

    unnamed = writer.patch(own, json={"amount": "30 tỷ"}, headers=planner)
    changed = writer.patch(own, json={"amount": "30 tỷ", "reason": "Gõ nhầm"}, headers={**planner, "If-Match": tag})
    stale = writer.patch(own, json={"amount": "40 tỷ"}, headers={**planner, "If-Match": tag})
    tag = changed.headers["ETag"]
    silent = writer.post(f"{own}/removal", json={}, headers={**planner, "If-Match": tag})
    foreign = writer.post(f"{own}/removal", json={"reason": "Bỏ"}, headers={**people["agency"], "If-Match": tag})
    before = writer.get(money).json()["paid"]
    gone = writer.post(f"{own}/removal", json={"reason": "Trùng"}, headers={**planner, "If-Match": tag})

    assert (unnamed.status_code, changed.status_code, stale.status_code) == (428, 200, 412)
    assert (silent.status_code, foreign.status_code, gone.status_code) == (422, 403, 204)
    assert (before, writer.get(money).json()["paid"], writer.get(own).status_code) == (30_000_000_000, None, 404)


def test_a_correction_may_not_make_two_of_one_day(
    writer: TestClient, project: Project, people: dict[str, Headers]
) -> None:
    planner = people["planner"]
    record(writer, project, "investment-totals", planner)
    other = record(writer, project, "investment-totals", planner, decided_on="2026-02-10", kind="adjusted", basis=None)

    answer = writer.patch(
        other.headers["Location"],
        json={"decided_on": "2024-05-20"},
        headers={**planner, "If-Match": other.headers["ETag"]},
    )

    assert (answer.status_code, list(faults(answer))) == (422, ["/decided_on"])


def test_the_money_of_hidden_work_is_hidden(writer: TestClient, people: dict[str, Headers], make: Make) -> None:
    hidden = make.project(published=False)
    made = record(writer, hidden, "investment-totals", people["planner"])
    read = writer.get(made.headers["Location"], headers=people["planner"])

    assert (made.status_code, read.status_code) == (201, 200)
    for address in (f"/api/v1/projects/{hidden.code}/money", made.headers["Location"]):
        assert writer.get(address).status_code == 404
    assert record(writer, hidden, "disbursements", people["officer"]).status_code == 404


def test_the_money_is_recorded_corrected_and_taken_away_in_forms(
    writer: TestClient, project: Project, planner: Headers
) -> None:
    address = f"/du-an/{project.code}"
    paper = {"number": "9/QĐ-UBND", "issued_on": "2026-02-10", "issuer": "UBND thành phố", "title": "Phê duyệt"}
    total = {"kind": "approved", "decided_on": "2026-02-10", "amount": "192,5 tỷ", "approximate": "true"}
    plan = {"kind": "yearly", "year_from": "2026", "fund": "city_budget", "amount": "80 tỷ", "decided_on": "2026-02-10"}
    paid = {"year": "2026", "fund": "city_budget", "as_of": "2026-06-30", "amount": "20 tỷ đồng"}

    forms = [writer.get(f"{address}/{noun}", headers=planner).status_code for noun in FOLDERS]
    doubtful = writer.post(f"{address}/tong-muc?lang=en", data={**total, "amount": "8,971 tỷ"}, headers=planner)
    half = writer.post(f"{address}/tong-muc", data={**total, "number": "9/QĐ"}, headers=planner)
    made = [
        writer.post(f"{address}/{noun}", data=said, headers=planner).headers["Location"]
        for noun, said in zip(FOLDERS, ({**total, **paper}, plan, paid), strict=True)
    ]
    page = writer.get(f"{address}?lang=en", headers=planner).text
    open_form = writer.get(f"{address}/tong-muc/TM-1", headers=planner).text
    saved = writer.post(
        f"{address}/tong-muc/TM-1", data={**total, "amount": "200 tỷ đồng", "version": "1"}, headers=planner
    )
    stale = writer.post(f"{address}/giai-ngan/GN-1", data={**paid, "version": "7"}, headers=planner)
    silent = writer.post(f"{address}/giai-ngan/GN-1/bo", data={"version": "1"}, headers=planner)
    gone = writer.post(f"{address}/giai-ngan/GN-1/bo", data={"version": "1", "reason": "Trùng"}, headers=planner)
    money = writer.get(f"/api/v1/projects/{project.code}/money", headers=planner).json()

    assert forms == [200, 200, 200]
    assert (doubtful.status_code, "could be two amounts" in doubtful.text) == (422, True)
    assert (half.status_code, 'id="e-issuer"' in half.text) == (422, True)
    assert made == [f"{address}#von"] * 3
    assert 'title="192.500.000.000 đồng"'.replace(" ", "\u00a0") in page
    assert ("25%" in page, "9/QĐ-UBND" in page, "<rect" in page) == (True, True, True)
    assert ('value="192,5 tỷ đồng"' in open_form, 'value="9/QĐ-UBND"' in open_form) == (True, True)
    assert (saved.status_code, stale.status_code, silent.status_code, gone.status_code) == (303, 412, 422, 303)
    assert (money["total"]["amount"], money["total"]["document"], money["disbursements"]) == (200_000_000_000, None, [])


def test_forms_are_for_who_may_and_for_records_of_the_project(
    writer: TestClient, project: Project, people: dict[str, Headers], make: Make
) -> None:
    other = make.disbursement()
    officer, stranger = people["officer"], people["agency"]

    assert writer.get(f"/du-an/{project.code}/tong-muc", headers=officer).status_code == 403
    assert writer.get(f"/du-an/{project.code}/giai-ngan", headers=officer).status_code == 200
    assert writer.get(f"/du-an/{project.code}/giai-ngan/{other.code}", headers=officer).status_code == 404
    assert writer.get(f"/du-an/{project.code}/giai-ngan", headers=stranger).status_code == 403
    assert "giai-ngan" not in writer.get(f"/du-an/{project.code}", headers=stranger).text
