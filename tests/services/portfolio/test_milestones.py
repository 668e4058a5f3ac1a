"""Adding milestones by hand and from templates, and editing them."""

from datetime import date, timedelta
from itertools import chain
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from app.domain.access.actor import Role
from app.domain.errors import ConflictError, InvalidInputError, NotFoundError, NotPermittedError, StaleEditError
from app.domain.portfolio.statuses import MilestoneStatus, ProjectStatus
from app.queries.portfolio.templates import planned
from app.schemas.planning import AcceptedPlan, MilestoneChange, NewMilestone
from app.schemas.templates import PlannedStepRead
from app.services.portfolio.milestones import add_from_template, add_milestone, edit_milestone
from tests.conftest import TODAY
from tests.factories import Make
from tests.services.planning import as_role, at_version, planner


def new(**said: object) -> NewMilestone:
    return NewMilestone.model_validate({"title": "Lập dự án", **said})


def change(**said: object) -> MilestoneChange:
    return MilestoneChange.model_validate(said)


def accepted(template: str, *steps: dict[str, Any]) -> AcceptedPlan:
    return AcceptedPlan.model_validate({"template": template, "steps": list(steps)})


def as_planned(step: PlannedStepRead) -> dict[str, Any]:
    deadline = {"date": step.deadline} if step.deadline else None
    return {"number": step.number, "planned_start": step.planned_start, "deadline": deadline}


def pointers(error: InvalidInputError) -> list[str | None]:
    return [each.pointer for each in error.errors]


def test_a_milestone_is_numbered_after_the_last_one(session: Session, make: Make) -> None:
    earlier = make.milestone(number=7)

    row = add_milestone(
        planner(session, make), earlier.project.code, new(predecessors=[earlier.code], deadline={"date": "2027-03-31"})
    )

    assert (row.code, row.number, row.predecessors) == (f"{earlier.project.code}.M08", 8, [earlier])
    assert row.deadline_on == row.original_deadline_on == date(2027, 3, 31)
    assert "lap du an" in row.search_text


def test_a_milestone_that_is_added_opens_a_completed_project_again(session: Session, make: Make) -> None:
    done = make.milestone(status=MilestoneStatus.COMPLETED, completed_on=TODAY)
    done.project.status = ProjectStatus.COMPLETED

    add_milestone(planner(session, make), done.project.code, new())

    assert done.project.status is ProjectStatus.IN_PROGRESS


def test_a_predecessor_is_of_the_same_project(session: Session, make: Make) -> None:
    other = make.milestone()

    with pytest.raises(InvalidInputError) as caught:
        add_milestone(planner(session, make), make.project().code, new(predecessors=[other.code]))

    assert pointers(caught.value) == ["/predecessors/0"]


def test_a_milestone_is_not_due_after_its_project(session: Session, make: Make) -> None:
    project = make.project(deadline_on=date(2027, 6, 30))

    with pytest.raises(InvalidInputError) as caught:
        add_milestone(planner(session, make), project.code, new(deadline={"date": "2027-07-01"}))

    assert pointers(caught.value) == ["/deadline"]


def test_an_edit_leaves_alone_what_was_not_sent(session: Session, make: Make) -> None:
    row = make.milestone(product="Tờ trình", weight=2)

    changed = edit_milestone(planner(session, make), row.code, change(title="Phê duyệt", weight=2))

    assert changed == ("title",)
    assert (row.title, row.product, row.weight) == ("Phê duyệt", "Tờ trình", 2)


def test_milestones_do_not_wait_for_each_other(session: Session, make: Make) -> None:
    first = make.milestone()
    second = make.milestone(project=first.project, predecessors=[first])
    work = planner(session, make)

    with pytest.raises(ConflictError):
        edit_milestone(work, first.code, change(predecessors=[second.code]))


def test_a_milestone_does_not_wait_for_itself(session: Session, make: Make) -> None:
    row = make.milestone()

    with pytest.raises(ConflictError):
        edit_milestone(planner(session, make), row.code, change(predecessors=[row.code]))


def test_predecessors_are_replaced(session: Session, make: Make) -> None:
    first = make.milestone()
    second = make.milestone(project=first.project)
    third = make.milestone(project=first.project, predecessors=[first])
    work = planner(session, make)

    assert edit_milestone(work, third.code, change(predecessors=[second.code])) == ("predecessors",)
    assert edit_milestone(work, third.code, change(predecessors=[second.code])) == ()

    assert third.predecessors == [second]


