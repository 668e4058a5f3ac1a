"""Indicators: targets against measurements."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Response

from app.domain.access.policy import Action, permits
from app.domain.results.achievement import Verdict
from app.queries.history.changes import Reader, corrections_of
from app.queries.history.days import indicator_days
from app.queries.results.indicators import indicator_detail, indicator_page, verdict_counts
from app.schemas.parameters import IndicatorParameters
from app.schemas.results import IndicatorRead
from app.web.pages.shared import Showing, parameters

router = APIRouter(prefix="/chi-tieu")


@dataclass(frozen=True)
class Line:
    """One figure through the periods; a period may have no target, or several."""

    title: str
    by_period: dict[str, list[IndicatorRead]]


@router.get("")
def index(
    showing: Showing, wanted: Annotated[IndicatorParameters, Depends(parameters(IndicatorParameters))]
) -> Response:
    session, as_of = showing.view.session, showing.view.as_of
    page = indicator_page(session, wanted, as_of)
    return showing.page(
        "indicators/index.html",
        page=page,
        wanted=wanted,
        periods=sorted({each.period for each in page.rows}),
        lines=_lines(page.rows),
        verdicts=list(Verdict),
        counts=verdict_counts(session, as_of),
        may_enter=permits(showing.view.actor, Action.MEASUREMENT_EDIT),
        **showing.neighbours(page),
    )


@router.get("/{code}")
def show(showing: Showing, code: str) -> Response:
    session, as_of = showing.view.session, showing.view.as_of
    indicator = indicator_detail(session, code, as_of)
    everything = indicator_page(session, IndicatorParameters(limit=200), as_of).rows
    siblings = [each for each in everything if each.series == indicator.series and each.code != code]
    days = indicator_days(session, code, showing.onlooker)
    view = showing.view
    return showing.page(
        "indicators/show.html",
        indicator=indicator,
        siblings=siblings,
        corrections=corrections_of(session, code, Reader(view.actor, view.as_of, view.known_at)),
        may_enter=permits(view.actor, Action.MEASUREMENT_EDIT),
        record_days=days,
    )


def _lines(rows: Sequence[IndicatorRead]) -> list[Line]:
    lines: dict[str, Line] = {}
    for each in rows:
        line = lines.setdefault(each.series, Line(each.title, {}))
        line.by_period.setdefault(each.period, []).append(each)
    return list(lines.values())
