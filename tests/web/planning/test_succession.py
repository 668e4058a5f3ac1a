"""Successions in the planner's hands: the list of what waits, giving it on, recording who took over; page and REST."""

from datetime import date
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.domain.access.actor import Role
from app.domain.organisations.roles import AssignmentRole
from app.models import Organisation
from tests.factories import Make
from tests.web.planning.conftest import Headers, SignIn

ENDED = date(2025, 7, 1)
LIST, GIVE = "/phan-cong/ke-thua", "/phan-cong/ke-thua/giao"
BASIS = {"number": "12/QĐ-UBND", "issued_on": "2026-11-20", "issuer": "UBND thành phố", "title": "Phân công"}


@pytest.fixture
def district(make: Make) -> Organisation:
    """UBND quận, which leads project p and coordinates in a milestone of it, and passed on to one ward."""
    row = make.organisation(code="quan", name="UBND quận", short_name="UBND quận", valid_to=ENDED)
    ward = make.organisation(code="phuong", name="UBND phường", short_name="UBND phường", valid_from=ENDED)
    make.succession(predecessor=row, successor=ward, scope="trên địa bàn", effective_on=ENDED)
    project = make.project(code="nq.1", title="Mở đường")
    make.assignment(organisation=row, project=project)
    step = make.milestone(project=project, code="nq.1.M1", title="Khảo sát")
    make.assignment(organisation=row, milestone=step, role=AssignmentRole.COORDINATE)
    return row


def form(**said: Any) -> dict[str, Any]:
    return {"predecessor": "quan", "successor": "phuong", "from_on": "2025-07-01", **BASIS, **said}


@pytest.mark.usefixtures("district")
def test_the_list_says_what_waits_and_who_may_take_it(writer: TestClient, planner: Headers) -> None:
    page = writer.get(LIST, headers=planner).text
    filtered = writer.get(f"{LIST}?role=coordinate&organisation=quan", headers=planner).text

    assert [words in page for words in ("Mở đường", "Khảo sát", "UBND phường", "trên địa bàn")] == [True] * 4
    assert ['value="nq.1 lead"' in each for each in (page, filtered)] == [True, False]
    assert ['value="nq.1.M1 coordinate"' in each for each in (page, filtered)] == [True, True]


@pytest.mark.usefixtures("district")
def test_my_work_counts_them_for_the_planner(writer: TestClient, planner: Headers) -> None:
    assert "2 nhiệm vụ của cơ quan đã kết thúc chưa có cơ quan kế thừa" in writer.get("/", headers=planner).text
    assert LIST in writer.get("/phan-cong", headers=planner).text


@pytest.mark.usefixtures("district")
def test_others_see_no_such_list(writer: TestClient, sign_in: SignIn) -> None:
    agency = sign_in(Role.AGENCY)
    asked = (LIST, f"{GIVE}?predecessor=quan&everything=true", "/api/v1/assignments/unsucceeded")

    assert [writer.get(address, headers=agency).status_code for address in asked] == [403] * 3
    assert writer.post(GIVE, data=form(everything="true"), headers=agency).status_code == 403


@pytest.mark.usefixtures("district")
def test_ticked_duties_are_shown_then_given_on(writer: TestClient, planner: Headers) -> None:
    asked = writer.get(f"{GIVE}?predecessor=quan&duties=nq.1+lead", headers=planner).text
    typed = form(duties=["nq.1 lead"], responsible="Chủ tịch phường")
    preview = writer.post(GIVE, data=typed, headers=planner)
    unchanged = writer.get("/api/v1/projects/nq.1").json()["lead"]
    saved = writer.post(GIVE, data={**typed, "press": "save"}, headers=planner)
    lead, was = writer.get("/api/v1/projects/nq.1").json()["assignments"]

    assert ["UBND phường (gợi ý)" in asked, 'value="2025-07-01"' in asked] == [True, True]
    assert (preview.status_code, f'action="{GIVE}"' in preview.text) == (200, True)
    assert (unchanged["code"], unchanged["ended_on"]) == ("quan", "2025-07-01")
    assert [each["code"] for each in unchanged["now"]] == ["phuong"]
    assert saved.status_code == 303
    assert {lead["organisation"]["code"]: lead["to_on"], was["organisation"]["code"]: was["to_on"]} == {
        "quan": "2025-07-01",
        "phuong": None,
    }
    carried = next(each for each in (lead, was) if each["organisation"]["code"] == "phuong")
    assert (carried["basis_document"]["number"], carried["responsible"]) == ("12/QĐ-UBND", "Chủ tịch phường")
    assert "Mở đường" in writer.get(saved.headers["location"], headers=planner).text


@pytest.mark.usefixtures("district")
def test_the_whole_group_is_given_on_and_the_list_is_empty(writer: TestClient, planner: Headers) -> None:
    asked = writer.get(f"{GIVE}?predecessor=quan&everything=true", headers=planner)
    saved = writer.post(GIVE, data=form(everything="true", press="save"), headers=planner)

    assert [asked.status_code, saved.status_code] == [200, 303]
    assert writer.get("/api/v1/assignments/unsucceeded", headers=planner).json()["total"] == 0


