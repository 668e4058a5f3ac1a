"""Measurements over REST: entered, corrected and withdrawn, and what the indicator then tells."""

from datetime import date
from decimal import Decimal

import pytest
from fastapi.testclient import TestClient

from app.domain.access.actor import Role
from app.domain.results.targets import Comparator
from app.models import Indicator, Target
from tests.factories import Make
from tests.web.planning.conftest import Headers, SignIn

VALUE = {"year": 2024, "as_of": "2025-01-20", "value": 98.5, "scope": "quận", "source": "Báo cáo số 1"}


@pytest.fixture
def indicator(make: Make) -> Indicator:
    return make.indicator(
        code="nq.CT.05", unit="%", target=Target(comparator=Comparator.AT_LEAST, low=75, due_year=2025)
    )


def test_a_value_is_entered_corrected_and_taken_back(
    writer: TestClient, planner: Headers, indicator: Indicator
) -> None:
    address = f"/api/v1/indicators/{indicator.code}/measurements"
    made = writer.post(address, json=VALUE, headers=planner)
    again = writer.post(address, json=VALUE, headers=planner)
    own, tag = made.headers["Location"], made.headers["ETag"]
    blind = writer.patch(own, json={"value": 99}, headers=planner)
    changed = writer.patch(own, json={"value": "1.099,5"}, headers={**planner, "If-Match": tag})
    corrected = writer.patch(own, json={"value": "99,5", "note": "Sửa"}, headers={**planner, "If-Match": tag})
    stale = writer.post(f"{own}/withdrawal", json={"reason": "Nhầm"}, headers={**planner, "If-Match": tag})
    silent = writer.post(f"{own}/withdrawal", json={"reason": " "}, headers={**planner, "If-Match": tag})
    fresh = {**planner, "If-Match": corrected.headers["ETag"]}
    gone = writer.post(f"{own}/withdrawal", json={"reason": "Nhầm"}, headers=fresh)

    assert (made.status_code, again.status_code, blind.status_code, changed.status_code) == (201, 422, 428, 422)
    assert again.json()["errors"][0]["pointer"] == "/as_of"
    assert (corrected.json()["value"], corrected.json()["note"], corrected.json()["version"]) == (99.5, "Sửa", 2)
    assert (stale.status_code, silent.status_code, gone.status_code) == (412, 422, 204)
    assert writer.get(own).status_code == 404


def test_a_repeated_request_enters_one_value(writer: TestClient, planner: Headers, indicator: Indicator) -> None:
    address, once = f"/api/v1/indicators/{indicator.code}/measurements", {**planner, "Idempotency-Key": "so-1"}

    first, second = (writer.post(address, json=VALUE, headers=once) for _ in range(2))

    assert (first.status_code, second.json()) == (201, first.json())
    assert writer.get(f"/api/v1/measurements?indicator={indicator.code}").json()["total"] == 1


@pytest.mark.parametrize(
    ("value", "said"), [("1.234", "1234"), ("x", "1.234,5"), (True, ""), ("1e9", ""), (1e15, ""), (None, "")]
)
def test_an_unclear_number_is_refused(
    writer: TestClient, planner: Headers, indicator: Indicator, value: object, said: str
) -> None:
    address = f"/api/v1/indicators/{indicator.code}/measurements"

    answer = writer.post(address, json={**VALUE, "value": value}, headers=planner)

    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/value")
    assert said in answer.json()["errors"][0]["detail"]


def test_an_indicator_tells_its_years_its_trend_and_where_that_leads(writer: TestClient, make: Make) -> None:
    target = Target(comparator=Comparator.AT_LEAST, low=90, due_year=2030)
    indicator = make.indicator(code="nq.CT.12", unit="%", period_from=2026, period_to=2030, target=target)
    for day, value in ((date(2025, 12, 20), 68), (date(2026, 11, 2), 70)):
        make.measurement(indicator=indicator, year=day.year, value=Decimal(value), as_of=day, scope="phường")
    make.session.flush()
    make.session.expire_all()

    told = writer.get(f"/api/v1/indicators/{indicator.code}").json()
    year, trend, ahead = told["years"][0], told["trend"], told["projection"]

    assert (year["year"], year["verdict"], year["value"], year["counts"]) == (2026, "followed", 70, False)
    assert (trend["direction"], trend["change"], trend["since"], trend["better"]) == ("up", 2, 2025, True)
    assert (ahead["year"], ahead["value"], ahead["reaches"]) == (2030, 78, False)
    assert ahead["assumption"] == "If each year to come adds 2, as the years from 2025 to 2026 did on average."


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.PLANNER])
def test_nobody_else_enters_values(writer: TestClient, sign_in: SignIn, indicator: Indicator, role: Role) -> None:
    answer = writer.post(f"/api/v1/indicators/{indicator.code}/measurements", json=VALUE, headers=sign_in(role))

    assert answer.status_code == 403
