"""Recommendations (kiến nghị): prepared, sent, pursued, answered and closed; for those who hold an office."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from app.queries.work.recommendations import recommendation_detail, recommendation_page
from app.schemas.paging import PageRead
from app.schemas.recommendations import (
    NewFollowUp,
    NewRecommendation,
    RecommendationChange,
    RecommendationDetail,
    RecommendationParameters,
    RecommendationRead,
)
from app.services.unit_of_work import UnitOfWork
from app.services.work.recommendations import edit_recommendation, follow_up, prepare_recommendation
from app.web.api.office import OfficeListing, OfficeSingle
from app.web.api.shared import CHANGE, COLLECTION, NO_PARAMETERS, RECORD, tagged
from app.web.deps import Edit, Work
from app.web.writing import Writing

router = APIRouter(prefix="/recommendations", tags=["recommendations"], route_class=Writing)
Code = Annotated[str, Path(description="Code of the recommendation.", examples=["KN-4"])]


@router.get("", responses=COLLECTION)
def list_recommendations(
    answering: OfficeListing, wanted: Annotated[RecommendationParameters, Query()]
) -> PageRead[RecommendationRead]:
    """List recommendations: those longest overdue first, then as they fall due, then what is closed."""
    return answering.page(recommendation_page(answering.view.session, wanted, answering.view.as_of))


@router.get("/{code}", responses=RECORD, dependencies=NO_PARAMETERS)
def read_recommendation(answering: OfficeSingle, code: Code) -> RecommendationDetail:
    """Read one with its steps, and the steps that the one who asks may take."""
    view = answering.view
    return answering.record(recommendation_detail(view.session, code, view.actor, view.as_of))


@router.post("", status_code=201, responses=CHANGE)
def create_recommendation(work: Work, wish: NewRecommendation, response: Response) -> RecommendationDetail:
    """Enter a draft; for supervisors. The step `issued` sends it."""
    code = prepare_recommendation(work, wish).code
    response.headers["Location"] = f"/api/v1/recommendations/{code}"
    return _answer(work, code, response)


@router.patch("/{code}", responses=CHANGE)
def change_recommendation(
    work: Edit, code: Code, change: RecommendationChange, response: Response
) -> RecommendationDetail:
    """Change the fields that are sent (JSON merge patch), as long as it has not been sent."""
    edit_recommendation(work, code, change)
    return _answer(work, code, response)


@router.post("/{code}/follow-ups", responses=CHANGE)
def add_follow_up(work: Edit, code: Code, wish: NewFollowUp, response: Response) -> RecommendationDetail:
    """Take a step: send, press, ask to explain, answer, judge or close it. Only the supervising side closes it."""
    follow_up(work, code, wish)
    return _answer(work, code, response)


def _answer(work: UnitOfWork, code: str, response: Response) -> RecommendationDetail:
    return tagged(response, recommendation_detail(work.session, code, work.actor, work.today))
