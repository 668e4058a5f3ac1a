"""A figure through its periods: what was measured of it, and in the form that the rules judge."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.domain.results.entering import Entry
from app.domain.results.targets import GROWTH, Comparator
from app.domain.results.targets import Measurement as Reading
from app.domain.results.targets import Target as Wanted
from app.models import Indicator, Measurement, Target, WardSuccession

Series = dict[str, list[Measurement]]


def series_of(session: Session, rows: Iterable[Indicator], as_of: date) -> Series:
    """Return what was measured by the day, for each series of the indicators."""
    statement = (
        select(Measurement)
        .join(Measurement.indicator)
        .options(joinedload(Measurement.indicator), joinedload(Measurement.document))
        .where(Indicator.series.in_({row.series for row in rows}), Measurement.as_of <= as_of)
        .order_by(Measurement.year, Measurement.as_of, Measurement.id)
    )
    series: defaultdict[str, list[Measurement]] = defaultdict(list)
    for measurement in session.scalars(statement):
        series[measurement.indicator.series].append(measurement)
    return series


def comparators_of(session: Session, series: str) -> list[Comparator]:
    """Return how the targets of a series hold its values."""
    return list(session.scalars(select(Target.comparator).join(Target.indicator).where(Indicator.series == series)))


def redrawn_on(session: Session) -> list[date]:
    """Return the days on which the areas that are measured were redrawn: those of the wards' successions."""
    return list(session.scalars(select(WardSuccession.effective_on).distinct()))


def wanted_of(row: Indicator) -> Wanted:
    """Return the target in the form that the rules judge; it must be loaded.

    A unit in per cent tells a share, but for a target of growth, whose levels may be anything.
    """
    target = row.target
    return Wanted(
        comparator=target.comparator,
        period_from=row.period_from,
        period_to=row.period_to,
        low=target.low,
        high=target.high,
        due_year=target.due_year,
        is_share=bool(row.unit and row.unit.startswith("%")) and target.comparator not in GROWTH,
    )


def reading_of(row: Measurement) -> Reading:
    return Reading(
        year=row.year,
        as_of=row.as_of,
        value=row.value,
        kind=row.kind,
        series_break=row.series_break,
        provisional=row.provisional,
        scope=row.scope,
    )


def entry_of(row: Measurement) -> Entry:
    """Return a value that stands, for others to be judged beside."""
    return Entry(row.kind, row.year, row.as_of, row.value, row.scope, row.series_break)
