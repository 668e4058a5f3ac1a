"""Recommendations: what was asked and what came of it, one with its steps, and the forms of the supervising side."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from starlette.datastructures import FormData

from app.domain.access.policy import Action, permits, require
from app.domain.errors import ConflictError
from app.domain.messages import msgid
from app.domain.work.recommendations import COMPLEX_DAYS, LONGEST_DAYS, USUAL_DAYS, Standing
from app.queries.choices import organisation_choices
from app.queries.work.recommendations import (
    council_session_choices,
    recommendation_counts,
    recommendation_detail,
    recommendation_page,
)
from app.schemas.forms import StepForm
from app.schemas.recommendations import (
    NewFollowUp,
    NewRecommendation,
    RecommendationChange,
    RecommendationParameters,
)
from app.services.unit_of_work import UnitOfWork
from app.services.work.recommendations import edit_recommendation, follow_up, prepare_recommendation
from app.web.deps import FOR_CHANGES, Work
from app.web.pages.forms import EMPTY, Filled, Posted, Show, answer_form, version_of, wish_of
from app.web.pages.papers import paper_of
from app.web.pages.shared import Answering, Showing, parameters
from app.web.writing import Writing

router = APIRouter(prefix="/giam-sat/kien-nghi", route_class=Writing)
Wanted = Annotated[RecommendationParameters, Depends(parameters(RecommendationParameters))]
_ADDRESS = "/giam-sat/kien-nghi"
_FIELDS = tuple(name for name in RecommendationChange.model_fields if name != "priority")
_LIMITS = {"usual": USUAL_DAYS, "complex": COMPLEX_DAYS, "longest": LONGEST_DAYS}


@router.get("")
def index(showing: Showing, wanted: Wanted) -> Response:
    view = showing.view
    require(view.actor, Action.TALK_VIEW)
    page = recommendation_page(view.session, wanted, view.as_of)
    return showing.page(
        "work/recommendations.html",
        page=page,
        wanted=wanted,
        counts=recommendation_counts(view.session, view.as_of),
        standings=list(Standing),
        organisations=organisation_choices(view.session),
        may_prepare=permits(view.actor, Action.RECOMMENDATION_PREPARE),
        **showing.neighbours(page),
    )


@router.get("/moi", dependencies=FOR_CHANGES)
def open_new(showing: Showing) -> Response:
    template, context = _showing_new(showing)(EMPTY)
    return showing.page(template, **context)


@router.post("/moi")
def add(showing: Showing, work: Work, form: Posted) -> Response:
    def act() -> str:
        return f"{_ADDRESS}/{prepare_recommendation(work, wish_of(NewRecommendation, form)).code}"

    return answer_form(showing, form, _showing_new(showing), act)


@router.get("/{code}")
def show(showing: Showing, code: str) -> Response:
    template, context = _showing_one(showing, code)(EMPTY)
    return showing.page(template, **context)


@router.post("/{code}")
def take_step(showing: Showing, work: Work, code: str, form: Posted) -> Response:
    def act() -> str:
        _take(work, showing.request, code, form)
        return f"{_ADDRESS}/{code}"

    return answer_form(showing, form, _showing_one(showing, code), act)


@router.get("/{code}/sua", dependencies=FOR_CHANGES)
def open_edit(showing: Showing, code: str) -> Response:
    template, context = _showing_edit(showing, code)(EMPTY)
    return showing.page(template, **context)


@router.post("/{code}/sua")
def save(showing: Showing, work: Work, code: str, form: Posted) -> Response:
    def act() -> str:
        change = wish_of(RecommendationChange, form, all_of=_FIELDS)
        # A box that is not ticked sends nothing.
        said = RecommendationChange.model_validate(
            {**change.model_dump(exclude_unset=True), "priority": change.priority}
        )
        edit_recommendation(replace(work, version=version_of(form)), code, said)
        return f"{_ADDRESS}/{code}"

    return answer_form(showing, form, _showing_edit(showing, code), act)


def _take(work: UnitOfWork, request: Request, code: str, form: FormData) -> None:
    wish = wish_of(StepForm, form)
    paper = paper_of(work, request, form)
    follow_up(
        replace(work, version=wish.version),
        code,
        NewFollowUp.model_validate(wish.model_dump(exclude={"version"})),
        paper,
    )


def _showing_new(showing: Answering) -> Show:
    require(showing.view.actor, Action.RECOMMENDATION_PREPARE)
    about = showing.request.query_params.get("subject", "")
    offered = _offered(showing)
    return lambda filled: ("work/recommendation_form.html", {"held": None, "about": about, "filled": filled, **offered})


def _showing_edit(showing: Answering, code: str) -> Show:
    view = showing.view
    require(view.actor, Action.RECOMMENDATION_PREPARE)
    held = recommendation_detail(view.session, code, view.actor, view.as_of)
    if not held.may_edit:
        raise ConflictError(detail=msgid("It has been sent; what it says stays as it is. Make a new recommendation."))
    offered = _offered(showing)
    return lambda filled: ("work/recommendation_form.html", {"held": held, "about": "", "filled": filled, **offered})


def _offered(showing: Answering) -> dict[str, object]:
    session = showing.view.session
    return {"organisations": organisation_choices(session), "sessions": council_session_choices(session)}


def _showing_one(showing: Answering, code: str) -> Show:
    view = showing.view
    require(view.actor, Action.TALK_VIEW)

    def show(filled: Filled) -> tuple[str, dict[str, object]]:
        found = recommendation_detail(view.session, code, view.actor, view.as_of)
        return "work/recommendation.html", {"recommendation": found, "limits": _LIMITS, "filled": filled}

    return show
