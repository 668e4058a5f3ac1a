"""Organisations: what each leads and coordinates."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from app.domain.access.policy import Action, permits
from app.domain.organisations.roles import OrganisationKind
from app.queries.history.days import organisation_days
from app.queries.organisations.organisations import organisation_detail, organisation_page, workloads
from app.queries.organisations.successions import kin_of
from app.queries.portfolio.projects import project_page
from app.schemas.parameters import OrganisationParameters, ProjectParameters
from app.web.pages.shared import Comparing, Showing, parameters

router = APIRouter(prefix="/co-quan")
# What a page of one organisation lists of each role; the list of projects has the rest.
_SHOWN = 20


@router.get("")
def index(
    showing: Showing, wanted: Annotated[OrganisationParameters, Depends(parameters(OrganisationParameters))]
) -> Response:
    session, as_of = showing.view.session, showing.view.as_of
    page = organisation_page(session, wanted)
    return showing.page(
        "organisations/index.html",
        page=page,
        wanted=wanted,
        workloads=workloads(session, as_of),
        kinds=list(OrganisationKind),
        **showing.neighbours(page),
    )


@router.get("/{code}")
def show(showing: Comparing, code: str) -> Response:
    session, as_of = showing.view.session, showing.view.as_of
    organisation = organisation_detail(session, code, as_of)
    return showing.page(
        "organisations/show.html",
        comparison=showing.comparison(organisation=code),
        organisation=organisation,
        kin=kin_of(session, code, as_of),
        may_record=permits(showing.view.actor, Action.SUCCESSION_RECORD),
        parent=organisation_detail(session, organisation.parent, as_of) if organisation.parent else None,
        led=project_page(session, ProjectParameters(lead=[code], limit=_SHOWN), as_of),
        record_days=organisation_days(session, code, showing.onlooker),
        coordinated=project_page(session, ProjectParameters(coordinate=[code], limit=_SHOWN), as_of),
    )
