"""Where the ground changed: on the day areas were redrawn, between the two values it lies between."""

from datetime import date
from decimal import Decimal

from app.domain.results.breaks import Break, breaks_of
from app.domain.results.targets import Comparator, Measurement, MeasurementKind, Target

TARGET = Target(Comparator.AT_LEAST, 2021, 2025, low=Decimal(75), due_year=2025)
DAYS = (date(2024, 11, 1), date(2025, 7, 1))


def value(day: date, scope: str, *, breaks: bool = False, year: int | None = None) -> Measurement:
    kind = MeasurementKind.LEVEL
    return Measurement(year or day.year, day, Decimal(60), kind, series_break=breaks, scope=scope)


def test_the_break_bears_the_day_on_which_areas_were_redrawn() -> None:
    values = [value(date(2025, 1, 20), "quận", year=2024), value(date(2026, 1, 19), "phường", breaks=True, year=2025)]

    assert breaks_of(TARGET, values, DAYS) == (Break(2025, date(2025, 7, 1), "quận", "phường"),)


def test_another_area_breaks_the_series_also_where_nobody_said_so() -> None:
    values = [value(date(2022, 6, 1), "quận"), value(date(2023, 6, 1), "phường")]

    assert breaks_of(TARGET, values, DAYS) == (Break(2023, None, "quận", "phường"),)


def test_a_first_value_that_says_so_breaks_with_what_nobody_measured() -> None:
    assert breaks_of(TARGET, [value(date(2025, 12, 20), "phường", breaks=True)], DAYS) == (
        Break(2025, None, None, "phường"),
    )


def test_one_area_has_no_break() -> None:
    assert breaks_of(TARGET, [value(date(2022, 6, 1), "quận"), value(date(2026, 6, 1), "quận")], DAYS) == ()
    assert breaks_of(TARGET, [], DAYS) == ()
