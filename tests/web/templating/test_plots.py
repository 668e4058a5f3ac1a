"""Charts stand where their numbers say."""

from datetime import date
from decimal import Decimal

import pytest

from app.domain.results.targets import Comparator, MeasurementKind
from app.schemas.results import BreakRead, MeasurementRead, TargetRead
from app.web.templating.catalogues import translations
from app.web.templating.formats import Formats
from app.web.templating.languages import Language
from app.web.templating.plots import Plot, breaks_in, plot

TARGET = TargetRead(comparator=Comparator.AT_LEAST, low=Decimal(75), high=None, due_year=2025, text=None, baseline=None)
FORMATS = Formats(Language.VIETNAMESE, translations(Language.VIETNAMESE).gettext)


def reading(
    year: int, value: str, *, series_break: bool = False, kind: MeasurementKind = MeasurementKind.LEVEL
) -> MeasurementRead:
    return MeasurementRead(
        id=1,
        version=1,
        document=None,
        note=None,
        indicator="15-nq-tu.CT.05",
        kind=kind,
        year=year,
        as_of=date(year + 1, 1, 15),
        value=Decimal(value),
        scope="quận Ninh Kiều",
        series_break=series_break,
        source="",
        provisional=False,
        demo=True,
    )


def drawn(*readings: MeasurementRead, comparator: Comparator = Comparator.AT_LEAST) -> Plot | None:
    target = TARGET.model_copy(update={"comparator": comparator})
    return plot(FORMATS, readings, target, "2021-2025", "%")


def test_nothing_is_drawn_while_nothing_is_measured() -> None:
    assert drawn() is None


def test_growth_is_not_drawn_against_a_level() -> None:
    assert drawn(reading(2022, "12", kind=MeasurementKind.GROWTH)) is None


def test_growth_is_drawn_for_a_target_of_growth() -> None:
    chart = drawn(reading(2022, "12", kind=MeasurementKind.GROWTH), comparator=Comparator.AVERAGE_GROWTH_AT_LEAST)

    assert chart is not None
    assert [point.words for point in chart.points] == ["12%"]


def test_a_greater_value_stands_higher_and_a_later_year_further_right() -> None:
    chart = drawn(reading(2023, "51.6"), reading(2021, "38.2"))

    assert chart is not None
    first, second = chart.points
    assert first.x < second.x
    assert first.y > second.y


def test_all_values_and_the_target_lie_within_the_ticks() -> None:
    chart = drawn(reading(2021, "38.2"), reading(2025, "71.4"))

    assert chart is not None
    assert chart.low is not None
    top, bottom = chart.values[-1].at, chart.values[0].at
    assert all(top <= height <= bottom for height in (chart.low, *(point.y for point in chart.points)))


def test_no_line_leads_over_a_break_of_the_series() -> None:
    chart = drawn(reading(2021, "38"), reading(2022, "45"), reading(2023, "60", series_break=True))

    assert chart is not None
    assert len(chart.lines) == 1


def test_equal_values_still_get_a_scale() -> None:
    chart = drawn(reading(2021, "75"))

    assert chart is not None
    assert len(chart.values) >= 2


def test_a_later_value_of_a_year_replaces_the_one_before() -> None:
    early, final = reading(2025, "8"), reading(2025, "19")
    chart = drawn(final, early.model_copy(update={"as_of": date(2025, 6, 16)}))

    assert chart is not None
    assert [point.words for point in chart.points] == ["19%"]


def test_the_words_of_a_value_stay_inside_the_picture() -> None:
    measured = reading(2025, "18960")
    target = TargetRead(
        comparator=Comparator.AT_LEAST, low=Decimal(1), high=None, due_year=None, text=None, baseline=None
    )
    chart = plot(FORMATS, [measured], target, "2021-2025", "tỷ đồng/năm")

    assert chart is not None
    assert chart.points[0].words_x < chart.points[0].x < chart.right


def test_a_break_stands_between_the_values_of_two_years_on_its_day() -> None:
    chart = drawn(reading(2024, "61.5"), reading(2025, "68.2", series_break=True))
    assert chart is not None
    known = BreakRead(year=2025, on=date(2025, 7, 1), before="quận", after="phường")
    first = BreakRead(year=2024, on=None, before=None, after="quận")

    (mark,) = breaks_in(FORMATS, chart, [known, first])
    (halfway,) = breaks_in(FORMATS, chart, [known.model_copy(update={"on": None})])

    assert mark.words == "01/07/2025"
    assert chart.points[0].x < mark.at < chart.points[1].x
    assert (halfway.words, halfway.at == pytest.approx(mark.at, abs=0.5)) == ("", True)


def test_the_estimate_is_a_second_series_where_the_target_is_relative_to_it() -> None:
    values = (reading(2024, "2418"), reading(2024, "2350", kind=MeasurementKind.ESTIMATE))

    relative, plain = drawn(*values, comparator=Comparator.AT_LEAST_ESTIMATE), drawn(*values)

    assert relative is not None
    assert plain is not None
    assert [point.y > relative.points[0].y for point in relative.estimates] == [True]
    assert plain.estimates == ()


def test_no_line_leads_to_another_area_or_to_an_amount_of_a_year_still_open() -> None:
    other = reading(2024, "70").model_copy(update={"scope": "phường"})
    open_year = reading(2024, "70").model_copy(update={"as_of": date(2024, 6, 30)})

    for last, unit, lines in ((other, "%", 0), (open_year, "tỷ đồng", 0), (open_year, "%", 1)):
        chart = plot(FORMATS, (reading(2023, "60"), last), TARGET, "2021-2025", unit)
        assert chart is not None
        assert len(chart.lines) == lines
