"""Who has filed the progress of a reporting period, who is late and who is silent."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Response

from app.domain.access.policy import Action, require
from app.domain.periods import PeriodLength, period_containing
from app.queries.work.filing import filing_page, round_of
from app.schemas.filing import FilingParameters
from app.web.pages.shared import Showing, parameters

router = APIRouter(prefix="/bao-cao-tien-do")


@router.get("")
def index(showing: Showing, wanted: Annotated[FilingParameters, Depends(parameters(FilingParameters))]) -> Response:
    view, settings = showing.view, showing.request.app.state.settings
    require(view.actor, Action.TALK_VIEW)
    closes_on = settings.period_closes_on
    asked = round_of(wanted.reporting_period, closes_on, settings.report_days, view.as_of)
    period, page = asked.period, filing_page(view.session, wanted, asked)
    beside = (period.first - timedelta(days=1), period.last + timedelta(days=1))
    return showing.page(
        "work/filing.html",
        asked=asked,
        period=period,
        others=[
            *(period_containing(day, period.length, closes_on) for day in beside),
            *(period_containing(period.last, length, closes_on) for length in PeriodLength if length != period.length),
        ],
        page=page,
        **showing.neighbours(page),
    )
