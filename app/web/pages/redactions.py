"""Administration: what the law orders destroyed, asked for by one and approved by another."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from app.domain.access.actor import Subject
from app.domain.access.policy import Action, permits, require
from app.domain.history.redactions import REDACTABLE
from app.queries.history.redactions import redaction_page
from app.schemas.proof import NewRedaction, RedactionForm, RedactionParameters, RedactionRead
from app.services.history.redactions import approve_redaction, ask_redaction
from app.web.deps import TODAY_ONLY, Work
from app.web.pages.forms import EMPTY, Filled, Posted, Show, answer_form, wish_of
from app.web.pages.papers import shelf_of
from app.web.pages.shared import Answering, Entering, Showing, parameters
from app.web.writing import Writing

router = APIRouter(prefix="/quan-tri/xoa-noi-dung", route_class=Writing, dependencies=TODAY_ONLY)
InList = Annotated[RedactionParameters, Depends(parameters(RedactionParameters))]
_HERE = "/quan-tri/xoa-noi-dung"


@router.get("")
def index(showing: Showing, wanted: InList) -> Response:
    require(showing.view.actor, Action.REDACTIONS_VIEW)
    template, context = _showing(showing, wanted)(EMPTY)
    return showing.page(template, **context)


@router.post("")
def ask(entering: Entering, work: Work, wanted: InList, form: Posted) -> Response:
    work.require(Action.REDACTION_ASK)

    def act() -> str:
        wish = wish_of(RedactionForm, form)
        noun, _, field = wish.what.partition(".")
        ask_redaction(work, NewRedaction(noun=noun, field=field or noun, **wish.model_dump(exclude={"what"})))
        return _HERE

    return answer_form(entering, form, _showing(entering, wanted), act)


@router.post("/{code}/duyet")
def approve(entering: Entering, work: Work, request: Request, code: str, form: Posted) -> Response:
    work.require(Action.REDACTIONS_VIEW)

    def act() -> str:
        approve_redaction(work, code, shelf_of(request).store)
        return _HERE

    return answer_form(entering, form, _showing(entering, RedactionParameters()), act)


def _showing(answering: Answering, wanted: RedactionParameters) -> Show:
    page = redaction_page(answering.view.session, wanted)
    neighbours = answering.neighbours(page)
    approvable = {each.code for each in page.rows if _may_approve(answering, each)}
    choices = [(noun, field) for noun, fields in REDACTABLE.items() for field in fields]

    def show_list(filled: Filled) -> tuple[str, dict[str, object]]:
        context: dict[str, object] = {
            "page": page,
            "choices": choices,
            "approvable": approvable,
            "filled": filled,
            **neighbours,
        }
        return "admin/redactions.html", context

    return show_list


def _may_approve(answering: Answering, asked: RedactionRead) -> bool:
    return permits(answering.view.actor, Action.REDACTION_APPROVE, Subject(author_id=asked.asked_by_id))
