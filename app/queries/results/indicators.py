"""Indicators against what was measured; growth needs the years before the period, so a whole series is read."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.domain.errors import NotFoundError
from app.domain.messages import msgid
from app.domain.results.achievement import Achievement, Verdict, achievement
from app.domain.results.breaks import breaks_of
from app.domain.results.targets import GROWTH, MeasurementKind
from app.domain.results.trends import projection, trend
from app.domain.results.years import YearAchievement, yearly
from app.models import Indicator, Measurement, Quotation
from app.queries.paging import Page, Sort, page_of, slice_of
from app.queries.resolution.quotations import quotation_read
from app.queries.results.measurements import measurement_read
from app.queries.results.series import Series, reading_of, redrawn_on, series_of, wanted_of
from app.queries.searching import matches
from app.schemas.living import LivingWork
from app.schemas.parameters import CodeSort, IndicatorParameters
from app.schemas.results import (
    AchievementRead,
    BreakRead,
    IndicatorDetail,
    IndicatorRead,
    MeasurementRead,
    ProjectionRead,
    TargetRead,
    TrendRead,
    YearRead,
)


def indicator_page(session: Session, wanted: IndicatorParameters, as_of: date) -> Page[IndicatorRead]:
    """Return indicators; the verdict is judged in the domain, so that filter looks over all of them first."""
    statement = _statement().where(matches(Indicator.search_text, wanted.q))
    if wanted.period:
        statement = statement.where(or_(*(_in_period(period) for period in wanted.period)))
    if wanted.achievement:
        statement = statement.where(Indicator.id.in_(_with_verdict(session, wanted, as_of)))
    sort = Sort(Indicator.code, Indicator.id, descending=wanted.sort is CodeSort.CODE_DOWN)
    page = page_of(session, statement, sort, slice_of(wanted))
    series = series_of(session, page.rows, as_of)
    return page.mapped(lambda row: _read(row, series, as_of))


def indicator_detail(session: Session, code: str, as_of: date) -> IndicatorDetail:
    """Return one indicator with the measurements of its series. Raises NotFoundError."""
    row = require_indicator(session, code)
    series = series_of(session, [row], as_of)
    found = series[row.series]
    breaks = breaks_of(wanted_of(row), [reading_of(each) for each in found], redrawn_on(session))
    return IndicatorDetail(
        **dict(_read(row, series, as_of)),
        version=row.version,
        measurements=[measurement_read(each, each.indicator.code) for each in found],
        breaks=[BreakRead.model_validate(each) for each in breaks],
    )


def require_indicator(session: Session, code: str) -> Indicator:
    """Return the record of one indicator with its target. Raises NotFoundError."""
    row = session.scalar(_statement().where(Indicator.code == code))
    if row is None:
        raise NotFoundError(kind=msgid("indicator"), code=code)
    return row


def verdicts(session: Session, rows: Sequence[Indicator], as_of: date) -> dict[str, LivingWork]:
    """Return each indicator as what its words have become; targets must be loaded."""
    series = series_of(session, rows, as_of)
    return {row.code: _work(row, _judge(row, series[row.series], as_of)) for row in rows}


def verdict_counts(session: Session, as_of: date) -> dict[Verdict, int]:
    """Return how many indicators are judged how; verdicts that none has are left out."""
    indicators = session.scalars(select(Indicator).options(joinedload(Indicator.target))).all()
    return Counter(work.verdict for work in verdicts(session, indicators, as_of).values() if work.verdict)


def _work(row: Indicator, judged: Achievement) -> LivingWork:
    return LivingWork(
        code=row.code,
        title=row.title,
        status=None,
        timeliness=None,
        timeliness_days=None,
        lead=None,
        next_milestone=None,
        missing=[],
        overdue_milestones=0,
        verdict=judged.verdict,
    )


def _statement() -> Select[Indicator]:
    quotations = selectinload(Indicator.quotations).joinedload(Quotation.clause)
    return select(Indicator).options(joinedload(Indicator.target), quotations)


def _in_period(period: str) -> ColumnElement[bool]:
    first, last = (int(year) for year in period.split("-"))
    return and_(Indicator.period_from == first, Indicator.period_to == last)


def _with_verdict(session: Session, wanted: IndicatorParameters, as_of: date) -> list[int]:
    rows = session.scalars(_statement()).all()
    series = series_of(session, rows, as_of)
    return [row.id for row in rows if _judge(row, series[row.series], as_of).verdict in wanted.achievement]


def _judge(row: Indicator, measurements: Iterable[Measurement], as_of: date) -> Achievement:
    return achievement(wanted_of(row), [reading_of(each) for each in measurements], as_of)


def _read(row: Indicator, series: Series, as_of: date) -> IndicatorRead:
    measurements = series[row.series]
    judged = _judge(row, measurements, as_of)
    wanted, readings = wanted_of(row), [reading_of(each) for each in measurements]
    return IndicatorRead(
        code=row.code,
        number=row.number,
        title=row.title,
        series=row.series,
        period=f"{row.period_from}-{row.period_to}",
        unit=row.unit,
        target=TargetRead.model_validate(row.target),
        latest=_latest(row, measurements),
        achievement=AchievementRead(verdict=judged.verdict, because=judged.because),
        years=[_year(each, each.year in wanted.years_that_count) for each in yearly(wanted, readings, as_of)],
        trend=TrendRead.model_validate(trend(wanted, readings)),
        projection=ProjectionRead.model_validate(projection(wanted, readings, as_of)),
        quotations=[quotation_read(quotation) for quotation in row.quotations],
        demo=any(each.demo for each in measurements),
    )


def _year(judged: YearAchievement, counts: bool) -> YearRead:  # noqa: FBT001 (what the target says of the year)
    band = judged.band
    return YearRead(
        year=judged.year,
        verdict=judged.verdict,
        because=judged.because,
        counts=counts,
        value=judged.measured,
        low=band.low if band else None,
        high=band.high if band else None,
        scope=judged.scope,
        series_break=judged.series_break,
        provisional=judged.provisional,
    )


def _latest(row: Indicator, measurements: list[Measurement]) -> MeasurementRead | None:
    """Return the last value of the period itself; estimates are what values are held against."""
    years = range(row.period_from, row.period_to + 1)
    own = [each for each in measurements if each.year in years and each.kind is not MeasurementKind.ESTIMATE]
    if row.target.comparator in GROWTH:
        own = [each for each in own if each.kind is MeasurementKind.GROWTH] or own
    return measurement_read(own[-1], own[-1].indicator.code) if own else None
