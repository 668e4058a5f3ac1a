"""Requests for later deadlines: the list of them, and the decision."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from starlette.datastructures import FormData

from app.domain.work.extensions import ExtensionStatus
from app.queries.work.extensions import extension_detail, extension_page, may_decide
from app.schemas.forms import DecisionForm, YesNo
from app.schemas.parameters import ExtensionParameters
from app.schemas.work import ExtensionDecision
from app.services.unit_of_work import UnitOfWork
from app.services.work.extensions import decide, withdraw
from app.web.deps import Work
from app.web.pages.forms import EMPTY, Filled, Posted, Show, answer_form, wish_of
from app.web.pages.papers import paper_of
from app.web.pages.shared import Answering, Showing, parameters
from app.web.writing import Writing

router = APIRouter(prefix="/gia-han", route_class=Writing)


@router.get("")
def index(
    showing: Showing, wanted: Annotated[ExtensionParameters, Depends(parameters(ExtensionParameters))]
) -> Response:
    page = extension_page(showing.view.session, wanted, showing.view.as_of)
    return showing.page(
        "work/extensions.html", page=page, wanted=wanted, statuses=list(ExtensionStatus), **showing.neighbours(page)
    )


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
