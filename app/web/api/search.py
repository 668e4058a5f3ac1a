"""Search over everything that has words."""

from typing import Annotated

from fastapi import APIRouter, Query

from app.queries.search import search_page
from app.schemas.paging import PageRead
from app.schemas.parameters import SearchParameters
from app.schemas.search import HitRead
from app.web.api.shared import COLLECTION, Listing

router = APIRouter(prefix="/search", tags=["search"])


@router.get("", responses=COLLECTION)
def search(answering: Listing, wanted: Annotated[SearchParameters, Query()]) -> PageRead[HitRead]:
    """Search programmes, projects, milestones, indicators, organisations and clauses, with or without accents."""
    return answering.page(search_page(answering.view.session, wanted))
