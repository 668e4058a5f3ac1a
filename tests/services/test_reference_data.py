"""The calendar and the templates: loaded with the seed, or later into a database that is older than they are."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine, delete, func, select, update
from sqlalchemy.orm import Session, selectinload

from app.db.engine import reading
from app.domain.calendar import HolidayKind
from app.models import (
    Holiday,
    Installation,
    Organisation,
    Succession,
    Template,
    TemplateStep,
    TemplateStepPredecessor,
    WardSuccession,
)
from app.services.seeding.differences import differences
from app.services.seeding.load import load_missing_reference_data
from app.settings import ROOT
from tests.conftest import NOW, writing_on

SEED = ROOT / "seed"
LATER = datetime(2026, 12, 1, tzinfo=UTC)


@pytest.fixture
def loaded(seeded: Engine) -> Iterator[Session]:
    """A session over the shipped seed, whose changes are undone when the test ends."""
    with seeded.connect() as connection:
        transaction = connection.begin()
        with writing_on(connection)() as session:
            session.info["now"] = NOW
            yield session
        transaction.rollback()


def holidays_total(session: Session) -> int | None:
    return session.scalar(select(func.count()).select_from(Holiday))


def test_every_day_of_the_calendar_names_its_source(seeded: Engine) -> None:
    with Session(seeded) as session:
        rows = session.scalars(select(Holiday)).all()

    assert {row.day.year for row in rows} == {2023, 2024, 2025, 2026, 2027}
    assert [row.day for row in rows if not row.source] == []


def test_what_is_worked_instead_is_given_off_elsewhere(seeded: Engine) -> None:
    with Session(seeded) as session:
        swapped = session.scalars(
            select(Holiday.day).where(Holiday.kind == HolidayKind.SWAPPED_WORKING_DAY).order_by(Holiday.day)
        ).all()
        given = session.scalars(select(Holiday.name).where(Holiday.name.contains("hoán đổi"))).all()

    assert swapped == [date(2024, 5, 4), date(2025, 4, 26), date(2026, 1, 10), date(2026, 8, 22)]
    assert sorted(name[-10:] for name in given) == sorted(f"{day:%d/%m/%Y}" for day in swapped)


def test_a_template_keeps_what_comes_before_each_step(seeded: Engine) -> None:
    with Session(seeded) as session:
        step = session.scalars(
            select(TemplateStep)
            .join(TemplateStep.template)
            .options(selectinload(TemplateStep.predecessors))
            .where(Template.code == "T1", TemplateStep.number == 9)
        ).one()

    assert [each.number for each in step.predecessors] == [7, 8]
    assert (step.days, step.lead) == (30, "Sở Xây dựng")


def test_a_database_older_than_the_tables_is_completed_once(loaded: Session) -> None:
    total = holidays_total(loaded)
    for model in (TemplateStepPredecessor, TemplateStep, Template, Holiday):
        loaded.connection().execute(delete(model))
    loaded.expunge_all()

    filled = [load_missing_reference_data(loaded, SEED, LATER) for _ in range(2)]

    assert filled == [True, False]
    assert holidays_total(loaded) == total
    assert loaded.scalars(select(Template.created_at).distinct()).all() == [LATER]
    assert loaded.scalars(select(Installation.change_number)).all() == [2]


def test_a_database_older_than_successions_gets_those_between_whom_it_knows(loaded: Session) -> None:
    connection = loaded.connection()
    for model in (Succession, WardSuccession):
        connection.execute(delete(model))
    connection.execute(delete(Organisation).where(Organisation.code == "ban-dan-van-thanh-uy"))
    loaded.expunge_all()

    filled = [load_missing_reference_data(loaded, SEED, LATER) for _ in range(2)]

    assert filled == [True, False]
    assert loaded.scalar(select(func.count()).select_from(WardSuccession)) == 11
    assert list(differences(loaded, SEED)) == [
        "ban-dan-van-thanh-uy: only in the files",
        "ban-dan-van-thanh-uy to ban-tuyen-giao-dan-van-thanh-uy: only in the files",
    ]


def test_a_succession_that_the_office_has_settled_is_told(loaded: Session) -> None:
    row = loaded.scalars(select(Succession).where(Succession.effective_on.is_(None)).order_by(Succession.id)).first()
    assert row
    row.effective_on = date(2025, 2, 28)
    loaded.flush()

    assert [line.partition(":")[2] for line in differences(loaded, SEED)] == [
        " effective_on is datetime.date(2025, 2, 28), the files say None"
    ]


def test_what_the_office_has_changed_stays(loaded: Session) -> None:
    loaded.connection().execute(update(Template).values(title="Của cơ quan"))
    loaded.connection().execute(delete(Holiday))
    loaded.expunge_all()

    load_missing_reference_data(loaded, SEED, LATER)

    assert loaded.scalars(select(Template.title).distinct()).all() == ["Của cơ quan"]
    assert holidays_total(loaded)


def test_the_files_and_the_database_are_compared_day_by_day_and_step_by_step(loaded: Session) -> None:
    step = loaded.scalars(
        select(TemplateStep)
        .join(TemplateStep.template)
        .options(selectinload(TemplateStep.predecessors))
        .where(Template.code == "T2", TemplateStep.number == 3)
    ).one()
    step.days, step.predecessors = 12, []
    loaded.connection().execute(update(Holiday).where(Holiday.day == date(2026, 8, 22)).values(day=date(2027, 8, 28)))
    loaded.flush()

    assert list(differences(loaded, SEED)) == [
        "2026-08-22: only in the files",
        "2027-08-28: only in the database",
        "T2.3: days is 12, the files say 15",
        "T2.3 after 2: only in the files",
    ]


def test_a_loaded_database_agrees_with_the_files(seeded: Engine) -> None:
    with reading(seeded)() as loaded:
        assert list(differences(loaded, SEED)) == []
