"""Assignments: what an organisation is to a project or a milestone, from one day to another."""

from typing import Annotated

from fastapi import APIRouter, Query

from app.queries.organisations.assignments import assignment_page
from app.schemas.organisations import AssignmentRead
from app.schemas.paging import PageRead
from app.schemas.parameters import AssignmentParameters
from app.web.api.shared import COLLECTION, Listing

router = APIRouter(prefix="/assignments", tags=["assignments"])


@router.get("", responses=COLLECTION)
def list_assignments(answering: Listing, wanted: Annotated[AssignmentParameters, Query()]) -> PageRead[AssignmentRead]:
    """List assignments, those that have ended too."""
    return answering.page(assignment_page(answering.view.session, wanted, answering.view.as_of))
