"""A planner's pages: from a sentence to a project, its plan and its owners; and what two people do to one form."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from app.domain.access.actor import Role
from app.models import Project
from tests.factories import Make
from tests.web.planning.conftest import Headers, SignIn

BASIS = {"number": "12/QĐ-UBND", "issued_on": "2026-11-20", "issuer": "UBND thành phố", "title": "Phân công"}


def form_of(page: str) -> dict[str, str]:
    """Return the values of the page's text and hidden fields, choices and areas."""
    inputs = re.findall(r'<input type="(?:text|hidden|date)"[^>]* name="(\w+)" value="([^"]*)"', page)
    hidden = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page)
    areas = re.findall(r'<textarea[^>]* name="(\w+)"[^>]*>([^<]*)</textarea>', page)
    selects = re.findall(r'<select [^>]*name="(\w+)"(.*?)</select>', page, re.DOTALL)
    chosen = [(name, value) for name, body in selects for value in re.findall(r'value="([^"]*)" selected', body)]
    return dict([*inputs, *hidden, *areas, *chosen])


def test_a_sentence_becomes_a_project(writer: TestClient, planner: Headers, make: Make, session: Session) -> None:
    programme = make.programme(clause=make.clause(path="II.3", text="Đường sá"))
    clause = make.clause(path="II.3.d1.s2", text="Mở rộng đường Mậu Thân.", resolution=programme.resolution)

    page = writer.get(f"/du-an/moi?clause={clause.path}", headers=planner).text
    typed = {**form_of(page), "title": "Đường Mậu Thân", "summary": "Mở rộng.", "kind": "construction"}
    made = writer.post("/du-an/moi", data=typed, headers=planner)

    assert typed["quotations"] == clause.text
    assert typed["programme"] == programme.code
    assert made.status_code == 303
    code = made.headers["location"].removeprefix("/du-an/")
    assert code == f"{programme.resolution.code}.{programme.number}.01"
    assert session.query(Project).filter_by(code=code).one().title == "Đường Mậu Thân"


def test_without_a_sentence_one_is_chosen_first(writer: TestClient, planner: Headers, sign_in: SignIn) -> None:
    answers = [writer.get("/du-an/moi", headers=each) for each in (planner, sign_in(Role.AGENCY))]
    lists = ["Tạo nhiệm vụ từ một câu" in writer.get("/du-an", headers=each).text for each in (planner, {})]

    assert [each.status_code for each in answers] == [303, 403]
    assert answers[0].headers["location"] == "/nghi-quyet"
    assert lists == [True, False]


def test_what_was_typed_comes_back_with_its_fault(writer: TestClient, planner: Headers, make: Make) -> None:
    clause = make.clause(path="II.3.d1.s2", text="Mở rộng đường Mậu Thân.")
    typed = form_of(writer.get(f"/du-an/moi?clause={clause.path}", headers=planner).text)

    refused = writer.post(
        "/du-an/moi",
        data={**typed, "title": "Giữ lại", "summary": "Mở rộng.", "kind": "construction", "quotations": "lời khác"},
        headers=planner,
    )

    assert refused.status_code == 422
    assert 'id="e-quotations"' in refused.text
    assert form_of(refused.text)["title"] == "Giữ lại"


def test_edits_that_do_not_touch_are_merged(writer: TestClient, planner: Headers, make: Make, session: Session) -> None:
    code = make.project(title="Tên", place="Bến").code
    address = f"/du-an/{code}/sua"
    mine = form_of(writer.get(address, headers=planner).text)
    writer.post(address, data={**mine, "place": "Chợ"}, headers=planner)

    saved = writer.post(address, data={**mine, "title": "Tên mới"}, headers=planner)

    project = session.query(Project).filter_by(code=code).one()
    assert saved.status_code == 303
    assert (project.title, project.place) == ("Tên mới", "Chợ")


@pytest.mark.parametrize(("keep", "title"), [("mine", "Của tôi"), ("theirs", "Của họ")])
def test_both_versions_are_shown_and_one_is_chosen(  # noqa: PLR0913, PLR0917 (a story)
    writer: TestClient, planner: Headers, make: Make, session: Session, keep: str, title: str
) -> None:
    code = make.project(title="Tên").code
    address = f"/du-an/{code}/sua"
    mine = form_of(writer.get(address, headers=planner).text)
    writer.post(address, data={**mine, "title": "Của họ"}, headers=planner)

    stale = writer.post(address, data={**mine, "title": "Của tôi", "summary": "Cũng của tôi."}, headers=planner)
    again = writer.post(address, data={**form_of(stale.text), "keep_title": keep}, headers=planner)

    project = session.query(Project).filter_by(code=code).one()
    assert stale.status_code == 412
    assert re.findall(r"<q>([^<]*)</q>", stale.text) == ["Của tôi", "Của họ"]
    assert again.status_code == 303
    assert (project.title, project.summary) == (title, "Cũng của tôi.")


