"""Measurements in pages: entered, corrected beside what somebody else did, withdrawn, and brought in by a table."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from fastapi.testclient import TestClient
from openpyxl import Workbook
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from app.domain.access.actor import Role
from app.domain.results.targets import Comparator
from app.models import Indicator, Measurement, Target
from tests.factories import Make
from tests.web.planning.conftest import Headers, SignIn
from tests.web.planning.test_pages import form_of, statements_of

TYPED = {"year": "2024", "as_of": "2025-01-20", "value": "98,5", "scope": "quận", "source": "Báo cáo số 1"}
IMPORT = "/chi-tieu/nhap-so-lieu"
HEAD = ["Mã chỉ tiêu", "Năm", "Số liệu đến ngày", "Giá trị", "Phạm vi địa lý", "Nguồn"]
ROW = ["CT.05", "2024", "20/01/2025", "61,5", "quận", "Báo cáo số 1"]


@pytest.fixture
def indicator(make: Make) -> Indicator:
    target = Target(comparator=Comparator.AT_LEAST, low=75, due_year=2025)
    return make.indicator(code="nq.CT.05", unit="%", target=target)


def test_a_value_is_entered_corrected_and_withdrawn(
    writer: TestClient, planner: Headers, indicator: Indicator, session: Session
) -> None:
    address = f"/chi-tieu/{indicator.code}"
    wrong = writer.post(f"{address}/nhap", data={**TYPED, "value": "17.000"}, headers=planner)
    entered = writer.post(f"{address}/nhap", data={**TYPED, "provisional": "true"}, headers=planner)
    number = session.scalars(select(Measurement.id)).one()
    own = f"{address}/so-lieu/{number}"
    fields = {**form_of(writer.get(own, headers=planner).text), "year": "2024"}
    saved = writer.post(own, data={**fields, "value": "98,7", "reason": "Sửa lỗi nhập"}, headers=planner)
    told = writer.get(f"{own}?lang=en", headers=planner).text
    silent = writer.post(f"{own}/rut", data={"version": "2", "reason": ""}, headers=planner)
    gone = writer.post(f"{own}/rut", data={"version": "2", "reason": "Số của nơi khác"}, headers=planner)
    page = writer.get(f"{address}?lang=en", headers=planner).text

    assert (wrong.status_code, "17000" in wrong.text, "Báo cáo số 1" in wrong.text) == (422, True, True)
    assert (entered.status_code, saved.status_code, silent.status_code, gone.status_code) == (303, 303, 422, 303)
    assert ("from 98.5 to 98.7" in told, "Sửa lỗi nhập" in told) == (True, True)
    assert ("Withdrawn" in page, "Số của nơi khác" in page) == (True, True)
    assert writer.get(own, headers=planner).status_code == 404


def test_two_who_correct_one_value_keep_both_words(
    writer: TestClient, planner: Headers, indicator: Indicator, make: Make, session: Session
) -> None:
    row = make.measurement(indicator=indicator, scope="quận")
    own = f"/chi-tieu/{indicator.code}/so-lieu/{row.id}"
    mine, theirs = ({**form_of(writer.get(own, headers=planner).text), "year": "2024"} for _ in range(2))
    writer.post(own, data={**theirs, "note": "Số của họ", "value": "91"}, headers=planner)

    merged = writer.post(own, data={**mine, "source": "Niên giám"}, headers=planner)
    clash = writer.post(own, data={**mine, "value": "92"}, headers=planner)

    kept = session.scalars(select(Measurement)).one()
    assert (merged.status_code, clash.status_code) == (303, 412)
    assert (kept.source, kept.note, kept.value) == ("Niên giám", "Số của họ", Decimal(91))
    assert ("keep_value" in clash.text, 'value="true" checked' in clash.text) == (True, False)


def test_a_value_belongs_to_its_own_indicator(writer: TestClient, indicator: Indicator, make: Make) -> None:
    row = make.measurement()

    assert writer.get(f"/chi-tieu/{indicator.code}/so-lieu/{row.id}").status_code == 404
    assert writer.get(f"/chi-tieu/{row.indicator.code}/so-lieu/{row.id}").status_code == 200


def test_others_are_neither_offered_nor_given_the_forms(
    writer: TestClient, sign_in: SignIn, indicator: Indicator, make: Make
) -> None:
    row = make.measurement(indicator=indicator)
    address = f"/chi-tieu/{indicator.code}"
    officer = sign_in(Role.AGENCY)

    page, own = (writer.get(each, headers=officer).text for each in (address, f"{address}/so-lieu/{row.id}"))
    forms = [writer.get(each, headers=officer).status_code for each in (f"{address}/nhap", IMPORT)]
    posts = (f"{address}/nhap", f"{address}/so-lieu/{row.id}", f"{address}/so-lieu/{row.id}/rut", IMPORT)

    assert ("/nhap" in page, "rut" in own, forms) == (False, False, [403, 403])
    assert [writer.post(each, data=TYPED, headers=officer).status_code for each in posts] == [403] * 4


def test_a_pasted_table_is_looked_at_and_then_entered(
    writer: TestClient, planner: Headers, indicator: Indicator, session: Session
) -> None:
    table = "\n".join("\t".join(each) for each in (HEAD, ROW))
    refused = writer.post(IMPORT, data={"table": table.replace("61,5", "17.000")}, headers=planner)
    looked = writer.post(f"{IMPORT}?lang=en", data={"table": table}, headers=planner)
    before = session.scalars(select(Measurement)).all()
    entered = writer.post(IMPORT, data={"table": table, "mark": mark_of(looked.text)}, headers=planner)
    again = writer.post(f"{IMPORT}?lang=en", data={"table": table, "mark": mark_of(looked.text)}, headers=planner)
    empty = writer.post(f"{IMPORT}?lang=en", data={"table": ""}, headers=planner)

    assert indicator.unit == "%"
    assert (refused.status_code, "D2" in refused.text, "Enter these rows" in looked.text, before) == (
        200,
        True,
        True,
        [],
    )
    assert (entered.status_code, session.scalars(select(Measurement.value)).one()) == (303, Decimal("61.5"))
    assert (again.status_code, "have changed since you looked" in again.text) == (409, True)
    assert (empty.status_code, "No row heads the columns" in empty.text) == (422, True)


def mark_of(page: str) -> str:
    return form_of(page.replace('name="table" hidden', 'name="none" hidden'))["mark"]


@pytest.mark.usefixtures("indicator")
def test_an_excel_file_is_read_and_others_are_refused(writer: TestClient, planner: Headers) -> None:
    book, file = Workbook(), BytesIO()
    assert book.active is not None
    for row in ([], HEAD, [*ROW[:2], date(2025, 1, 20), 61.5, *ROW[4:]]):
        book.active.append(row)
    book.save(file)

    sheet = writer.post(f"{IMPORT}?lang=en", files={"file": ("so-lieu.xlsx", file.getvalue())}, headers=planner)
    fake = writer.post(IMPORT, files={"file": ("so-lieu.xlsx", b"%PDF-1.7 nothing")}, headers=planner)
    large = writer.post(IMPORT, files={"file": ("so-lieu.csv", b"a;b\n" * 2**18)}, headers=planner)
    text = writer.post(
        f"{IMPORT}?lang=en", files={"file": ("so-lieu.csv", ";".join(HEAD).encode("utf-16"))}, headers=planner
    )

    assert (sheet.status_code, "To be added" in sheet.text, "61,5" in sheet.text) == (200, True, True)
    assert (fake.status_code in {415, 422}, large.status_code) == (True, 422)
    assert "There are no rows below the heading" in text.text


def test_the_page_of_an_indicator_costs_the_same_for_three_values_and_thirty(
    writer: TestClient, planner: Headers, indicator: Indicator, make: Make, engine: Engine
) -> None:
    address, code = f"/chi-tieu/{indicator.code}", indicator.id
    _measure(make, code, range(3))
    writer.get(address, headers=planner)
    few = statements_of(writer, engine, address, planner)

    _measure(make, code, range(3, 30))

    assert statements_of(writer, engine, address, planner) == few


def _measure(make: Make, indicator_id: int, days: range) -> None:
    for day in days:
        indicator = make.session.get_one(Indicator, indicator_id)
        make.measurement(indicator=indicator, as_of=date(2024, 6, 1 + day), document=make.document())
