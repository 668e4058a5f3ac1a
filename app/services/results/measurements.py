"""Measurements: entered, corrected and withdrawn by planners; what they said before stays in their history."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.domain.access.policy import Action
from app.domain.errors import FieldError, InvalidInputError, NotFoundError
from app.domain.messages import msgid
from app.domain.results.entering import faults_of
from app.models import Document, Indicator, Measurement
from app.queries.results.indicators import require_indicator
from app.queries.results.series import comparators_of, entry_of, series_of, wanted_of
from app.schemas.results import MeasurementChange, MeasurementWithdrawal, NewMeasurement
from app.services.unit_of_work import UnitOfWork
from app.services.work.documents import documents_by_code


def record_measurement(work: UnitOfWork, code: str, wish: NewMeasurement) -> Measurement:
    """Enter a value of an indicator. Raises NotFoundError or InvalidInputError."""
    work.require(Action.MEASUREMENT_EDIT)
    indicator = require_indicator(work.session, code)
    fields = {**wish.model_dump(exclude={"document"}), "document": _document(work, wish.document)}
    row = Measurement(**fields, indicator=indicator, demo=False)
    with work.session.no_autoflush:
        _require_faultless(work, indicator, row)
    work.session.add(row)
    work.session.flush()
    return row


def correct_measurement(work: UnitOfWork, number: int, change: MeasurementChange) -> Measurement:
    """Change the fields that were sent. Raises NotFoundError, StaleEditError or InvalidInputError."""
    row = _row(work, number)
    work.expect(row)
    work.because(change.reason, row)
    for name, value in _changed(work, change).items():
        setattr(row, name, value)
    with work.session.no_autoflush:
        _require_faultless(work, require_indicator(work.session, row.indicator.code), row)
    work.session.flush()
    return row


def withdraw_measurement(work: UnitOfWork, number: int, wish: MeasurementWithdrawal) -> str:
    """Take a value back, and return the code of its indicator. Raises NotFoundError or StaleEditError."""
    row = _row(work, number)
    work.expect(row)
    work.because(wish.reason, row)
    code = row.indicator.code
    work.session.delete(row)
    work.session.flush()
    return code


def _row(work: UnitOfWork, number: int) -> Measurement:
    work.require(Action.MEASUREMENT_EDIT)
    both = (joinedload(Measurement.indicator), joinedload(Measurement.document))
    wanted = select(Measurement).where(Measurement.id == number).options(*both).with_for_update(of=Measurement)
    row = work.session.scalars(wanted).one_or_none()
    if row is None:
        raise NotFoundError(kind=msgid("measurement"), code=str(number))
    return row


def _changed(work: UnitOfWork, change: MeasurementChange) -> dict[str, Any]:
    fields = change.model_dump(include=change.model_fields_set - {"document", "reason"})
    if "document" in change.model_fields_set:
        fields["document"] = _document(work, change.document)
    return fields


def _document(work: UnitOfWork, code: str | None) -> Document | None:
    return documents_by_code(work, [code], "/document")[0] if code else None


def _require_faultless(work: UnitOfWork, indicator: Indicator, row: Measurement) -> None:
    """Raise InvalidInputError with what is wrong, by field."""
    others = series_of(work.session, [indicator], work.today)[indicator.series]
    entry = entry_of(row)
    beside = [entry_of(each) for each in others if each is not row]
    found = faults_of(entry, wanted_of(indicator), comparators_of(work.session, indicator.series), beside, work.today)
    if found:
        raise InvalidInputError(*(FieldError(each.message, pointer=f"/{each.field}") for each in found))
