"""Organisations: who existed when, and what each answers for."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from app.domain.history.comparing import ChangedNoun
from app.queries.organisations.organisations import organisation_detail, organisation_page
from app.schemas.organisations import OrganisationDetail, OrganisationRead
from app.schemas.organising import NewOrganisation, OrganisationChange
from app.schemas.paging import PageRead
from app.schemas.parameters import OrganisationParameters
from app.services.organisations.organisations import add_organisation, edit_organisation
from app.web.api.shared import CHANGE, COLLECTION, COMPARABLE, RECORD, Listing, Single, tagged
from app.web.deps import Edit, Work
from app.web.writing import Writing

router = APIRouter(prefix="/organisations", tags=["organisations"], route_class=Writing)
Code = Annotated[str, Path(description="Code of the organisation.", examples=["ubnd-tp"])]


@router.get("", responses=COLLECTION)
def list_organisations(
    answering: Listing, wanted: Annotated[OrganisationParameters, Query()]
) -> PageRead[OrganisationRead]:
    """List organisations, those that have ended too."""
    return answering.compared(ChangedNoun.ORGANISATION, organisation_page(answering.view.session, wanted))


@router.get("/{code}", responses=RECORD, dependencies=COMPARABLE)
def read_organisation(answering: Single, code: Code) -> OrganisationDetail:
    """Read one organisation with how much it leads. Its assignments are a collection of their own."""
    record = organisation_detail(answering.view.session, code, answering.view.as_of)
    return answering.record(answering.told(ChangedNoun.ORGANISATION, record))


@router.post("", status_code=201, responses=CHANGE)
def create_organisation(work: Work, wish: NewOrganisation, response: Response) -> OrganisationDetail:
    """Enter an organisation; for administrators."""
    code = add_organisation(work, wish).code
    response.headers["Location"] = f"/api/v1/organisations/{code}"
    return tagged(response, organisation_detail(work.session, code, work.today))


@router.patch("/{code}", responses=CHANGE)
def change_organisation(work: Edit, code: Code, change: OrganisationChange, response: Response) -> OrganisationDetail:
    """Change the fields that are sent (JSON merge patch); for administrators. The code stays."""
    edit_organisation(work, code, change)
    return tagged(response, organisation_detail(work.session, code, work.today))
