"""Council sessions: the list, and the forms to enter and correct one."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Response

from app.domain.access.policy import Action, permits, require
from app.queries.history.council_sessions import council_session_detail, council_session_page
from app.schemas.council_sessions import CouncilSessionChange, NewCouncilSession
from app.schemas.paging import PageParameters
from app.services.history.council_sessions import add_council_session, edit_council_session
from app.web.deps import FOR_CHANGES, Work
from app.web.pages.forms import EMPTY, Filled, Posted, Show, answer_form, version_of, wish_of
from app.web.pages.shared import Answering, Entering, Showing, parameters
from app.web.writing import Writing

router = APIRouter(prefix="/giam-sat/ky-hop", route_class=Writing)
Wanted = Annotated[PageParameters, Depends(parameters(PageParameters))]
_ADDRESS = "/giam-sat/ky-hop"
_FIELDS = tuple(CouncilSessionChange.model_fields)


@router.get("")
def index(showing: Showing, wanted: Wanted) -> Response:
    template, context = _showing_all(showing, wanted)(EMPTY)
    return showing.page(template, **context)


@router.post("")
def add(entering: Entering, work: Work, form: Posted) -> Response:
    work.require(Action.COUNCIL_SESSION_EDIT)

    def act() -> str:
        add_council_session(work, wish_of(NewCouncilSession, form))
        return _ADDRESS

    return answer_form(entering, form, _showing_all(entering, PageParameters()), act)


@router.get("/{code}", dependencies=FOR_CHANGES)
def open_form(showing: Showing, code: str) -> Response:
    require(showing.view.actor, Action.COUNCIL_SESSION_EDIT)
    template, context = _showing_one(showing, code)(EMPTY)
    return showing.page(template, **context)


@router.post("/{code}")
def save(entering: Entering, work: Work, code: str, form: Posted) -> Response:
    work.require(Action.COUNCIL_SESSION_EDIT)

    def act() -> str:
        wish = wish_of(CouncilSessionChange, form, all_of=_FIELDS)
        edit_council_session(replace(work, version=version_of(form)), code, wish)
        return _ADDRESS

    return answer_form(entering, form, _showing_one(entering, code), act)


def _showing_all(answering: Answering, wanted: PageParameters) -> Show:
    view = answering.view
    page = council_session_page(view.session, wanted)
    may_edit = permits(view.actor, Action.COUNCIL_SESSION_EDIT)

    def show(filled: Filled) -> tuple[str, dict[str, object]]:
        context: dict[str, object] = {
            "page": page,
            "may_edit": may_edit,
            "filled": filled,
            **answering.neighbours(page),
        }
        return "history/council_sessions.html", context

    return show


def _showing_one(answering: Answering, code: str) -> Show:
    held = council_session_detail(answering.view.session, code)
    return lambda filled: ("history/council_session.html", {"held": held, "filled": filled})
