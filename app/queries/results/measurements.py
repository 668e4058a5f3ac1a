"""Measurements."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager

from app.models import Indicator, Measurement
from app.queries.paging import Page, Sort, page_of, slice_of
from app.schemas.parameters import MeasurementParameters, MeasurementSort
from app.schemas.results import MeasurementRead


def measurement_page(session: Session, wanted: MeasurementParameters) -> Page[MeasurementRead]:
    statement = select(Measurement).join(Measurement.indicator).options(contains_eager(Measurement.indicator))
    if wanted.indicator:
        statement = statement.where(Indicator.code.in_(wanted.indicator))
    if wanted.year:
        statement = statement.where(Measurement.year.in_(wanted.year))
    if wanted.demo is not None:
        statement = statement.where(Measurement.demo.is_(wanted.demo))
    descending = wanted.sort is MeasurementSort.AS_OF_DOWN
    sort = Sort(Measurement.as_of, Measurement.id, descending=descending, read=date.fromisoformat)
    page = page_of(session, statement, sort, slice_of(wanted))
    return page.mapped(lambda row: measurement_read(row, row.indicator.code))


def measurement_read(row: Measurement, indicator: str) -> MeasurementRead:
    return MeasurementRead(
        indicator=indicator,
        kind=row.kind,
        year=row.year,
        as_of=row.as_of,
        value=row.value,
        scope=row.scope,
        series_break=row.series_break,
        source=row.source,
        provisional=row.provisional,
        demo=row.demo,
    )
