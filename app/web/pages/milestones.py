"""Milestones: the list over all projects, and the page of one."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from app.domain.access.policy import Action, permits
from app.domain.portfolio.statuses import MilestoneStatus
from app.domain.portfolio.timeliness import Timeliness
from app.queries.choices import project_choices
from app.queries.history.days import milestone_days
from app.queries.portfolio.lookup import require_milestone
from app.queries.portfolio.milestones import milestone_detail, milestone_page
from app.queries.work.desks import milestone_desk
from app.queries.work.talk import talk_about
from app.schemas.parameters import MilestoneParameters
from app.web.pages.shared import Showing, parameters

router = APIRouter(prefix="/moc")


@router.get("")
def index(
    showing: Showing, wanted: Annotated[MilestoneParameters, Depends(parameters(MilestoneParameters))]
) -> Response:
    page = milestone_page(showing.view.session, wanted, showing.view.as_of)
    return showing.page(
        "milestones/index.html",
        page=page,
        wanted=wanted,
        choices=project_choices(showing.view.session),
        statuses=list(MilestoneStatus),
        timelinesses=list(Timeliness),
        **showing.neighbours(page),
    )


@router.get("/{code}")
def show(showing: Showing, code: str) -> Response:
    view = showing.view
    milestone = milestone_detail(view.session, code, view.as_of)
    desk = milestone_desk(view.session, code, view.actor, view.as_of)
    talk = talk_about(view.session, require_milestone(view.session, code), view.actor, view.as_of)
    may_edit = permits(view.actor, Action.MILESTONE_EDIT)
    days = milestone_days(view.session, code, showing.onlooker)
    return showing.page(
        "milestones/show.html", milestone=milestone, desk=desk, may_edit=may_edit, talk=talk, record_days=days
    )