@pytest.mark.usefixtures("district")
@pytest.mark.parametrize(
    ("said", "fault"),
    [
        pytest.param({"successor": "quan"}, "successor", id="a successor that does not exist that day"),
        pytest.param({"from_on": "2025-06-30"}, "from_on", id="a day on which it still existed"),
        pytest.param({"number": ""}, "number", id="no document"),
        pytest.param({"duties": ["nq.1 chief"]}, "duties", id="no such role"),
        pytest.param({"duties": []}, "duties", id="nothing ticked"),
    ],
)
def test_what_was_typed_comes_back_with_its_fault(
    writer: TestClient, planner: Headers, said: dict[str, Any], fault: str
) -> None:
    typed = {**form(duties=["nq.1 lead"], title="Giữ lại", press="save"), **said}

    refused = writer.post(GIVE, data=typed, headers=planner)

    assert (refused.status_code, f'href="#i-{fault}"' in refused.text) == (422, True)
    assert 'value="Giữ lại"' in refused.text
    assert ('value="nq.1 lead" checked' in refused.text) is (typed["duties"] == ["nq.1 lead"])
    assert writer.get("/api/v1/projects/nq.1").json()["lead"]["code"] == "quan"


@pytest.mark.parametrize("query", ["", "?predecessor=quan", "?everything=true"])
def test_without_duties_one_goes_back_to_choose(writer: TestClient, planner: Headers, query: str) -> None:
    assert writer.get(f"{GIVE}{query}", headers=planner).headers["location"] == LIST


@pytest.mark.usefixtures("district")
def test_rest_lists_and_reassigns_and_names_faults(writer: TestClient, planner: Headers) -> None:
    wish = {
        "predecessor": "quan",
        "successor": "phuong",
        "basis": BASIS,
        "duties": [{"subject": "nq.1", "role": "lead"}],
    }
    listed = writer.get("/api/v1/assignments/unsucceeded?role=lead", headers=planner).json()
    wrong = {**wish, "duties": [{"subject": "nq.1", "role": "invest"}]}

    refused = writer.post("/api/v1/assignments:reassign", json=wrong, headers=planner)
    made = writer.post("/api/v1/assignments:reassign", json=wish, headers=planner)

    assert [(each["subject"], each["role"], each["organisation"]["code"]) for each in listed["items"]] == [
        ("nq.1", "lead", "quan")
    ]
    assert (refused.status_code, [each["pointer"] for each in refused.json()["errors"]]) == (422, ["/duties/0"])
    assert (made.status_code, made.json()["from_on"]) == (201, "2025-07-01")
    assert writer.get(made.headers["Location"], headers=planner).json() == made.json()


@pytest.mark.usefixtures("district")
def test_an_organisations_page_tells_both_sides(writer: TestClient) -> None:
    before, after = (writer.get(f"/co-quan/{code}").text for code in ("quan", "phuong"))

    assert ["Chuyển cho" in each for each in (before, after)] == [True, False]
    assert ["Kế thừa từ" in each for each in (before, after)] == [False, True]


@pytest.mark.usefixtures("district")
def test_a_project_names_who_stands_there_now(writer: TestClient) -> None:
    for page in ("/du-an", "/du-an/nq.1"):
        assert "(nay là UBND phường)" in writer.get(page).text


def test_a_projects_old_ward_says_where_it_lies_now(writer: TestClient, make: Make) -> None:
    old = make.ward(code="cu-tan-an", name="Phường Tân An", valid_to=ENDED)
    make.ward_succession(predecessor=old, successor=make.ward(code="31135", name="Phường Ninh Kiều"))
    make.project(code="nq.1", wards=[old, make.ward(code="31147", name="Phường Tân An", valid_from=ENDED)])

    wards = writer.get("/api/v1/projects/nq.1").json()["wards"]

    assert {ward["code"]: [each["code"] for each in ward["now"]] for ward in wards} == {
        "31147": [],
        "cu-tan-an": ["31135"],
    }
    assert "(nay thuộc Phường Ninh Kiều)" in writer.get("/du-an/nq.1").text
    listed = writer.get("/du-an").text
    assert ["Phường Tân An (… – 30/06/2025)" in listed, "Phường Tân An (01/07/2025 – …)" in listed] == [True, True]


@pytest.mark.usefixtures("district")
def test_a_succession_is_recorded_on_a_page(writer: TestClient, planner: Headers, make: Make) -> None:
    make.organisation(code="so", name="Sở Mới")
    address = "/co-quan/quan/ke-thua"
    typed = {
        "predecessor": "quan",
        "successor": "so",
        "kind": "split",
        "effective_on": "2025-07-01",
        "confidence": "medium",
    }

    asked = writer.get(address, headers=planner)
    twice = [writer.post(address, data=typed, headers=planner) for _ in range(2)]

    assert asked.status_code == 200
    assert [each.status_code for each in twice] == [303, 422]
    assert twice[0].headers["location"] == "/co-quan/quan#ke-thua"
    assert 'id="e-successor"' in twice[1].text
    assert "Sở Mới" in writer.get("/co-quan/quan").text


@pytest.mark.usefixtures("district")
def test_rest_records_a_succession_that_nobody_knows_yet(writer: TestClient, planner: Headers) -> None:
    wish = {"predecessor": "quan", "kind": "transfer", "confidence": "undetermined"}

    made = writer.post("/api/v1/successions", json=wish, headers=planner)
    listed = writer.get(made.headers["Location"]).json()
    unknown = writer.get("/api/v1/successions?successor=none").json()

    assert (made.status_code, made.json()["successor"]) == (201, None)
    assert [each["successor"] and each["successor"]["code"] for each in listed["items"]] == ["phuong", None]
    assert unknown["total"] == 1


@pytest.mark.usefixtures("district")
def test_others_record_nothing(writer: TestClient, sign_in: SignIn) -> None:
    agency = sign_in(Role.AGENCY)
    wish = {"predecessor": "quan", "kind": "transfer"}

    assert writer.get("/co-quan/quan/ke-thua", headers=agency).status_code == 403
    assert writer.post("/co-quan/quan/ke-thua", data=wish, headers=agency).status_code == 403
    assert writer.post("/api/v1/successions", json=wish, headers=agency).status_code == 403
    assert "Ghi nhận kế thừa" not in writer.get("/co-quan/quan", headers=agency).text