def test_a_second_deadline_is_for_an_extension(session: Session, make: Make) -> None:
    row = make.milestone(deadline_on=date(2027, 6, 30))

    with pytest.raises(ConflictError):
        edit_milestone(planner(session, make), row.code, change(deadline={"date": "2027-12-31"}))


def test_a_lost_update_is_refused(session: Session, make: Make) -> None:
    row, work = make.milestone(), planner(session, make)
    read = row.version
    edit_milestone(at_version(work, read), row.code, change(title="Của người trước"))

    with pytest.raises(StaleEditError):
        edit_milestone(at_version(work, read), row.code, change(title="Của người sau"))


@pytest.mark.parametrize(("published", "refusal"), [(True, NotPermittedError), (False, NotFoundError)])
def test_nobody_but_a_planner_makes_milestones(
    session: Session, make: Make, refusal: type[Exception], *, published: bool
) -> None:
    row = make.milestone(project=make.project(published=published))
    work = as_role(session, make, Role.AGENCY)

    with pytest.raises(refusal):
        add_milestone(work, row.project.code, new())
    with pytest.raises(refusal):
        edit_milestone(work, row.code, change(title="Khác"))


def test_a_milestone_that_is_not_there_cannot_be_edited(session: Session, make: Make) -> None:
    with pytest.raises(NotFoundError):
        edit_milestone(planner(session, make), "khong-co", change(title="Khác"))


def test_a_step_left_out_hands_on_what_it_waits_for(session: Session, make: Make) -> None:
    template = make.template(steps=[{}, {"after": (1,)}, {"after": (2,)}, {}])

    rows = add_from_template(
        planner(session, make), make.project().code, accepted(template.code, {"number": 3}, {"number": 1})
    )

    assert [(row.title, [before.title for before in row.predecessors]) for row in rows] == [
        ("Bước 1", []),
        ("Bước 3", ["Bước 1"]),
    ]


@pytest.mark.parametrize("steps", [[{"number": 9}], [{"number": 1}, {"number": 1}]])
def test_steps_that_are_not_there_or_there_twice_are_refused(
    session: Session, make: Make, steps: list[dict[str, Any]]
) -> None:
    template = make.template(steps=[{}])

    with pytest.raises(InvalidInputError) as caught:
        add_from_template(planner(session, make), make.project().code, accepted(template.code, *steps))

    assert pointers(caught.value) == [f"/steps/{len(steps) - 1}/number"]


def test_a_template_step_is_not_due_after_the_project(session: Session, make: Make) -> None:
    template, project = make.template(steps=[{}]), make.project(deadline_on=date(2027, 6, 30))
    late = {"number": 1, "deadline": {"date": "2027-07-01"}}

    with pytest.raises(InvalidInputError) as caught:
        add_from_template(planner(session, make), project.code, accepted(template.code, late))

    assert pointers(caught.value) == ["/steps/0/deadline"]


@st.composite
def templates(draw: st.DrawFn) -> list[dict[str, Any]]:
    numbers = range(1, draw(st.integers(min_value=1, max_value=6)) + 1)
    return [
        {
            "days": draw(st.none() | st.integers(min_value=1, max_value=20)),
            "conditional": draw(st.booleans()),
            "after": sorted(draw(st.sets(st.integers(min_value=1, max_value=number - 1)))) if number > 1 else [],
        }
        for number in numbers
    ]


# The session is rolled back after the last example; each makes rows of its own.
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=templates(), days=st.integers(min_value=0, max_value=400))
def test_a_plan_accepted_unchanged_is_saved_as_it_was_shown(
    session: Session, make: Make, steps: list[dict[str, Any]], days: int
) -> None:
    template, project = make.template(steps=steps), make.project()
    start = TODAY + timedelta(days=days)
    shown = planned(session, template.code, start).steps

    rows = add_from_template(planner(session, make), project.code, accepted(template.code, *map(as_planned, shown)))

    saved = [(row.number, row.planned_start, row.deadline_on) for row in rows]
    assert saved == [(step.number, step.planned_start, step.deadline) for step in shown]
    assert [[before.number for before in row.predecessors] for row in rows] == [step["after"] for step in steps]
    assert set(chain.from_iterable(row.search_text.split() for row in rows)) >= {"buoc"}
