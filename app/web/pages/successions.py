"""Recording by hand who took over from an organisation."""

from urllib.parse import quote

from fastapi import APIRouter, Response

from app.domain.access.policy import Action, require
from app.domain.organisations.successions import Confidence, SuccessionKind
from app.queries.choices import organisation_choices
from app.queries.organisations.organisations import organisation_detail
from app.schemas.successions import NewSuccession
from app.services.organisations.successions import record_succession
from app.web.deps import FOR_CHANGES, Work
from app.web.pages.forms import EMPTY, Filled, Posted, Show, answer_form, wish_of
from app.web.pages.shared import Answering, Entering, Showing
from app.web.writing import Writing

router = APIRouter(prefix="/co-quan/{code}/ke-thua", route_class=Writing, dependencies=FOR_CHANGES)


@router.get("")
def ask(showing: Showing, code: str) -> Response:
    require(showing.view.actor, Action.SUCCESSION_RECORD)
    template, context = _showing(showing, code)(EMPTY)
    return showing.page(template, **context)


@router.post("")
def record(entering: Entering, work: Work, code: str, form: Posted) -> Response:
    work.require(Action.SUCCESSION_RECORD)

    def act() -> str:
        succession = record_succession(work, wish_of(NewSuccession, form))
        return f"/co-quan/{quote(succession.predecessor.code)}#ke-thua"

    return answer_form(entering, form, _showing(entering, code), act)


def _showing(answering: Answering, code: str) -> Show:
    view = answering.view
    context: dict[str, object] = {
        "organisation": organisation_detail(view.session, code, view.as_of),
        "choices": [each for each in organisation_choices(view.session) if each.code != code],
        "kinds": list(SuccessionKind),
        "confidences": list(Confidence),
    }

    def show_form(filled: Filled) -> tuple[str, dict[str, object]]:
        return "organisations/succession.html", {**context, "filled": filled}

    return show_form
