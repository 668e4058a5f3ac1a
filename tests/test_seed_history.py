"""The shipped seed as history: reorganisations with their sources, and no row that knows of a day before it came."""

from datetime import date, datetime

from sqlalchemy import Engine, select
from sqlalchemy.orm import InstrumentedAttribute, Session, selectinload

from app.domain.calendar import OFFICE_ZONE
from app.domain.organisations.successions import Confidence
from app.models import (
    Assignment,
    Organisation,
    Project,
    ProjectWard,
    Reference,
    Succession,
    Ward,
    WardSuccession,
)
from app.queries.organisations.lineage import ward_read
from app.queries.organisations.organisations import workloads
from app.queries.organisations.unsucceeded import duty_page
from app.schemas.parameters import DutyParameters
from tests.conftest import TODAY

Passed = tuple[str, str | None, date | None, Confidence]
Columns = tuple[InstrumentedAttribute[datetime], InstrumentedAttribute[date | None]]


def test_the_reorganisations_are_told_as_surely_as_their_sources_tell_them(seeded: Engine) -> None:
    with Session(seeded) as session:
        merged = passed_on(session, "so-thong-tin-truyen-thong", "so-ke-hoach-dau-tu", "ban-tuyen-giao-thanh-uy")
        district = passed_on(session, "ubnd-quan-ninh-kieu", "dang-doan-hdnd-tp")

    assert merged == {
        ("so-thong-tin-truyen-thong", "so-khoa-hoc-cong-nghe", date(2025, 3, 1), Confidence.VERIFIED),
        ("so-ke-hoach-dau-tu", "so-tai-chinh", date(2025, 3, 1), Confidence.MEDIUM),
        ("ban-tuyen-giao-thanh-uy", "ban-tuyen-giao-dan-van-thanh-uy", None, Confidence.VERIFIED),
    }
    wards = {f"ubnd-phuong-{name}" for name in ("ninh-kieu", "cai-khe", "tan-an", "an-binh")}
    assert {row[:2] for row in district} == {
        ("dang-doan-hdnd-tp", None),
        *(("ubnd-quan-ninh-kieu", after) for after in (None, *wards)),
    }
    assert {row[3] for row in district} == {Confidence.UNDETERMINED}


def passed_on(session: Session, *codes: str) -> set[Passed]:
    options = selectinload(Succession.predecessor), selectinload(Succession.successor)
    rows = session.scalars(select(Succession).options(*options)).all()
    return {
        (row.predecessor.code, row.successor.code if row.successor else None, row.effective_on, row.confidence)
        for row in rows
        if row.predecessor.code in codes
    }


def test_the_ground_of_every_old_ward_lies_in_a_new_one(seeded: Engine) -> None:
    with Session(seeded) as session:
        old = session.scalars(select(Ward).where(Ward.valid_to.is_not(None)).order_by(Ward.code)).all()
        ground = {row.code: [each.code for each in ward_read(row, TODAY).now] for row in old}
        names = {row.code: row.name for row in session.scalars(select(Ward).where(Ward.name == "Phường Tân An"))}

    into_ninh_kieu = ("an-cu", "an-nghiep", "an-phu", "tan-an", "thoi-binh", "xuan-khanh")
    assert ground == {
        "cu-an-binh": ["31150"],
        "cu-an-hoa": ["31120"],
        "cu-cai-khe": ["31120"],
        "cu-an-khanh": ["31147"],
        "cu-hung-loi": ["31147"],
        **{f"cu-{name}": ["31135"] for name in into_ninh_kieu},
    }
    assert set(names) == {"cu-tan-an", "31147"}


def test_nothing_is_known_before_its_day(seeded: Engine) -> None:
    """Compare the clock that each row bears with the day that the row itself speaks of."""
    with Session(seeded) as session:
        begun = dated(session, (Organisation.created_at, Organisation.valid_from), (Ward.created_at, Ward.valid_from))
        ended = dated(session, (Organisation.updated_at, Organisation.valid_to), (Ward.updated_at, Ward.valid_to))
        read = dated(session, (Reference.created_at, Reference.published_on))
        passed = dated(
            session,
            (Succession.created_at, Succession.effective_on),
            (WardSuccession.created_at, WardSuccession.effective_on),
        )
        held = session.execute(select(Assignment.created_at, Organisation.created_at).join(Assignment.organisation))
        early = [row for row in held if row[0] < row[1]]

    days = {date(2024, 11, 1), date(2025, 3, 1), date(2025, 7, 1)}
    assert [known for known, day in (*begun, *ended, *read, *passed) if known < day] == []
    assert [{known for known, _ in rows} for rows in (begun, ended, passed)] == [days - {date(2024, 11, 1)}, days, days]
    assert early == []


def dated(session: Session, *columns: Columns) -> list[tuple[date, date]]:
    """Return of each row that names a day the office day of its clock, and that day."""
    found = [row for pair in columns for row in session.execute(select(*pair).where(pair[1].is_not(None)))]
    return [(at.astimezone(OFFICE_ZONE).date(), day) for at, day in found if day]


def test_a_later_ward_joins_its_projects_without_changing_them(seeded: Engine) -> None:
    with Session(seeded) as session:
        later = select(ProjectWard.project_id).join(Ward, Ward.id == ProjectWard.ward_id)
        located = session.scalars(later.where(Ward.valid_from.is_not(None))).all()
        touched = session.scalars(select(Project.code).where(Project.updated_at > Project.created_at)).all()

    assert located
    assert touched == []


def test_the_district_leads_until_it_ends_and_waits_for_a_successor_then(demonstration: Engine) -> None:
    with Session(demonstration) as session:
        days = {day: duties_of_the_district(session, day) for day in (date(2025, 6, 30), date(2025, 7, 2))}
        leads = workloads(session, date(2025, 6, 30))["ubnd-quan-ninh-kieu"].leads

    assert leads > 0
    assert days[date(2025, 6, 30)] == set()
    assert {"lead", "coordinate"} <= days[date(2025, 7, 2)]


def duties_of_the_district(session: Session, day: date) -> set[str]:
    wanted = DutyParameters(organisation=["ubnd-quan-ninh-kieu"], limit=200)
    return {row.role.value for row in duty_page(session, wanted, day).rows}
