"""The calendar and the templates: loaded with the seed, or later into a database that is older than they are."""

from datetime import UTC, date, datetime

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
from app.services.seeding.load import load_missing_reference_data, load_seed
from app.settings import ROOT
from tests.conftest import NOW

SEED = ROOT / "seed"
LATER = datetime(2026, 12, 1, tzinfo=UTC)


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


def test_a_database_older_than_the_tables_is_completed_once(session: Session) -> None:
    load_seed(session, SEED, NOW, demo=False)
    total = holidays_total(session)
    for model in (TemplateStepPredecessor, TemplateStep, Template, Holiday):
        session.connection().execute(delete(model))
    session.expunge_all()

    filled = [load_missing_reference_data(session, SEED, LATER) for _ in range(2)]

    assert filled == [True, False]
    assert holidays_total(session) == total
    assert session.scalars(select(Template.created_at).distinct()).all() == [LATER]
    assert session.scalars(select(Installation.change_number)).all() == [2]


def test_a_database_older_than_successions_gets_those_between_whom_it_knows(session: Session) -> None:
    load_seed(session, SEED, NOW, demo=False)
    connection = session.connection()
    for model in (Succession, WardSuccession):
        connection.execute(delete(model))
    connection.execute(delete(Organisation).where(Organisation.code == "ban-dan-van-thanh-uy"))
    session.expunge_all()

    filled = [load_missing_reference_data(session, SEED, LATER) for _ in range(2)]

    assert filled == [True, False]
    assert session.scalar(select(func.count()).select_from(WardSuccession)) == 11
    assert list(differences(session, SEED)) == [
        "ban-dan-van-thanh-uy: only in the files",
        "ban-dan-van-thanh-uy to ban-tuyen-giao-dan-van-thanh-uy: only in the files",
    ]


def test_a_succession_that_the_office_has_settled_is_told(session: Session) -> None:
    load_seed(session, SEED, NOW, demo=False)
    row = session.scalars(select(Succession).where(Succession.effective_on.is_(None)).order_by(Succession.id)).first()
    assert row
    row.effective_on = date(2025, 2, 28)
    session.flush()

    assert [line.partition(":")[2] for line in differences(session, SEED)] == [
        " effective_on is datetime.date(2025, 2, 28), the files say None"
    ]


def test_what_the_office_has_changed_stays(session: Session) -> None:
    load_seed(session, SEED, NOW, demo=False)
    session.connection().execute(update(Template).values(title="Của cơ quan"))
    session.connection().execute(delete(Holiday))
    session.expunge_all()

    load_missing_reference_data(session, SEED, LATER)

    assert session.scalars(select(Template.title).distinct()).all() == ["Của cơ quan"]
    assert holidays_total(session)


def test_the_files_and_the_database_are_compared_day_by_day_and_step_by_step(session: Session) -> None:
    load_seed(session, SEED, NOW, demo=False)
    step = session.scalars(
        select(TemplateStep)
        .join(TemplateStep.template)
        .options(selectinload(TemplateStep.predecessors))
        .where(Template.code == "T2", TemplateStep.number == 3)
    ).one()
    step.days, step.predecessors = 12, []
    session.connection().execute(update(Holiday).where(Holiday.day == date(2026, 8, 22)).values(day=date(2027, 8, 28)))
    session.flush()

    assert list(differences(session, SEED)) == [
        "2026-08-22: only in the files",
        "2027-08-28: only in the database",
        "T2.3: days is 12, the files say 15",
        "T2.3 after 2: only in the files",
    ]


def test_a_loaded_database_agrees_with_the_files(seeded: Engine) -> None:
    with reading(seeded)() as session:
        assert list(differences(session, SEED)) == []
