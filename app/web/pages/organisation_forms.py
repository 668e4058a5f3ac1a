"""Administration of organisations: names, kinds, what stands above them, and how long they exist."""

from dataclasses import replace
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Response

from app.domain.access.policy import Action, require
from app.domain.organisations.roles import OrganisationKind
from app.queries.choices import organisation_choices
from app.queries.organisations.organisations import organisation_detail, organisation_page
from app.schemas.organisations import OrganisationDetail
from app.schemas.organising import NewOrganisation, OrganisationChange
from app.schemas.parameters import OrganisationParameters
from app.services.organisations.organisations import add_organisation, edit_organisation
from app.web.deps import TODAY_ONLY, Work
from app.web.pages.forms import EMPTY, Filled, Posted, Show, answer_form, version_of, wish_of
from app.web.pages.shared import Answering, Entering, Showing, parameters
from app.web.writing import Writing

router = APIRouter(prefix="/quan-tri", route_class=Writing, dependencies=TODAY_ONLY)
FIELDS = tuple(OrganisationChange.model_fields)


@router.get("/co-quan")
def index(
    showing: Showing, wanted: Annotated[OrganisationParameters, Depends(parameters(OrganisationParameters))]
) -> Response:
    require(showing.view.actor, Action.ORGANISATION_EDIT)
    page = organisation_page(showing.view.session, wanted)
    kinds = list(OrganisationKind)
    return showing.page("admin/organisations.html", page=page, wanted=wanted, kinds=kinds, **showing.neighbours(page))


@router.get("/co-quan-moi")
def ask_new(showing: Showing) -> Response:
    require(showing.view.actor, Action.ORGANISATION_EDIT)
    template, context = _showing_new(showing)(EMPTY)
    return showing.page(template, **context)


@router.post("/co-quan-moi")
def create(entering: Entering, work: Work, form: Posted) -> Response:
    work.require(Action.ORGANISATION_EDIT)

    def act() -> str:
        row = add_organisation(work, wish_of(NewOrganisation, form))
        return f"/quan-tri/co-quan/{quote(row.code)}"

    return answer_form(entering, form, _showing_new(entering), act)


def _showing_new(answering: Answering) -> Show:
    parents = organisation_choices(answering.view.session)

    def show_form(filled: Filled) -> tuple[str, dict[str, object]]:
        return "admin/new_organisation.html", {"kinds": list(OrganisationKind), "parents": parents, "filled": filled}

    return show_form


@router.get("/co-quan/{code}")
def open_form(showing: Showing, code: str) -> Response:
    require(showing.view.actor, Action.ORGANISATION_EDIT)
    template, context = _showing(showing, code)(EMPTY)
    return showing.page(template, **context)


@router.post("/co-quan/{code}")
def save(entering: Entering, work: Work, code: str, form: Posted) -> Response:
    work.require(Action.ORGANISATION_EDIT)

    def act() -> str:
        wish = wish_of(OrganisationChange, form, all_of=FIELDS)
        edit_organisation(replace(work, version=version_of(form)), code, wish)
        return f"/quan-tri/co-quan/{quote(code)}"

    return answer_form(entering, form, _showing(entering, code), act)


def _showing(answering: Answering, code: str) -> Show:
    view = answering.view
    organisation = organisation_detail(view.session, code, view.as_of)
    context: dict[str, object] = {
        "organisation": organisation,
        "now": _values(organisation),
        "kinds": list(OrganisationKind),
        "parents": [each for each in organisation_choices(view.session) if each.code != code],
    }

    def show_form(filled: Filled) -> tuple[str, dict[str, object]]:
        return "admin/organisation.html", {**context, "filled": filled}

    return show_form


def _values(organisation: OrganisationDetail) -> dict[str, str]:
    """Return the fields as the form spells them."""
    values = {name: getattr(organisation, name) for name in FIELDS}
    return {name: "" if value is None else str(value) for name, value in values.items()}
