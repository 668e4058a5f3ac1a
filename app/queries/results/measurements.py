"""Measurements."""

from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from app.domain.errors import NotFoundError
from app.domain.messages import msgid
from app.models import Indicator, Measurement
from app.queries.paging import Page, Sort, page_of, slice_of
from app.schemas.organisations import DocumentRead
from app.schemas.parameters import MeasurementParameters, MeasurementSort
from app.schemas.results import MeasurementRead


def measurement_page(session: Session, wanted: MeasurementParameters) -> Page[MeasurementRead]:
    statement = _statement()
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


def measurement_detail(session: Session, number: int) -> MeasurementRead:
    """Return one measurement. Raises NotFoundError."""
    row = session.scalar(_statement().where(Measurement.id == number))
    if row is None:
        raise NotFoundError(kind=msgid("measurement"), code=str(number))
    return measurement_read(row, row.indicator.code)


def _statement() -> Select[Measurement]:
    joined = (contains_eager(Measurement.indicator), joinedload(Measurement.document))
    return select(Measurement).join(Measurement.indicator).options(*joined)


def measurement_read(row: Measurement, indicator: str) -> MeasurementRead:
    return MeasurementRead(
        id=row.id,
        version=row.version,
        indicator=indicator,
        kind=row.kind,
        year=row.year,
        as_of=row.as_of,
        value=row.value,
        scope=row.scope,
        series_break=row.series_break,
        source=row.source,
        document=DocumentRead.model_validate(row.document) if row.document else None,
        note=row.note,
        provisional=row.provisional,
        demo=row.demo,
    )
