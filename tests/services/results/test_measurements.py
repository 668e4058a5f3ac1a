"""Values entered, corrected and taken back, on both databases; nothing is overwritten, and nothing enters twice."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db.memory.keeping import keep
from app.db.memory.twins import twin_of
from app.domain.access.actor import Actor, Office, Role
from app.domain.errors import InvalidInputError, NotFoundError, NotPermittedError, StaleEditError
from app.domain.results.targets import Comparator, MeasurementKind
from app.models import Indicator, Measurement, Target
from app.schemas.results import MeasurementChange, MeasurementWithdrawal, NewMeasurement
from app.services.results.measurements import correct_measurement, record_measurement, withdraw_measurement
from app.services.unit_of_work import UnitOfWork
from tests.conftest import NOW, TODAY
from tests.factories import Make

DISTRICT, WARDS = "quận Ninh Kiều", "4 phường mới"


def work_of(session: Session, role: Role = Role.PLANNER) -> UnitOfWork:
    return UnitOfWork(session, Actor(1, "Ai đó", frozenset({Office(role, 1)})), NOW, TODAY)


def wish(**said: object) -> NewMeasurement:
    plain = {"year": 2024, "as_of": "2025-01-20", "value": "98,5", "scope": DISTRICT, "source": "Báo cáo"}
    return NewMeasurement.model_validate({**plain, **said})


@pytest.fixture
def indicator(make: Make) -> Indicator:
    return make.indicator(
        code="nq.CT.03", unit="%", target=Target(comparator=Comparator.AT_LEAST, low=95, due_year=2025)
    )


def pointers(refused: pytest.ExceptionInfo[InvalidInputError]) -> list[str]:
    return [str(each.pointer) for each in refused.value.errors]


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.PLANNER])
def test_only_planners_enter_values(session: Session, make: Make, indicator: Indicator, role: Role) -> None:
    row = make.measurement(indicator=indicator)
    work = work_of(session, role)

    with pytest.raises(NotPermittedError):
        record_measurement(work, indicator.code, wish())
    with pytest.raises(NotPermittedError):
        correct_measurement(work, row.id, MeasurementChange(value=Decimal(1)))
    with pytest.raises(NotPermittedError):
        withdraw_measurement(work, row.id, MeasurementWithdrawal(reason="Nhầm"))


def test_a_value_is_entered_with_its_document(session: Session, make: Make, indicator: Indicator) -> None:
    paper = make.document(code="VB-7")

    row = record_measurement(work_of(session), indicator.code, wish(document="VB-7", note="Số ước", provisional=True))

    assert (row.value, row.document, row.note, row.provisional) == (Decimal("98.5"), paper, "Số ước", True)
    assert (row.kind, row.demo, row.version) == (MeasurementKind.LEVEL, False, 1)


def test_a_correction_is_a_revision_with_its_reason(session: Session, indicator: Indicator) -> None:
    work = work_of(session)
    row = record_measurement(work, indicator.code, wish())
    keep(session)

    correct_measurement(work, row.id, MeasurementChange(value=Decimal("98.7"), reason="Sửa lỗi nhập"))
    keep(session)
    withdraw_measurement(work, row.id, MeasurementWithdrawal(reason="Số của nơi khác"))
    keep(session)

    twin = twin_of(Measurement.__table__)  # type: ignore[arg-type]
    kept = session.connection().execute(
        select(twin.c.value, twin.c.gone, twin.c.revision_reason, twin.c.form)
        .where(twin.c.id == row.id)
        .order_by(twin.c.revision)
    )
    assert [tuple(state) for state in kept] == [
        (Decimal("98.5"), False, None, 2),
        (Decimal("98.7"), False, "Sửa lỗi nhập", 2),
        (Decimal("98.7"), True, "Số của nơi khác", 2),
    ]


@pytest.mark.parametrize(
    ("said", "pointer"),
    [
        pytest.param({"value": 100.1}, "/value", id="more than the whole"),
        pytest.param({"value": -1}, "/value", id="less than nothing"),
        pytest.param({"year": 2019}, "/year", id="a year of no period"),
        pytest.param({"year": 2027}, "/year", id="a year of the next period"),
        pytest.param({"as_of": "2026-11-24"}, "/as_of", id="tomorrow"),
        pytest.param({"as_of": "2023-06-30"}, "/as_of", id="before the year"),
        pytest.param({"kind": "estimate"}, "/kind", id="an estimate where none is asked for"),
        pytest.param({"kind": "growth"}, "/kind", id="growth where none is asked for"),
        pytest.param({"document": "VB-404"}, "/document", id="a document that is not there"),
        pytest.param({"scope": WARDS, "year": 2025, "as_of": "2026-01-19"}, "/series_break", id="another area"),
        pytest.param({"as_of": "2024-12-31"}, "/as_of", id="the same once more"),
    ],
)
def test_what_makes_no_sense_is_refused_by_field(
    session: Session, make: Make, indicator: Indicator, said: dict[str, object], pointer: str
) -> None:
    make.measurement(indicator=indicator, scope=DISTRICT)

    with pytest.raises(InvalidInputError) as refused:
        record_measurement(work_of(session), indicator.code, wish(**said))

    assert pointer in pointers(refused)


def test_a_break_is_said_and_then_the_new_area_goes_on(session: Session, make: Make, indicator: Indicator) -> None:
    make.measurement(indicator=indicator, scope=DISTRICT)
    work = work_of(session)

    broken = record_measurement(
        work, indicator.code, wish(year=2025, as_of="2026-01-19", scope=WARDS, series_break=True)
    )
    later = record_measurement(work, indicator.code, wish(year=2025, as_of="2026-03-01", scope=WARDS))

    assert (broken.series_break, later.series_break) == (True, False)


def test_an_estimate_is_a_second_series_of_a_relative_target(session: Session, make: Make) -> None:
    target = Target(comparator=Comparator.AT_LEAST_ESTIMATE)
    indicator = make.indicator(period_from=2026, period_to=2030, unit="tỷ đồng", target=target)
    work = work_of(session)

    estimate = record_measurement(
        work, indicator.code, wish(kind="estimate", year=2026, as_of="2025-12-10", value="2.640,5")
    )

    assert (estimate.kind, estimate.value) == (MeasurementKind.ESTIMATE, Decimal("2640.5"))


def test_the_levels_behind_a_growth_in_per_cent_are_no_shares(session: Session, make: Make) -> None:
    target = Target(comparator=Comparator.AVERAGE_GROWTH_AT_LEAST, low=12)
    indicator = make.indicator(unit="%/năm", target=target)

    level, growth = (
        record_measurement(work_of(session), indicator.code, wish(kind=kind, value=value))
        for kind, value in (("level", "2350,5"), ("growth", "112"))
    )

    assert (level.value, growth.kind) == (Decimal("2350.5"), MeasurementKind.GROWTH)


def test_a_correction_may_not_become_a_second_one_of_another(
    session: Session, make: Make, indicator: Indicator
) -> None:
    make.measurement(indicator=indicator, as_of=date(2025, 1, 20))
    row = make.measurement(indicator=indicator, as_of=date(2025, 3, 1))

    with pytest.raises(InvalidInputError) as refused:
        correct_measurement(work_of(session), row.id, MeasurementChange(as_of=date(2025, 1, 20)))

    assert pointers(refused) == ["/as_of"]


def test_a_value_that_somebody_corrected_meanwhile_is_not_corrected_blindly(
    session: Session, make: Make, indicator: Indicator
) -> None:
    row = make.measurement(indicator=indicator)
    seen = replace(work_of(session), version=row.version)
    correct_measurement(seen, row.id, MeasurementChange(value=Decimal(91)))

    with pytest.raises(StaleEditError):
        correct_measurement(seen, row.id, MeasurementChange(value=Decimal(92)))
    with pytest.raises(StaleEditError):
        withdraw_measurement(seen, row.id, MeasurementWithdrawal(reason="Nhầm"))


def test_what_is_not_there_is_neither_corrected_nor_entered(session: Session) -> None:
    with pytest.raises(NotFoundError):
        record_measurement(work_of(session), "nq.CT.99", wish())
    with pytest.raises(NotFoundError):
        withdraw_measurement(work_of(session), 404, MeasurementWithdrawal(reason="Nhầm"))
