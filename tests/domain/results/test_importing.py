"""Tables of measurements as people head and fill them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.results.importing import COLUMNS, header_of, values_of
from app.domain.results.targets import MeasurementKind

SAID = {
    "indicator": "CT.05",
    "kind": "Dự toán",
    "year": "2026",
    "as_of": "05/10/2026",
    "value": "1.234,5",
    "scope": "4 phường mới",
    "source": "Báo cáo số 12",
    "series_break": "không",
    "provisional": "x",
}


def test_headings_are_found_below_a_title_in_any_order_and_spelling() -> None:
    rows = [["Số liệu quý III"], [], ["Giá trị *", "NĂM", "Mã chỉ tiêu", "Diễn giải", "Sơ bộ"]]

    assert header_of(rows) == (2, {0: "value", 1: "year", 2: "indicator", 4: "provisional"})


@pytest.mark.parametrize("rows", [[], [["Năm", "Giá trị"]], [["x"]] * 20 + [["Mã", "Năm", "Giá trị"]]])
def test_a_table_without_headings_has_none(rows: list[list[str]]) -> None:
    assert header_of(rows) is None


@pytest.mark.parametrize("field", COLUMNS)
def test_each_heading_names_its_column(field: str) -> None:
    for heading in COLUMNS[field]:
        columns = [heading, *(COLUMNS[name][0] for name in ("indicator", "year", "value") if name != field)]

        found = header_of([columns])

        assert found is not None
        assert found[1][0] == field


def test_cells_are_read_as_they_are_typed() -> None:
    values, faults = values_of(SAID)

    assert faults == []
    assert values == {
        "indicator": "CT.05",
        "kind": MeasurementKind.ESTIMATE,
        "year": 2026,
        "as_of": date(2026, 10, 5),
        "value": Decimal("1234.5"),
        "scope": "4 phường mới",
        "source": "Báo cáo số 12",
        "series_break": False,
        "provisional": True,
    }


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("kind", "số"),
        ("year", "26"),
        ("year", "٢٠٢٦"),
        ("as_of", "31/02/2026"),
        ("as_of", "10-2026"),
        ("value", "17.000"),
        ("value", ""),
        ("source", ""),
        ("scope", "x" * 201),
        ("provisional", "có lẽ"),
        ("note", "\x07"),
    ],
)
def test_what_a_cell_cannot_say_is_named_by_its_field(field: str, text: str) -> None:
    _, faults = values_of({**SAID, field: text})

    assert [each.field for each in faults] == [field]


@given(st.dictionaries(st.sampled_from(list(COLUMNS)), st.text(max_size=30)))
def test_any_cells_are_read_or_refused(said: dict[str, str]) -> None:
    values, faults = values_of(said)

    assert set(values) <= set(said)
    assert all(str(each.message) for each in faults)
