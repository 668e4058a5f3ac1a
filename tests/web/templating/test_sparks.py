"""Small charts: what is measured in the period, its target, and where years are not comparable."""

from decimal import Decimal

from app.domain.messages import Message
from app.domain.results.achievement import Verdict
from app.domain.results.targets import Comparator
from app.schemas.results import AchievementRead, IndicatorRead, ProjectionRead, TargetRead, TrendRead, YearRead
from app.web.templating.sparks import HEIGHT, WIDTH, spark

WHY = Message("Vì thế.")


def year(number: int, value: str | None, scope: str = "quận", *, provisional: bool = False) -> YearRead:
    return YearRead(
        year=number,
        verdict=Verdict.FOLLOWED,
        because=WHY,
        counts=True,
        value=None if value is None else Decimal(value),
        low=None,
        high=None,
        scope=scope,
        series_break=False,
        provisional=provisional,
    )


def indicator(*years: YearRead, unit: str = "%") -> IndicatorRead:
    target = TargetRead(
        comparator=Comparator.AT_LEAST, low=Decimal(75), high=None, due_year=2025, text=None, baseline=None
    )
    return IndicatorRead(
        code="nq.CT.05",
        number=5,
        title="Nước thải",
        series="nuoc-thai",
        period="2021-2025",
        unit=unit,
        target=target,
        latest=None,
        achievement=AchievementRead(verdict=Verdict.FOLLOWED, because=WHY),
        years=list(years),
        trend=TrendRead(direction=None, change=None, since=None, better=None, because=WHY),
        projection=ProjectionRead(year=2025, value=None, reaches=None, assumption=WHY),
        quotations=[],
        demo=False,
    )


def test_nothing_is_drawn_while_the_period_has_no_value() -> None:
    assert spark(indicator(year(2021, None), year(2022, None))) is None


def test_values_stand_in_their_years_inside_the_picture_below_their_target() -> None:
    chart = spark(indicator(year(2021, "42"), year(2022, None), year(2023, "55")))

    assert chart is not None
    assert [0 < dot.x < WIDTH and 0 < dot.y < HEIGHT for dot in chart.dots] == [True, True]
    assert chart.bounds[0].y1 < chart.dots[1].y < chart.dots[0].y
    assert (len(chart.lines), chart.breaks) == (1, ())


def test_no_line_leads_to_other_ground_or_to_an_amount_still_open() -> None:
    moved = spark(indicator(year(2021, "42"), year(2022, "60", "phường")))
    still_open = spark(indicator(year(2021, "42"), year(2022, "20", provisional=True), unit="tỷ đồng"))

    assert moved is not None
    assert still_open is not None
    assert (moved.lines, len(moved.breaks)) == ((), 1)
    assert (still_open.lines, still_open.breaks) == ((), ())
