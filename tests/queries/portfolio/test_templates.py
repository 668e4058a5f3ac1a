"""Templates as they go out, ready to be planned."""

from datetime import date

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app.domain.calendar import DayKind
from app.domain.errors import NotFoundError
from app.domain.portfolio.plans import plan
from app.queries.organisations.calendar import calendar_of
from app.queries.portfolio.templates import template_detail, template_list
from app.schemas.templates import TemplateRead
from tests.conftest import CountQueries
from tests.factories import Make


def test_templates_are_listed_with_their_steps_counted(session: Session, make: Make) -> None:
    make.template(code="T2", title="Dự án nhỏ", steps=[{}, {}])
    make.template(code="T1", title="Dự án", steps=[])

    assert template_list(session) == [
        TemplateRead(code="T1", title="Dự án", steps_total=0),
        TemplateRead(code="T2", title="Dự án nhỏ", steps_total=2),
    ]


@pytest.mark.parametrize("steps", [1, 3])
def test_a_template_is_read_in_as_many_statements_whatever_it_holds(
    session: Session, make: Make, count_queries: CountQueries, steps: int
) -> None:
    make.template(code="T1", steps=[{"after": range(1, number)} for number in range(1, steps + 1)])
    session.expunge_all()

    with count_queries(3):
        template = template_detail(session, "T1")

    assert [step.after for step in template.steps] == [tuple(range(1, number)) for number in range(1, steps + 1)]


def test_an_unknown_template_is_not_found(session: Session) -> None:
    with pytest.raises(NotFoundError, match="T9"):
        template_detail(session, "T9")


def test_the_shipped_templates_are_all_there(seeded: Engine) -> None:
    with Session(seeded) as session:
        templates = {row.code: row.steps_total for row in template_list(session)}

    assert templates == {"T1": 21, "T2": 11, "T3": 12, "T4": 6, "T5": 8, "T6": 9, "T7": 4}


@pytest.mark.parametrize("code", ["T1", "T2", "T3", "T4", "T5", "T6", "T7"])
def test_every_shipped_template_can_be_planned(seeded: Engine, code: str) -> None:
    with Session(seeded) as session:
        template, calendar = template_detail(session, code), calendar_of(session)

    planned = plan(template.steps, date(2026, 1, 5), calendar)

    assert [each.deadline is None for each in planned] == [step.days is None for step in template.steps]
    assert {step.day_kind for step in template.steps} == {DayKind.WORKING}


def test_a_small_work_of_2026_runs_over_its_holidays(seeded: Engine) -> None:
    with Session(seeded) as session:
        planned = plan(template_detail(session, "T2").steps, date(2026, 1, 5), calendar_of(session))

    assert [each.deadline for each in planned] == [
        date(2026, 1, 15),
        date(2026, 1, 22),
        date(2026, 2, 12),
        date(2026, 3, 5),
        date(2026, 3, 16),
        date(2026, 4, 13),
        date(2026, 4, 20),
        date(2026, 4, 28),
        date(2026, 10, 19),
        date(2026, 10, 28),
        date(2026, 12, 31),
    ]
