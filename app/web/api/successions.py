"""Successions: who took over what from whom."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from app.queries.organisations.successions import succession_page, succession_read
from app.schemas.paging import PageRead
from app.schemas.parameters import SuccessionParameters
from app.schemas.successions import NewSuccession, SuccessionRead
from app.services.organisations.successions import record_succession
from app.web.api.changing import CHANGE, made, versioned
from app.web.api.shared import COLLECTION, Listing
from app.web.deps import Work
from app.web.writing import Writing

router = APIRouter(prefix="/successions", tags=["organisations"], route_class=Writing)


@router.get("", responses=COLLECTION)
def list_successions(answering: Listing, wanted: Annotated[SuccessionParameters, Query()]) -> PageRead[SuccessionRead]:
    """List successions, those too of which nobody knows yet who took over."""
    return answering.page(succession_page(answering.view.session, wanted, answering.view.as_of))


@router.post("", status_code=201, responses=CHANGE)
def create_succession(work: Work, response: Response, wish: NewSuccession) -> SuccessionRead:
    """Record who took over; for administrators and planners. No duty changes hands by it."""
    row = record_succession(work, wish)
    made(response, f"/api/v1/successions?predecessor={row.predecessor.code}")
    versioned(response, row.version)
    return succession_read(row, work.today)
