"""Programmes: the groups of tasks of a resolution."""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from app.domain.history.comparing import ChangedNoun
from app.queries.portfolio.programmes import programme_detail, programme_page
from app.schemas.paging import PageRead
from app.schemas.parameters import ProgrammeParameters
from app.schemas.portfolio import ProgrammeRead
from app.web.api.shared import COLLECTION, COMPARABLE, RECORD, Listing, Single

router = APIRouter(prefix="/programmes", tags=["programmes"])
Code = Annotated[str, Path(description="Code of the programme.", examples=["15-nq-tu.3"])]


@router.get("", responses=COLLECTION)
def list_programmes(answering: Listing, wanted: Annotated[ProgrammeParameters, Query()]) -> PageRead[ProgrammeRead]:
    """List programmes with where their milestones stand."""
    return answering.compared(
        ChangedNoun.PROGRAMME, programme_page(answering.view.session, wanted, answering.view.as_of)
    )


@router.get("/{code}", responses=RECORD, dependencies=COMPARABLE)
def read_programme(answering: Single, code: Code) -> ProgrammeRead:
    """Read one programme. Its projects are a collection of their own."""
    record = programme_detail(answering.view.session, code, answering.view.as_of)
    return answering.record(answering.told(ChangedNoun.PROGRAMME, record))
