"""Assigning owners, one project or many at a time, and taking it back."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.access.actor import Role
from app.domain.errors import ConflictError, InvalidInputError, NotFoundError, NotPermittedError
from app.domain.organisations.roles import AssignmentRole
from app.models import Assignment, AssignmentBatch, Document, Project, Quotation
from app.queries.organisations.batches import batch_read
from app.services.organisations.assignments import assign, assign_many, planned_entries
from app.services.organisations.undoing import undo_assignments
from tests.conftest import TODAY
from tests.factories import START, Make
from tests.services.planning import as_role, many, one, planner

TOMORROW = TODAY + timedelta(days=1)
Held = tuple[str, str, date, date | None]


def owners(session: Session, project: Project) -> list[Held]:
    """Return role, organisation, first day and end, in the order of the days."""
    session.refresh(project, ["assignments"])
    rows = sorted(project.assignments, key=lambda row: (row.role, row.from_on, row.id))
    return [(row.role.value, row.organisation.code, row.from_on, row.to_on) for row in rows]


def of(row: Assignment) -> Project:
    assert row.project is not None
    return row.project


def pointers(error: InvalidInputError) -> list[str | None]:
    return [each.pointer for each in error.errors]


def test_a_new_lead_closes_the_one_before_the_same_day(session: Session, make: Make) -> None:
    before = make.assignment()
    after = make.organisation()

    batch = assign(planner(session, make), of(before).code, one(after.code, responsible="Giám đốc Sở"))

    assert owners(session, of(before)) == [
        ("lead", before.organisation.code, START, TODAY),
        ("lead", after.code, TODAY, None),
    ]
    (change,) = batch_read(session, batch.code, TODAY).changes
    assert (change.before and change.before.code, change.after and change.after.code) == (
        before.organisation.code,
        after.code,
    )
    assert (change.responsible_before, change.responsible_after) == (None, "Giám đốc Sở")


def test_a_lead_held_from_the_same_day_is_replaced(session: Session, make: Make) -> None:
    project, wrong, right = make.project(), make.organisation(), make.organisation()
    work = planner(session, make)
    assign(work, project.code, one(wrong.code))

    assign(work, project.code, one(right.code))

    assert owners(session, project) == [("lead", right.code, TODAY, None)]


def test_a_lead_that_ends_later_ends_when_the_next_one_begins(session: Session, make: Make) -> None:
    before = make.assignment(to_on=TODAY + timedelta(days=90))
    after = make.organisation()

    assign(planner(session, make), of(before).code, one(after.code, from_on=TOMORROW))

    assert owners(session, of(before)) == [
        ("lead", before.organisation.code, START, TOMORROW),
        ("lead", after.code, TOMORROW, None),
    ]


def test_coordinators_stand_beside_each_other(session: Session, make: Make) -> None:
    before = make.assignment(role=AssignmentRole.COORDINATE)
    after = make.organisation()

    assign(planner(session, make), of(before).code, one(after.code, role="coordinate"))

    assert owners(session, of(before)) == [
        ("coordinate", before.organisation.code, START, None),
        ("coordinate", after.code, TODAY, None),
    ]


def test_the_document_is_numbered_and_as_public_as_the_project(session: Session, make: Make) -> None:
    make.document(code="VB-41")
    hidden, shown = make.project(published=False), make.project()
    organisation = make.organisation()
    work = planner(session, make)

    first = assign(work, hidden.code, one(organisation.code)).basis_document
    second = assign(work, shown.code, one(organisation.code)).basis_document

    assert first is second
    assert first is not None
    assert (first.code, first.number, first.published) == ("VB-42", "12/QĐ-UBND", False)


def test_what_is_so_already_is_refused(session: Session, make: Make) -> None:
    held = make.assignment()

    with pytest.raises(ConflictError):
        assign(planner(session, make), of(held).code, one(held.organisation.code))


def test_a_day_before_a_later_lead_is_refused(session: Session, make: Make) -> None:
    later = make.assignment(from_on=TOMORROW)

    with pytest.raises(InvalidInputError) as caught:
        assign(planner(session, make), of(later).code, one(make.organisation().code))

    assert pointers(caught.value) == ["/organisation"]


def test_an_owner_by_the_resolution_is_not_replaced_on_its_first_day(session: Session, make: Make) -> None:
    held = make.assignment(from_on=TODAY)
    clause = of(held).quotations[0].clause
    session.add(Quotation(assignment=held, clause=clause, words="Làm", start=0, end=3, position=1))
    session.flush()

    with pytest.raises(InvalidInputError):
        assign(planner(session, make), of(held).code, one(make.organisation().code))


@pytest.mark.parametrize("said", [{"valid_to": TODAY}, {"valid_from": TOMORROW}])
def test_an_organisation_that_does_not_exist_that_day_is_refused(
    session: Session, make: Make, said: dict[str, date]
) -> None:
    gone = make.organisation(**said)

    with pytest.raises(InvalidInputError) as caught:
        assign(planner(session, make), make.project().code, one(gone.code))

    assert pointers(caught.value) == ["/organisation"]


@pytest.mark.parametrize(("published", "refusal"), [(True, NotPermittedError), (False, NotFoundError)])
def test_nobody_but_a_planner_assigns(
    session: Session, make: Make, refusal: type[Exception], *, published: bool
) -> None:
    project, organisation = make.project(published=published), make.organisation()
    work = as_role(session, make, Role.AGENCY)

    with pytest.raises(refusal):
        assign(work, project.code, one(organisation.code))
    with pytest.raises(NotPermittedError):
        assign_many(work, many(project.code, lead={"organisation": organisation.code}))


def test_many_are_assigned_with_one_document(session: Session, make: Make) -> None:
    led, free = of(make.assignment()), make.project()
    lead, beside = make.organisation(), make.organisation()
    wish = many(
        led.code,
        free.code,
        lead={"organisation": lead.code},
        coordinators=[beside.code],
        deadline={"date": "2027-05-01", "precision": "quarter"},
    )

    batch = assign_many(planner(session, make), wish)

    assert [(change.project.code, change.role) for change in batch.changes] == [
        (project.code, role) for project in (led, free) for role in ("lead", "coordinate", None)
    ]
    assert owners(session, free) == [("coordinate", beside.code, TODAY, None), ("lead", lead.code, TODAY, None)]
    assert {led.deadline_on, free.original_deadline_on} == {date(2027, 6, 30)}
    assert session.scalar(select(func.count()).select_from(Document)) == 1


def test_a_preview_tells_what_changes_and_changes_nothing(session: Session, make: Make) -> None:
    led, so_already = make.assignment(), make.assignment()
    wish = many(of(led).code, of(so_already).code, lead={"organisation": so_already.organisation.code})

    entries = planned_entries(planner(session, make), wish)
    session.flush()

    assert [(each.project.code, each.held, each.after) for each in entries] == [
        (of(led).code, led, so_already.organisation)
    ]
    assert owners(session, of(led)) == [("lead", led.organisation.code, START, None)]
    assert session.scalar(select(func.count()).select_from(AssignmentBatch)) == 0


def test_one_fault_keeps_everything_from_being_saved(session: Session, make: Make) -> None:
    fine, dated, later = make.project(), make.project(deadline_on=TODAY), of(make.assignment(from_on=TOMORROW))
    wish = many(
        fine.code,
        dated.code,
        later.code,
        lead={"organisation": make.organisation().code},
        deadline={"date": "2027-05-01"},
    )

    with pytest.raises(InvalidInputError) as caught:
        assign_many(planner(session, make), wish)

    assert pointers(caught.value) == ["/projects/1", "/projects/2"]
    assert owners(session, fine) == []
    assert fine.deadline_on is None


def test_codes_that_are_not_there_are_each_named(session: Session, make: Make) -> None:
    wish = many("khong-co", make.project().code, "cung-khong", lead={"organisation": make.organisation().code})

    with pytest.raises(InvalidInputError) as caught:
        assign_many(planner(session, make), wish)

    assert pointers(caught.value) == ["/projects/0", "/projects/2"]


def test_a_deadline_before_that_of_a_milestone_is_refused(session: Session, make: Make) -> None:
    milestone = make.milestone(deadline_on=date(2027, 6, 1))

    with pytest.raises(InvalidInputError) as caught:
        assign_many(planner(session, make), many(milestone.project.code, deadline={"date": "2027-05-01"}))

    assert pointers(caught.value) == ["/projects/0"]


def test_an_act_that_asks_for_nothing_is_refused(session: Session, make: Make) -> None:
    with pytest.raises(InvalidInputError) as caught:
        assign_many(planner(session, make), many(make.project().code))

    assert pointers(caught.value) == ["/lead"]


def test_the_lead_does_not_coordinate_beside_itself(session: Session, make: Make) -> None:
    code = make.organisation().code

    with pytest.raises(InvalidInputError) as caught:
        assign_many(planner(session, make), many(make.project().code, lead={"organisation": code}, coordinators=[code]))

    assert pointers(caught.value) == ["/coordinators/0"]


def test_taking_back_is_an_act_of_its_own(session: Session, make: Make) -> None:
    basis = make.document()
    led, free = make.assignment(basis_document=basis, responsible="Bà A"), make.project()
    lead, beside = make.organisation(), make.organisation()
    work = planner(session, make)
    done = assign_many(
        work,
        many(
            of(led).code,
            free.code,
            lead={"organisation": lead.code},
            coordinators=[beside.code],
            deadline={"date": "2027-05-01"},
        ),
    )

    undone = undo_assignments(work, done.code, "Nhầm cơ quan")

    assert owners(session, of(led)) == [
        ("coordinate", beside.code, TODAY, TOMORROW),
        ("lead", led.organisation.code, START, TODAY),
        ("lead", led.organisation.code, TODAY, None),
    ]
    assert owners(session, free) == [
        ("coordinate", beside.code, TODAY, TOMORROW),
        ("lead", lead.code, TODAY, TOMORROW),
    ]
    assert (free.deadline_on, free.original_deadline_on) == (None, None)
    again = next(row for row in of(led).assignments if row.to_on is None)
    assert (again.responsible, again.basis_document) == ("Bà A", basis)
    assert (undone.reason, batch_read(session, done.code, TODAY).undone_by) == ("Nhầm cơ quan", undone.code)


def test_an_act_is_taken_back_once(session: Session, make: Make) -> None:
    work = planner(session, make)
    done = assign(work, of(make.assignment()).code, one(make.organisation().code))
    undone = undo_assignments(work, done.code, "Nhầm")

    with pytest.raises(ConflictError):
        undo_assignments(work, done.code, "Nhầm nữa")
    with pytest.raises(ConflictError):
        undo_assignments(work, undone.code, "Không nhầm")


def test_what_went_on_since_is_not_taken_back(session: Session, make: Make) -> None:
    project, work = make.project(), planner(session, make)
    done = assign(work, project.code, one(make.organisation().code))
    assign(work, project.code, one(make.organisation().code, from_on=TOMORROW))

    with pytest.raises(ConflictError):
        undo_assignments(work, done.code, "Nhầm")


def test_a_deadline_that_has_moved_is_not_taken_back(session: Session, make: Make) -> None:
    project, work = make.project(), planner(session, make)
    done = assign_many(work, many(project.code, deadline={"date": "2027-05-01"}))
    project.deadline_on = date(2027, 8, 1)

    with pytest.raises(ConflictError):
        undo_assignments(work, done.code, "Nhầm")


def test_taking_back_is_for_planners(session: Session, make: Make) -> None:
    done = assign(planner(session, make), make.project().code, one(make.organisation().code))

    with pytest.raises(NotPermittedError):
        undo_assignments(as_role(session, make, Role.MONITOR), done.code, "Nhầm")
    with pytest.raises(NotFoundError):
        undo_assignments(planner(session, make), "PC-0", "Nhầm")
    assert session.scalar(select(func.count()).select_from(Assignment)) == 1
