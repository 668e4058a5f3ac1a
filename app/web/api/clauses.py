"""Clauses: the citable pieces of a resolution's text."""

from typing import Annotated

from fastapi import APIRouter, Query

from app.queries.resolution.clauses import clause_page
from app.schemas.paging import PageRead
from app.schemas.parameters import ClauseParameters
from app.schemas.resolution import ClauseRead
from app.web.api.shared import COLLECTION, Listing

router = APIRouter(prefix="/clauses", tags=["clauses"])


@router.get("", responses=COLLECTION)
def list_clauses(answering: Listing, wanted: Annotated[ClauseParameters, Query()]) -> PageRead[ClauseRead]:
    """List clauses in reading order."""
    return answering.page(clause_page(answering.view.session, wanted))
