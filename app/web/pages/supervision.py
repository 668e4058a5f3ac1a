"""What holds work up, what is asked of those who lead it, and urging them on."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Response

from app.domain.access.policy import Action, require
from app.domain.calendar import DayKind
from app.domain.work.kinds import WorkKind
from app.domain.work.supervision import LONGEST_LIMIT, USUAL_LIMIT, DelayCause, ExplanationStatus
from app.queries.work.late import late_organisations
from app.queries.work.supervision import (
    explanation_detail,
    explanation_page,
    may_answer,
    may_clear,
    obstacle_detail,
    obstacle_page,
)
from app.schemas.forms import AnswerForm, ClearingForm
from app.schemas.supervision import (
    ExplanationAnswer,
    ExplanationParameters,
    NewExplanation,
    NewObstacle,
    NewUrging,
    ObstacleClearing,
    ObstacleParameters,
    UrgingOfMany,
)
from app.services.work.supervision import (
    answer_explanation,
    ask_explanation,
    clear_obstacle,
    name_obstacle,
    urge,
    urge_many,
)
from app.web.deps import FOR_CHANGES, Work
from app.web.pages.about import NOUNS, May, about_work
from app.web.pages.forms import EMPTY, Filled, Posted, Show, answer_form, wish_of
from app.web.pages.shared import Answering, Showing, parameters
from app.web.writing import Writing

router = APIRouter(route_class=Writing)
_LIMITS: dict[str, Any] = {"usual": USUAL_LIMIT, "longest": LONGEST_LIMIT, "day_kinds": list(DayKind)}


@router.get("/vuong-mac")
def obstacles(
    showing: Showing, wanted: Annotated[ObstacleParameters, Depends(parameters(ObstacleParameters))]
) -> Response:
    require(showing.view.actor, Action.TALK_VIEW)
    page = obstacle_page(showing.view.session, wanted, showing.view.as_of)
    return showing.page(
        "work/obstacles.html", page=page, wanted=wanted, causes=list(DelayCause), **showing.neighbours(page)
    )


@router.get("/vuong-mac/{code}")
def show_obstacle(showing: Showing, code: str) -> Response:
    template, context = _showing_obstacle(showing, code)(EMPTY)
    return showing.page(template, **context)


@router.post("/vuong-mac/{code}")
def clear(showing: Showing, work: Work, code: str, form: Posted) -> Response:
    def act() -> str:
        wish = wish_of(ClearingForm, form)
        clearing = ObstacleClearing(clearing=wish.clearing, cleared_on=wish.cleared_on)
        clear_obstacle(replace(work, version=wish.version), code, clearing)
        return f"/vuong-mac/{code}"

    return answer_form(showing, form, _showing_obstacle(showing, code), act)


@router.get("/giai-trinh")
def explanations(
    showing: Showing, wanted: Annotated[ExplanationParameters, Depends(parameters(ExplanationParameters))]
) -> Response:
    require(showing.view.actor, Action.TALK_VIEW)
    page = explanation_page(showing.view.session, wanted, showing.view.as_of)
    return showing.page(
        "work/explanations.html", page=page, wanted=wanted, statuses=list(ExplanationStatus), **showing.neighbours(page)
    )


@router.get("/giai-trinh/{code}")
def show_explanation(showing: Showing, code: str) -> Response:
    template, context = _showing_explanation(showing, code)(EMPTY)
    return showing.page(template, **context)


@router.post("/giai-trinh/{code}")
def answer(showing: Showing, work: Work, code: str, form: Posted) -> Response:
    def act() -> str:
        wish = wish_of(AnswerForm, form)
        answer_explanation(replace(work, version=wish.version), code, ExplanationAnswer(answer=wish.answer))
        return f"/giai-trinh/{code}"

    return answer_form(showing, form, _showing_explanation(showing, code), act)


@router.get("/qua-han")
def late(showing: Showing) -> Response:
    template, context = _showing_late(showing)(EMPTY)
    return showing.page(template, **context)


@router.post("/qua-han")
def urge_late(showing: Showing, work: Work, form: Posted) -> Response:
    def act() -> str:
        urge_many(work, wish_of(UrgingOfMany, form))
        return "/qua-han"

    return answer_form(showing, form, _showing_late(showing), act)


def _showing_obstacle(showing: Answering, code: str) -> Show:
    view = showing.view
    require(view.actor, Action.TALK_VIEW)

    def show(filled: Filled) -> tuple[str, dict[str, object]]:
        obstacle = obstacle_detail(view.session, code, view.as_of)
        may = may_clear(view.session, code, view.actor, view.as_of)
        return "work/obstacle.html", {"obstacle": obstacle, "may_clear": may, "filled": filled}

    return show


def _showing_explanation(showing: Answering, code: str) -> Show:
    view = showing.view
    require(view.actor, Action.TALK_VIEW)

    def show(filled: Filled) -> tuple[str, dict[str, object]]:
        explanation = explanation_detail(view.session, code, view.as_of)
        may = may_answer(view.session, code, view.actor, view.as_of)
        return "work/explanation.html", {"explanation": explanation, "may_answer": may, "filled": filled}

    return show


def _showing_late(showing: Answering) -> Show:
    view = showing.view
    require(view.actor, Action.TALK_VIEW)
    found = late_organisations(view.session, view.actor, view.as_of)
    return lambda filled: ("work/late.html", {"organisations": found, "filled": filled})


@dataclass(frozen=True)
class _Ask:
    """A form about a project or a milestone: who may send it, and what it does."""

    path: str
    template: str
    action: Action
    may: May
    do: Callable[[Any, WorkKind, str, Any], object]
    shape: type[Any]


_ASKS = (
    _Ask(
        "vuong-mac",
        "work/new_obstacle.html",
        Action.OBSTACLE_NAME,
        lambda rights: rights.name_obstacle,
        name_obstacle,
        NewObstacle,
    ),
    _Ask(
        "giai-trinh",
        "work/new_explanation.html",
        Action.EXPLANATION_ASK,
        lambda rights: rights.ask_explanation,
        ask_explanation,
        NewExplanation,
    ),
    _Ask("don-doc", "work/new_urging.html", Action.URGE, lambda rights: rights.urge, urge, NewUrging),
)


def _add_routes(kind: WorkKind, ask: _Ask) -> None:
    """Give projects and milestones the same addresses."""
    noun = NOUNS[kind]

    @router.get(f"/{noun}/{{code}}/{ask.path}", dependencies=FOR_CHANGES)
    def open_form(showing: Showing, code: str) -> Response:
        template, context = _showing_ask(showing, kind, code, ask)(EMPTY)
        return showing.page(template, **context)

    @router.post(f"/{noun}/{{code}}/{ask.path}")
    def send(showing: Showing, work: Work, code: str, form: Posted) -> Response:
        def act() -> str:
            ask.do(work, kind, code, wish_of(ask.shape, form))
            return f"/{noun}/{code}"

        return answer_form(showing, form, _showing_ask(showing, kind, code, ask), act)


def _showing_ask(showing: Answering, kind: WorkKind, code: str, ask: _Ask) -> Show:
    about = about_work(showing.view, kind, code, (ask.action, ask.may))
    causes = list(DelayCause)
    return lambda filled: (ask.template, {"about": about, "causes": causes, "filled": filled, **_LIMITS})


for _ask in _ASKS:
    for _kind in WorkKind:
        _add_routes(_kind, _ask)
