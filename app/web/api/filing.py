"""Filings: who has reported progress for a period, who is late and who is silent."""

from typing import Annotated

from fastapi import APIRouter, Query

from app.domain.access.policy import Action, require
from app.queries.work.filing import filing_page, round_of
from app.schemas.filing import FilingParameters, FilingRead
from app.schemas.paging import PageRead
from app.web.api.shared import COLLECTION, Listing

router = APIRouter(prefix="/filings", tags=["filings"])


@router.get("", responses=COLLECTION)
def list_filings(answering: Listing, wanted: Annotated[FilingParameters, Query()]) -> PageRead[FilingRead]:
    """List those who lead open projects with what they have filed for the period. For people with an office."""
    view, settings = answering.view, answering.request.app.state.settings
    require(view.actor, Action.TALK_VIEW)
    asked = round_of(wanted.reporting_period, settings.period_closes_on, settings.report_days, view.as_of)
    return answering.page(filing_page(view.session, wanted, asked))
