"""Organisations: who existed when, and what each answers for."""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from app.queries.organisations.organisations import organisation_detail, organisation_page
from app.schemas.organisations import OrganisationDetail, OrganisationRead
from app.schemas.paging import PageRead
from app.schemas.parameters import OrganisationParameters
from app.web.api.shared import COLLECTION, NO_PARAMETERS, RECORD, Listing, Single

router = APIRouter(prefix="/organisations", tags=["organisations"])
Code = Annotated[str, Path(description="Code of the organisation.", examples=["ubnd-tp"])]


@router.get("", responses=COLLECTION)
def list_organisations(
    answering: Listing, wanted: Annotated[OrganisationParameters, Query()]
) -> PageRead[OrganisationRead]:
    """List organisations, those that have ended too."""
    return answering.page(organisation_page(answering.view.session, wanted))


@router.get("/{code}", responses=RECORD, dependencies=NO_PARAMETERS)
def read_organisation(answering: Single, code: Code) -> OrganisationDetail:
    """Read one organisation with how much it leads. Its assignments are a collection of their own."""
    return answering.record(organisation_detail(answering.view.session, code, answering.view.as_of))
