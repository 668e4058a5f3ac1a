"""Indicators against what was measured; growth needs the years before the period, so a whole series is read."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.domain.errors import NotFoundError
from app.domain.messages import msgid
from app.domain.results.achievement import Achievement, Verdict, achievement
from app.domain.results.targets import Comparator, MeasurementKind
from app.domain.results.targets import Measurement as Reading
from app.domain.results.targets import Target as Wanted
from app.models import Indicator, Measurement, Quotation
from app.queries.paging import Page, Sort, page_of, slice_of
from app.queries.resolution.quotations import quotation_read
from app.queries.results.measurements import measurement_read
from app.queries.searching import matches
from app.schemas.living import LivingWork
from app.schemas.parameters import CodeSort, IndicatorParameters
from app.schemas.results import AchievementRead, IndicatorDetail, IndicatorRead, MeasurementRead, TargetRead

_GROWTH = (Comparator.AVERAGE_GROWTH_AT_LEAST, Comparator.GROWTH_BETWEEN)
Series = dict[str, list[Measurement]]


def indicator_page(session: Session, wanted: IndicatorParameters, as_of: date) -> Page[IndicatorRead]:
    """Return indicators; the verdict is judged in the domain, so that filter looks over all of them first."""
    statement = _statement().where(matches(Indicator.search_text, wanted.q))
    if wanted.period:
        statement = statement.where(or_(*(_in_period(period) for period in wanted.period)))
    if wanted.achievement:
        statement = statement.where(Indicator.id.in_(_with_verdict(session, wanted, as_of)))
    sort = Sort(Indicator.code, Indicator.id, descending=wanted.sort is CodeSort.CODE_DOWN)
    page = page_of(session, statement, sort, slice_of(wanted))
    series = _series(session, page.rows, as_of)
    return page.mapped(lambda row: _read(row, series, as_of))


def indicator_detail(session: Session, code: str, as_of: date) -> IndicatorDetail:
    """Return one indicator with the measurements of its series. Raises NotFoundError."""
    row = session.scalar(_statement().where(Indicator.code == code))
    if row is None:
        raise NotFoundError(kind=msgid("indicator"), code=code)
    series = _series(session, [row], as_of)
    measurements = [measurement_read(each, each.indicator.code) for each in series[row.series]]
    return IndicatorDetail(**dict(_read(row, series, as_of)), version=row.version, measurements=measurements)


def verdicts(session: Session, rows: Sequence[Indicator], as_of: date) -> dict[str, LivingWork]:
    """Return each indicator as what its words have become; targets must be loaded."""
    series = _series(session, rows, as_of)
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
    series = _series(session, rows, as_of)
    return [row.id for row in rows if _judge(row, series[row.series], as_of).verdict in wanted.achievement]


def _series(session: Session, rows: Iterable[Indicator], as_of: date) -> Series:
    """Return what was measured by the day, for each series of the indicators."""
    statement = (
        select(Measurement)
        .join(Measurement.indicator)
        .options(joinedload(Measurement.indicator))
        .where(Indicator.series.in_({row.series for row in rows}), Measurement.as_of <= as_of)
        .order_by(Measurement.year, Measurement.as_of, Measurement.id)
    )
    series: defaultdict[str, list[Measurement]] = defaultdict(list)
    for measurement in session.scalars(statement):
        series[measurement.indicator.series].append(measurement)
    return series


def _judge(row: Indicator, measurements: Iterable[Measurement], as_of: date) -> Achievement:
    target = row.target
    wanted = Wanted(
        comparator=target.comparator,
        period_from=row.period_from,
        period_to=row.period_to,
        low=target.low,
        high=target.high,
        due_year=target.due_year,
    )
    return achievement(wanted, [_reading(each) for each in measurements], as_of)


def _reading(row: Measurement) -> Reading:
    return Reading(
        year=row.year,
        as_of=row.as_of,
        value=row.value,
        kind=row.kind,
        series_break=row.series_break,
        provisional=row.provisional,
    )


def _read(row: Indicator, series: Series, as_of: date) -> IndicatorRead:
    measurements = series[row.series]
    judged = _judge(row, measurements, as_of)
    latest = _latest(row, measurements)
    return IndicatorRead(
        code=row.code,
        number=row.number,
        title=row.title,
        series=row.series,
        period=f"{row.period_from}-{row.period_to}",
        unit=row.unit,
        target=TargetRead.model_validate(row.target),
        latest=latest,
        achievement=AchievementRead(verdict=judged.verdict, because=judged.because),
        quotations=[quotation_read(quotation) for quotation in row.quotations],
        demo=any(each.demo for each in measurements),
    )


def _latest(row: Indicator, measurements: list[Measurement]) -> MeasurementRead | None:
    """Return the last value of the period itself; estimates are what values are held against."""
    years = range(row.period_from, row.period_to + 1)
    own = [each for each in measurements if each.year in years and each.kind is not MeasurementKind.ESTIMATE]
    if row.target.comparator in _GROWTH:
        own = [each for each in own if each.kind is MeasurementKind.GROWTH] or own
    return measurement_read(own[-1], own[-1].indicator.code) if own else None
