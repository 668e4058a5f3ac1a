"""Requests for later deadlines: the list of them, and the decision."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from starlette.datastructures import FormData

from app.domain.access.policy import Action
from app.domain.errors import NotPermittedError
from app.domain.work.extensions import ExtensionStatus
from app.queries.portfolio.projects import project_detail
from app.queries.work.desks import project_desk
from app.queries.work.extensions import extension_detail, extension_page, may_decide
from app.schemas.forms import DecisionForm, ExtensionForm, YesNo
from app.schemas.parameters import ExtensionParameters
from app.schemas.work import ExtensionDecision, NewExtension
from app.services.unit_of_work import UnitOfWork
from app.services.work.extensions import ask_for_project, decide, withdraw
from app.web.deps import FOR_CHANGES, Work
from app.web.pages.forms import EMPTY, Filled, Posted, Show, answer_form, wish_of
from app.web.pages.papers import paper_of
from app.web.pages.shared import Answering, Showing, parameters
from app.web.writing import Writing

router = APIRouter(prefix="/gia-han", route_class=Writing)
projects = APIRouter(prefix="/du-an", route_class=Writing, dependencies=FOR_CHANGES)


@router.get("")
def index(
    showing: Showing, wanted: Annotated[ExtensionParameters, Depends(parameters(ExtensionParameters))]
) -> Response:
    page = extension_page(showing.view.session, wanted, showing.view.as_of)
    return showing.page(
        "work/extensions.html", page=page, wanted=wanted, statuses=list(ExtensionStatus), **showing.neighbours(page)
    )


@projects.get("/{code}/gia-han")
def ask_for_a_project(showing: Showing, code: str) -> Response:
    view = showing.view
    if not project_desk(view.session, code, view.actor, view.as_of).may_ask_extension:
        raise NotPermittedError(action=Action.EXTENSION_ASK.value)
    template, context = _showing_project(showing, code)(EMPTY)
    return showing.page(template, **context)


@projects.post("/{code}/gia-han")
def send_for_a_project(showing: Showing, work: Work, code: str, form: Posted) -> Response:
    def act() -> str:
        wish = wish_of(ExtensionForm, form)
        ask_for_project(work, code, NewExtension(deadline=wish.deadline, reason=wish.reason))
        return f"/du-an/{code}"

    return answer_form(showing, form, _showing_project(showing, code), act)


def _showing_project(showing: Answering, code: str) -> Show:
    project = project_detail(showing.view.session, code, showing.view.as_of)
    return lambda filled: ("work/project_extension.html", {"project": project, "filled": filled})


@router.get("/{code}")
def ask(showing: Showing, code: str) -> Response:
    template, context = _showing(showing, code)(EMPTY)
    return showing.page(template, **context)


@router.post("/{code}")
def send(showing: Showing, work: Work, code: str, form: Posted) -> Response:
    return answer_form(showing, form, _showing(showing, code), lambda: _decide(work, showing.request, code, form))


@router.post("/{code}/rut")
def take_back(showing: Showing, work: Work, code: str, form: Posted) -> Response:
    def act() -> str:
        withdraw(work, code)
        return f"/gia-han/{code}"

    return answer_form(showing, form, _showing(showing, code), act)


def _showing(showing: Answering, code: str) -> Show:
    view = showing.view

    def show(filled: Filled) -> tuple[str, dict[str, object]]:
        extension = extension_detail(view.session, code, view.as_of)
        rights = may_decide(view.session, code, view.actor, view.as_of)
        return "work/decision.html", {"extension": extension, "rights": rights, "filled": filled}

    return show


def _decide(work: UnitOfWork, request: Request, code: str, form: FormData) -> str:
    wish = wish_of(DecisionForm, form)
    document = paper_of(work, request, form)
    answer = ExtensionDecision(
        granted=wish.decision is YesNo.YES,
        deadline=wish.deadline,
        reason=wish.reason,
        documents=[document.code] if document else [],
    )
    decide(replace(work, version=wish.version), code, answer)
    return f"/gia-han/{code}"
