"""Tables of measurements: what each row would do, and all of them or none."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.access.actor import Role
from app.domain.errors import ConflictError, InvalidInputError, NotPermittedError
from app.domain.results.targets import Comparator
from app.formats.received import Row, read_text
from app.models import Measurement, Target
from app.services.results.importing import apply_import, plan_import
from tests.factories import Make
from tests.services.results.test_measurements import work_of

HEAD = "Mã chỉ tiêu;Năm;Số liệu đến ngày;Giá trị;Phạm vi địa lý;Nguồn;Văn bản;Sơ bộ\n"
FIRST = "CT.05;2024;20/01/2025;61,5;quận;Báo cáo 1;;\n"


@pytest.fixture(autouse=True)
def indicators(make: Make) -> None:
    for number in (5, 6):
        target = Target(comparator=Comparator.AT_LEAST, low=75, due_year=2025)
        make.indicator(code=f"nq.CT.{number:02}", unit="%", target=target)


def table(*rows: str) -> list[Row]:
    return read_text(HEAD + "".join(rows))


def values(session: Session) -> list[tuple[object, ...]]:
    return list(map(tuple, session.execute(select(Measurement.year, Measurement.value).order_by(Measurement.year))))


def test_rows_are_added_corrected_and_left(session: Session) -> None:
    work = work_of(session)
    first = table(FIRST)
    apply_import(work, first, plan_import(work, first).mark)

    again = table(
        FIRST, "nq.CT.05;2023;20/01/2024;55;quận;Báo cáo;;có\n", "CT.06;2024;20/01/2025;94,6;quận;Báo cáo;;\n"
    )
    plan = plan_import(work, again)
    corrected = table(FIRST.replace("61,5", "61,7"))
    changed = plan_import(work, corrected)
    apply_import(work, corrected, changed.mark)

    assert [row.action.value for row in plan.rows] == ["nothing", "add", "add"]
    assert [(row.action.value, row.before, row.values) for row in changed.rows] == [
        ("correct", Decimal("61.5"), {"value": Decimal("61.7")})
    ]
    assert values(session) == [(2024, Decimal("61.7"))]


def test_each_refused_cell_is_named_by_its_address_and_nothing_is_entered(session: Session) -> None:
    work = work_of(session)
    rows = table(
        FIRST,
        "CT.99;2024;20/01/2025;61,5;quận;Báo cáo;;\n",
        "CT.05;2024;20/01/2025;17.000;quận;;;\n",
        FIRST,
        "CT.05;2025;20/01/2026;68,2;phường;Báo cáo;VB-404;\n",
        "CT.05;2025;20/01/2026;68,2;phường;Báo cáo;;\n",
        "CT.05;2023;20/01/2024;101;quận;Báo cáo;;\n",
    )
    plan = plan_import(work, rows)

    assert [row.action.value for row in plan.rows] == ["add", *["refuse"] * 6]
    assert [[fault.address for fault in row.faults] for row in plan.rows[1:]] == [
        ["A3"], ["F4", "D4"], ["C5"], ["G6"], ["7"], ["D8"],
    ]  # fmt: skip
    with pytest.raises(InvalidInputError):
        apply_import(work, rows, plan.mark)
    assert values(session) == []


def test_what_stands_may_be_corrected_once_in_a_table(session: Session) -> None:
    work = work_of(session)
    apply_import(work, table(FIRST), plan_import(work, table(FIRST)).mark)

    plan = plan_import(work, table(FIRST.replace("61,5", "62,5"), FIRST.replace("61,5", "63,5")))

    assert [row.action.value for row in plan.rows] == ["correct", "refuse"]


def test_what_has_changed_since_one_looked_is_not_entered(session: Session) -> None:
    work, rows = work_of(session), table(FIRST)
    mark = plan_import(work, rows).mark
    indicator = plan_import(work, rows).rows[0].code
    assert indicator == "nq.CT.05"
    apply_import(work, rows, mark)

    with pytest.raises(ConflictError):
        apply_import(work, rows, mark)
    assert values(session) == [(2024, Decimal("61.5"))]


@pytest.mark.parametrize("text", ["", "CT.05;2024", HEAD])
def test_what_is_no_table_is_refused(session: Session, text: str) -> None:
    with pytest.raises(InvalidInputError) as refused:
        plan_import(work_of(session), read_text(text))

    assert [each.pointer for each in refused.value.errors] == ["/table"]


def test_only_planners_look_at_tables(session: Session) -> None:
    with pytest.raises(NotPermittedError):
        plan_import(work_of(session, Role.MONITOR), table(FIRST))


def test_a_break_that_an_earlier_row_of_the_table_makes_counts_for_later_ones(session: Session) -> None:
    head = HEAD.replace("Sơ bộ", "Gián đoạn")
    rows = read_text(
        head + FIRST + "CT.05;2025;20/01/2026;68;phường;Báo cáo;;có\nCT.05;2025;02/03/2026;68,4;phường;Báo cáo;;\n"
    )

    plan = plan_import(work_of(session), rows)

    assert [row.action.value for row in plan.rows] == ["add", "add", "add"]
    assert plan.rows[1].values is not None
    assert plan.rows[1].values["as_of"] == date(2026, 1, 20)