def test_a_plan_is_shown_changed_and_saved(writer: TestClient, planner: Headers, make: Make, session: Session) -> None:
    project = make.project()
    code, template = project.code, make.template(steps=[{"days": 5}, {"days": 3, "after": (1,)}]).code
    address = f"/du-an/{code}/moc-moi"

    page = writer.get(f"{address}?template={template}&start=2026-11-30", headers=planner).text
    shown = dict(re.findall(r'name="(deadline_\d)"[^>]*? value="([^"]*)"', page))
    saved = writer.post(
        address, data={"template": template, "step": ["1", "2"], **shown, "deadline_2": "2026-12-31"}, headers=planner
    )

    assert shown == {"deadline_1": "2026-12-04", "deadline_2": "2026-12-09"}
    assert saved.status_code == 303
    session.refresh(project := session.get_one(Project, project.id), ["milestones"])
    assert [str(row.deadline_on) for row in project.milestones] == ["2026-12-04", "2026-12-31"]


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({}, "i-steps"),
        ({"step": "1", "deadline_1": "mai"}, "e-deadline_1"),
        ({"step": "1", "deadline_1": "2027-01-01"}, "e-deadline_1"),
        ({"step": "1", "start_1": "mai"}, "e-start_1"),
    ],
)
def test_a_plan_that_cannot_be_saved_says_where(
    writer: TestClient, planner: Headers, make: Make, said: dict[str, str], fault: str
) -> None:

    code = make.project(deadline_on=date(2026, 12, 1)).code
    template = make.template(steps=[{"days": 5}]).code

    refused = writer.post(f"/du-an/{code}/moc-moi", data={"template": template, **said}, headers=planner)

    assert refused.status_code == 422
    assert f'id="{fault}"' in refused.text


def test_many_are_assigned_after_a_preview_and_taken_back(
    writer: TestClient, planner: Headers, make: Make, session: Session
) -> None:
    codes, lead = [make.project().code, make.project().code], make.organisation()
    typed = {**BASIS, "projects": codes, "lead": lead.code, "responsible": "Giám đốc"}

    board = writer.get("/phan-cong", headers=planner).text
    preview = writer.post("/phan-cong/giao", data=typed, headers=planner)
    before = writer.get(f"/api/v1/projects/{codes[0]}").json()["lead"]
    saved = writer.post("/phan-cong/giao", data={**typed, "press": "save"}, headers=planner)
    address = saved.headers["location"]
    taken_back = writer.post(f"{address}/huy", data={"reason": "Nhầm"}, headers=planner)

    assert all(f'value="{code}"' in board for code in codes)
    assert (preview.status_code, before) == (200, None)
    assert (saved.status_code, taken_back.status_code) == (303, 303)
    assert writer.get(address, headers=planner).status_code == 200
    assert writer.get(taken_back.headers["location"], headers=planner).status_code == 200
    assert session.query(Project).count() == len(codes)


def test_a_bulk_form_that_is_refused_keeps_what_was_typed(writer: TestClient, planner: Headers, make: Make) -> None:

    dated = make.project(deadline_on=date(2026, 12, 1)).code
    typed = {**BASIS, "projects": [dated], "deadline": "2027-01-01"}

    refused = writer.post("/phan-cong/giao", data=typed, headers=planner)

    assert refused.status_code == 422
    assert form_of(refused.text)["issuer"] == "UBND thành phố"
    assert refused.text.count(f"{dated} đã có") == 2


def test_taking_back_asks_for_a_reason(writer: TestClient, planner: Headers, make: Make) -> None:
    typed = {**BASIS, "projects": [make.project().code], "lead": make.organisation().code, "press": "save"}
    address = writer.post("/phan-cong/giao", data=typed, headers=planner).headers["location"]

    assert writer.post(f"{address}/huy", data={}, headers=planner).status_code == 422


