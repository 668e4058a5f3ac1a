"""Milestones: the dated steps of projects."""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from app.queries.portfolio.milestones import milestone_detail, milestone_page
from app.schemas.paging import PageRead
from app.schemas.parameters import MilestoneParameters
from app.schemas.portfolio import MilestoneDetail, MilestoneRead
from app.web.api.shared import COLLECTION, NO_PARAMETERS, RECORD, Listing, Single

router = APIRouter(prefix="/milestones", tags=["milestones"])
Code = Annotated[str, Path(description="Code of the milestone.", examples=["15-nq-tu.3.01.M04"])]


@router.get("", responses=COLLECTION)
def list_milestones(answering: Listing, wanted: Annotated[MilestoneParameters, Query()]) -> PageRead[MilestoneRead]:
    """List milestones over all projects."""
    return answering.page(milestone_page(answering.view.session, wanted, answering.view.as_of))


@router.get("/{code}", responses=RECORD, dependencies=NO_PARAMETERS)
def read_milestone(answering: Single, code: Code) -> MilestoneDetail:
    """Read one milestone with its predecessors and its history."""
    return answering.record(milestone_detail(answering.view.session, code, answering.view.as_of))
