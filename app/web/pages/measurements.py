"""Measurements: one with what became of it, and the forms to enter, correct and withdraw."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Path, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import FormData

from app.domain.access.policy import Action, permits, require
from app.domain.errors import DomainError, NotFoundError, StaleEditError
from app.domain.messages import msgid
from app.domain.results.decimals import write_decimal
from app.domain.results.entering import kinds_of
from app.queries.history.changes import Reader, corrections_of
from app.queries.results.indicators import indicator_detail
from app.queries.results.measurements import measurement_detail
from app.queries.results.series import comparators_of
from app.schemas.access import Wish
from app.schemas.fields import CodeText, IsoDay, Line, Prose, RowNumber, Year
from app.schemas.results import (
    MeasurementChange,
    MeasurementRead,
    MeasurementWithdrawal,
    NewMeasurement,
    Scope,
    Value,
)
from app.services.results.measurements import correct_measurement, record_measurement, withdraw_measurement
from app.services.unit_of_work import UnitOfWork
from app.web.deps import FOR_CHANGES, Work
from app.web.pages.forms import EMPTY, Filled, Posted, Show, answer_form, refused, version_of, wish_of
from app.web.pages.merging import Draft, draft_of, text
from app.web.pages.shared import Answering, Entering, Showing
from app.web.writing import Writing

router = APIRouter(prefix="/chi-tieu/{code}", route_class=Writing)
Number = Annotated[RowNumber, Path()]


class MeasurementForm(Wish):
    """The fields in which a value can be corrected."""

    year: Year
    as_of: IsoDay
    value: Value
    scope: Scope
    series_break: bool = False
    source: Line
    document: CodeText | None = None
    note: Prose | None = None
    provisional: bool = False


_ONE = "indicators/measurement.html"
_BOXES = ("series_break", "provisional")


@router.get("/nhap", dependencies=FOR_CHANGES)
def ask(showing: Showing, code: str) -> Response:
    require(showing.view.actor, Action.MEASUREMENT_EDIT)
    template, context = _showing_new(showing, code)(EMPTY)
    return showing.page(template, **context)


@router.post("/nhap")
def record(entering: Entering, work: Work, code: str, form: Posted) -> Response:
    work.require(Action.MEASUREMENT_EDIT)

    def act() -> str:
        record_measurement(work, code, wish_of(NewMeasurement, form))
        return f"/chi-tieu/{code}"

    return answer_form(entering, form, _showing_new(entering, code), act)


@router.get("/so-lieu/{number}")
def show(showing: Showing, code: str, number: Number) -> Response:
    measurement = _measurement(showing, code, number)
    return showing.page(_ONE, **_context(showing, measurement, EMPTY, {}))


@router.post("/so-lieu/{number}")
def save(entering: Entering, work: Work, code: str, number: Number, form: Posted) -> Response:
    """Save what was changed; what somebody else has changed meanwhile is shown beside it."""
    work.require(Action.MEASUREMENT_EDIT)
    measurement = _measurement(entering, code, number)
    draft = draft_of(form, _values(measurement))
    if draft.clashes:
        stale = StaleEditError(current=measurement.version, changed=sorted(draft.clashes))
        context = _context(entering, measurement, _unticked(draft.refused(stale)), draft.clashes)
        return entering.refuse(_ONE, stale, **context)
    try:
        _apply(work, measurement, draft, text(form, "reason"))
    except DomainError as error:
        return entering.refuse(_ONE, error, **_context(entering, measurement, refused(form, error), {}))
    return RedirectResponse(f"/chi-tieu/{code}/so-lieu/{number}", 303)


@router.post("/so-lieu/{number}/rut")
def withdraw(entering: Entering, work: Work, code: str, number: Number, form: Posted) -> Response:
    work.require(Action.MEASUREMENT_EDIT)
    measurement = _measurement(entering, code, number)

    def act() -> str:
        wish = wish_of(MeasurementWithdrawal, form)
        withdraw_measurement(replace(work, version=version_of(form)), number, wish)
        return f"/chi-tieu/{code}"

    def show_again(filled: Filled) -> tuple[str, dict[str, object]]:
        # The form to correct stands as it was: what was typed was the reason alone.
        return _ONE, _context(entering, measurement, replace(filled, typed={}), {})

    return answer_form(entering, form, show_again, act)


def _unticked(filled: Filled) -> Filled:
    """Return the form without the boxes that were left open, which a browser would not have sent."""
    typed = {name: values for name, values in filled.typed.items() if name not in _BOXES or any(values)}
    return replace(filled, typed=typed)


def _apply(work: UnitOfWork, measurement: MeasurementRead, draft: Draft, reason: str) -> None:
    """Save the changed fields alone, so that the others stay as somebody else may have left them."""
    wish = wish_of(MeasurementForm, FormData([*draft.values.items()]))
    sent = {name: getattr(wish, name) for name in draft.changes}
    change = MeasurementChange.model_validate({**sent, **({"reason": reason} if reason.strip() else {})})
    correct_measurement(replace(work, version=measurement.version), measurement.id, change)


def _measurement(answering: Answering, code: str, number: int) -> MeasurementRead:
    """Return the value where it is one of this indicator. Raises NotFoundError."""
    measurement = measurement_detail(answering.view.session, number)
    if measurement.indicator != code:
        raise NotFoundError(kind=msgid("measurement"), code=str(number))
    return measurement


def _showing_new(answering: Answering, code: str) -> Show:
    context = _about(answering, code)
    return lambda filled: ("indicators/new_measurement.html", {**context, "filled": filled, "now": {}, "clashes": {}})


def _about(answering: Answering, code: str) -> dict[str, Any]:
    session = answering.view.session
    indicator = indicator_detail(session, code, answering.view.as_of)
    return {
        "indicator": indicator,
        "kinds": kinds_of(comparators_of(session, indicator.series)),
        "areas": list(dict.fromkeys(each.scope for each in reversed(indicator.measurements))),
    }


def _context(
    answering: Answering, measurement: MeasurementRead, filled: Filled, clashes: Mapping[str, str]
) -> dict[str, Any]:
    view = answering.view
    reader = Reader(view.actor, view.as_of, view.known_at)
    return {
        **_about(answering, measurement.indicator),
        "measurement": measurement,
        "corrections": corrections_of(view.session, measurement.indicator, reader, measurement.id),
        "may_edit": permits(view.actor, Action.MEASUREMENT_EDIT),
        "now": _values(measurement),
        "filled": filled,
        "clashes": clashes,
    }


def _values(measurement: MeasurementRead) -> dict[str, str]:
    """Return the fields as the form spells them."""
    return {
        "year": str(measurement.year),
        "as_of": measurement.as_of.isoformat(),
        "value": write_decimal(measurement.value),
        "scope": measurement.scope,
        "series_break": "true" if measurement.series_break else "",
        "source": measurement.source,
        "document": measurement.document.code if measurement.document else "",
        "note": measurement.note or "",
        "provisional": "true" if measurement.provisional else "",
    }
