"""Giving on what an organisation that ended still has to do, and taking that back."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.access.actor import Role
from app.domain.errors import InvalidInputError, NotPermittedError
from app.domain.organisations.roles import AssignmentRole
from app.domain.portfolio.statuses import ProjectStatus
from app.models import Assignment, AssignmentBatch, Milestone, Organisation, Project, Quotation
from app.queries.organisations.batches import batch_read
from app.queries.organisations.unsucceeded import unsucceeded_total
from app.schemas.successions import Reassignment
from app.services.organisations import reassigning
from app.services.organisations.reassigning import planned_reassignment, reassign
from app.services.organisations.undoing import undo_assignments
from tests.conftest import TODAY
from tests.factories import START, Make
from tests.services.planning import BASIS, as_role, planner

ENDED = date(2025, 7, 1)
TOMORROW = TODAY + timedelta(days=1)
Held = tuple[str, str, date, date | None]


@pytest.fixture
def district(make: Make) -> Organisation:
    return make.organisation(code="quan", short_name="UBND quận", valid_to=ENDED)


@pytest.fixture
def ward(make: Make) -> Organisation:
    return make.organisation(code="phuong", valid_from=ENDED)


def wish(*duties: tuple[str, str], **said: object) -> Reassignment:
    named = [{"subject": subject, "role": role} for subject, role in duties]
    return Reassignment.model_validate(
        {"predecessor": "quan", "successor": "phuong", "duties": named, "basis": BASIS, **said}
    )


def held(session: Session, work: Project | Milestone) -> list[Held]:
    session.refresh(work, ["assignments"])
    rows = sorted(work.assignments, key=lambda row: (row.role, row.from_on, row.id))
    return [(row.role.value, row.organisation.code, row.from_on, row.to_on) for row in rows]


def pointers(error: InvalidInputError) -> list[str | None]:
    return [each.pointer for each in error.errors]


@pytest.mark.usefixtures("ward")
def test_those_named_pass_on_with_the_document_from_the_day_it_ended(
    session: Session, make: Make, district: Organisation
) -> None:
    project, kept = make.project(), make.project()
    step = make.milestone(project=project)
    make.assignment(organisation=district, project=project, responsible="Chủ tịch quận")
    make.assignment(organisation=district, project=project, role=AssignmentRole.MONITOR)
    make.assignment(organisation=district, milestone=step, role=AssignmentRole.COORDINATE)
    make.assignment(organisation=district, project=kept)

    batch = reassign(
        planner(session, make),
        wish((project.code, "lead"), (step.code, "coordinate"), responsible="Chủ tịch phường", reason="Hết cấp huyện"),
    )

    assert held(session, project) == [
        ("lead", "quan", START, ENDED),
        ("lead", "phuong", ENDED, None),
        ("monitor", "quan", START, None),
    ]
    assert held(session, step) == [("coordinate", "quan", START, ENDED), ("coordinate", "phuong", ENDED, None)]
    assert held(session, kept) == [("lead", "quan", START, None)]
    new = session.scalars(select(Assignment).where(Assignment.from_on == ENDED)).all()
    assert {(row.responsible, row.basis_document) for row in new} == {("Chủ tịch phường", batch.basis_document)}
    read = batch_read(session, batch.code, TODAY)
    assert read.basis_document
    assert (read.reason, read.basis_document.number) == ("Hết cấp huyện", "12/QĐ-UBND")
    assert [(each.project.code, each.milestone and each.milestone.code) for each in read.changes] == [
        (project.code, None),
        (project.code, step.code),
    ]


@pytest.mark.usefixtures("ward")
def test_all_of_an_organisation_pass_on_or_all_of_some_roles(
    session: Session, make: Make, district: Organisation
) -> None:
    for role in (AssignmentRole.LEAD, AssignmentRole.COORDINATE, AssignmentRole.COORDINATE):
        make.assignment(organisation=district, role=role)
    over = make.assignment(organisation=district, project=make.project(status=ProjectStatus.COMPLETED)).project
    work = planner(session, make)

    some = reassign(work, wish(everything=True, roles=["coordinate"]))
    rest = reassign(work, wish(everything=True))

    assert ([len(batch.changes) for batch in (some, rest)], unsucceeded_total(session, TODAY)) == ([2, 1], 0)
    assert over
    assert held(session, over) == [("lead", "quan", START, None)]


@pytest.mark.usefixtures("ward")
def test_an_end_that_was_set_before_stays(session: Session, make: Make, district: Organisation) -> None:
    project = make.project()
    make.assignment(organisation=district, project=project, to_on=TOMORROW)
    later = make.organisation(code="sau")
    make.assignment(project=project, organisation=later, from_on=TOMORROW)

    reassign(planner(session, make), wish((project.code, "lead")))

    assert held(session, project) == [
        ("lead", "quan", START, ENDED),
        ("lead", "phuong", ENDED, TOMORROW),
        ("lead", later.code, TOMORROW, None),
    ]


def test_one_who_has_the_role_already_has_it_once(
    session: Session, make: Make, district: Organisation, ward: Organisation
) -> None:
    project = make.project()
    for each in (district, ward):
        make.assignment(organisation=each, project=project, role=AssignmentRole.COORDINATE)
    work = planner(session, make)

    done = reassign(work, wish((project.code, "coordinate")))
    given_on = held(session, project)
    undo_assignments(work, done.code, "Nhầm")

    assert given_on == [("coordinate", "quan", START, ENDED), ("coordinate", "phuong", START, None)]
    assert held(session, project) == [
        ("coordinate", "quan", START, ENDED),
        ("coordinate", "phuong", START, None),
        ("coordinate", "quan", TODAY, None),
    ]


@pytest.mark.usefixtures("ward")
def test_taking_back_gives_it_to_the_ended_again_also_in_milestones(
    session: Session, make: Make, district: Organisation
) -> None:
    step = make.milestone()
    make.assignment(organisation=district, milestone=step, responsible="Chủ tịch quận")
    work = planner(session, make)
    done = reassign(work, wish((step.code, "lead")))

    undo_assignments(work, done.code, "Nhầm phường")

    assert held(session, step) == [
        ("lead", "quan", START, ENDED),
        ("lead", "phuong", ENDED, TODAY),
        ("lead", "quan", TODAY, None),
    ]
    assert unsucceeded_total(session, TODAY) == 1


@pytest.mark.usefixtures("ward")
def test_a_preview_changes_nothing(session: Session, make: Make, district: Organisation) -> None:
    project = make.project()
    make.assignment(organisation=district, project=project)

    entries = planned_reassignment(planner(session, make), wish((project.code, "lead")))
    session.flush()

    assert [(each.project, each.after and each.after.code) for each in entries] == [(project, "phuong")]
    assert held(session, project) == [("lead", "quan", START, None)]
    assert session.scalar(select(func.count()).select_from(AssignmentBatch)) == 0


@pytest.mark.parametrize(
    ("said", "pointer"),
    [
        pytest.param({"successor": "khong-co"}, "/successor", id="no such successor"),
        pytest.param({"successor": "quan"}, "/successor", id="to itself"),
        pytest.param({"successor": "sau-nay"}, "/successor", id="a successor that begins later"),
        pytest.param({"successor": "sau-nay", "from_on": ENDED.isoformat()}, "/successor", id="on a day before it"),
        pytest.param({"predecessor": "phuong"}, "/predecessor", id="an organisation that goes on"),
        pytest.param({"predecessor": "khong-co"}, "/predecessor", id="no such predecessor"),
        pytest.param({"from_on": "2025-06-30"}, "/from_on", id="a day on which it still existed"),
        pytest.param({"duties": []}, "/duties", id="nothing chosen"),
        pytest.param({"duties": [], "everything": True, "roles": ["invest"]}, "/duties", id="no such role of it"),
        pytest.param({"duties": [{"subject": "p", "role": "invest"}]}, "/duties/0", id="a role it has not"),
        pytest.param({"duties": [{"subject": "x", "role": "lead"}]}, "/duties/0", id="work that is not there"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_nothing_is_saved(
    session: Session, make: Make, district: Organisation, said: dict[str, object], pointer: str
) -> None:
    ward = make.organisation(code="phuong", valid_from=ENDED)
    make.organisation(code="sau-nay", valid_from=ENDED + timedelta(days=1))
    project = make.project(code="p")
    make.assignment(organisation=district, project=project)
    make.assignment(organisation=ward, project=project, role=AssignmentRole.COORDINATE)

    with pytest.raises(InvalidInputError) as caught:
        reassign(planner(session, make), wish(("p", "lead"), **said))

    assert pointers(caught.value) == [pointer]
    assert held(session, project) == [("coordinate", "phuong", START, None), ("lead", "quan", START, None)]


@pytest.mark.usefixtures("ward")
def test_each_duty_that_cannot_pass_on_that_day_is_named(session: Session, make: Make, district: Organisation) -> None:
    fine, late, quoted, again = (make.project(code=code) for code in ("fine", "late", "quoted", "again"))
    make.assignment(organisation=district, project=fine)
    make.assignment(organisation=district, project=late, from_on=ENDED + timedelta(days=1))
    by_words = make.assignment(organisation=district, project=quoted, from_on=ENDED)
    clause = quoted.quotations[0].clause
    session.add(Quotation(assignment=by_words, clause=clause, words="Làm", start=0, end=3, position=1))
    make.assignment(organisation=district, project=again)
    make.assignment(project=again, from_on=TOMORROW)
    session.flush()

    with pytest.raises(InvalidInputError) as caught:
        reassign(planner(session, make), wish(*((code, "lead") for code in ("fine", "late", "quoted", "again"))))

    assert pointers(caught.value) == ["/duties/1", "/duties/2", "/duties/3"]
    assert held(session, fine) == [("lead", "quan", START, None)]


@pytest.mark.usefixtures("ward")
def test_more_than_one_act_can_hold_are_refused(
    session: Session, make: Make, district: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reassigning, "MOST_AT_ONCE", 1)
    for _ in range(2):
        make.assignment(organisation=district)

    with pytest.raises(InvalidInputError) as caught:
        reassign(planner(session, make), wish(everything=True))

    assert pointers(caught.value) == ["/roles"]


@pytest.mark.usefixtures("ward")
@pytest.mark.parametrize("role", [role for role in Role if role is not Role.PLANNER])
def test_nobody_but_a_planner_gives_duties_on(session: Session, make: Make, district: Organisation, role: Role) -> None:
    project = make.assignment(organisation=district).project

    assert project
    with pytest.raises(NotPermittedError):
        reassign(as_role(session, make, role), wish((project.code, "lead")))