def test_a_project_is_published_by_one_press(
    writer: TestClient, planner: Headers, make: Make, session: Session
) -> None:
    code = make.project(published=False).code

    writer.post(f"/du-an/{code}/cong-bo", data={"published": "true"}, headers=planner)

    assert session.query(Project).filter_by(code=code).one().published


@pytest.mark.parametrize("role", [Role.AGENCY, Role.SUPERVISOR, Role.MONITOR, Role.ADMIN])
def test_others_are_neither_offered_nor_given_these_pages(
    writer: TestClient, sign_in: SignIn, make: Make, role: Role
) -> None:
    headers, code = sign_in(role), make.project().code
    clause = make.clause(path="II.3.d1.s2")

    page = writer.get(f"/du-an/{code}", headers=headers).text
    statuses = {
        path: writer.get(path, headers=headers).status_code
        for path in (
            f"/du-an/moi?resolution={clause.resolution.code}&clause={clause.path}",
            f"/du-an/{code}/sua",
            f"/du-an/{code}/moc-moi",
            "/phan-cong",
            f"/phan-cong/giao?projects={code}",
            "/phan-cong/PC-1",
        )
    }

    assert not re.search(r"/sua\"|/moc-moi\"|phan-cong", page)
    assert set(statuses.values()) == {403}


def test_the_board_costs_the_same_for_three_rows_and_three_hundred(
    writer: TestClient, planner: Headers, make: Make, engine: Engine
) -> None:
    address = "/phan-cong?limit=200&missing=person"
    _work(make, 3)
    writer.get(address, headers=planner)
    few = statements_of(writer, engine, address, planner)

    _work(make, 297)

    assert statements_of(writer, engine, address, planner) == few


def _work(make: Make, rows: int) -> None:
    for _ in range(rows):
        project = make.project(programme=make.programme())
        make.milestone(project=project)
        make.assignment(project=project, role="coordinate")


def statements_of(client: TestClient, engine: Engine, address: str, headers: Headers) -> int:
    with _noting(engine) as seen:
        assert client.get(address, headers=headers).status_code == 200
    return len(seen)


@contextmanager
def _noting(engine: Engine) -> Iterator[list[str]]:
    seen: list[str] = []

    def note(*event_values: object) -> None:
        seen.append(str(event_values[2]))

    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)


def test_a_milestone_is_added_by_hand_and_edited(writer: TestClient, planner: Headers, make: Make) -> None:
    project = make.project()
    first = make.milestone(project=project, title="Khảo sát").code
    address = f"/du-an/{project.code}/them-moc"
    typed = {"title": "Lập báo cáo", "deadline": "2026-12-31", "precision": "month", "predecessors": first}

    refused = writer.post(address, data={**typed, "title": ""}, headers=planner)
    made = writer.post(address, data=typed, headers=planner).headers["location"]
    form = writer.get(f"{made}/sua", headers=planner).text
    saved = writer.post(f"{made}/sua", data={**form_of(form), "title": "Trình báo cáo"}, headers=planner)

    record = writer.get(made.replace("/moc/", "/api/v1/milestones/"), headers=planner).json()
    assert (refused.status_code, form_of(refused.text)["deadline"], saved.status_code) == (422, "2026-12-31", 303)
    assert f'value="{first}" checked' in refused.text
    assert (record["title"], record["deadline"]) == ("Trình báo cáo", {"date": "2026-12-31", "precision": "month"})
    assert record["predecessors"] == []


def test_a_milestone_that_two_people_edit_keeps_both_words(writer: TestClient, planner: Headers, make: Make) -> None:
    code = make.milestone(title="Khảo sát").code
    address = f"/moc/{code}/sua"
    mine = form_of(writer.get(address, headers=planner).text)
    writer.post(address, data={**mine, "title": "Của họ", "stage": "preparation"}, headers=planner)

    stale = writer.post(address, data={**mine, "title": "Của tôi", "product": "Báo cáo"}, headers=planner)
    again = writer.post(address, data={**form_of(stale.text), "keep_title": "mine"}, headers=planner)

    record = writer.get(f"/api/v1/milestones/{code}", headers=planner).json()
    assert (stale.status_code, re.findall(r"<q>([^<]*)</q>", stale.text)) == (412, ["Của tôi", "Của họ"])
    assert again.status_code == 303
    assert (record["title"], record["product"], record["stage"]) == ("Của tôi", "Báo cáo", "preparation")
