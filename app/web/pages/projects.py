"""Projects: the list one filters and shares, and the page of one."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from app.domain.access.policy import Action, permits
from app.domain.portfolio.statuses import ProjectKind, ProjectStage, ProjectStatus
from app.domain.portfolio.timeliness import Timeliness
from app.queries.access.subjects import subject_of_project
from app.queries.choices import project_choices
from app.queries.history.days import project_days
from app.queries.portfolio.lookup import require_project
from app.queries.portfolio.projects import project_detail, project_page
from app.queries.results.capital import project_money
from app.queries.work.desks import project_desk
from app.queries.work.talk import talk_about
from app.schemas.parameters import ProjectParameters
from app.web.pages.shared import Comparing, Showing, parameters

router = APIRouter(prefix="/du-an")
_PRESSES = {
    "edit": Action.PROJECT_EDIT,
    "publish": Action.PROJECT_PUBLISH,
    "plan": Action.MILESTONE_EDIT,
    "assign": Action.ASSIGNMENT_SET,
    "capital": Action.CAPITAL_SET,
    "pay": Action.CAPITAL_PAY,
}


@router.get("")
def index(showing: Showing, wanted: Annotated[ProjectParameters, Depends(parameters(ProjectParameters))]) -> Response:
    page = project_page(showing.view.session, wanted, showing.view.as_of)
    return showing.page(
        "projects/index.html",
        page=page,
        wanted=wanted,
        choices=project_choices(showing.view.session),
        kinds=list(ProjectKind),
        stages=list(ProjectStage),
        statuses=list(ProjectStatus),
        timelinesses=list(Timeliness),
        **showing.neighbours(page),
    )


@router.get("/{code}")
def show(showing: Comparing, code: str) -> Response:
    project = project_detail(showing.view.session, code, showing.view.as_of)
    view = showing.view
    row = require_project(view.session, code)
    subject = subject_of_project(row, view.as_of)
    may = {name: permits(view.actor, action, subject) for name, action in _PRESSES.items()}
    desk = project_desk(view.session, code, view.actor, view.as_of)
    talk = talk_about(view.session, row, view.actor, view.as_of)
    context = {"desk": desk, "talk": talk, "comparison": showing.comparison(project=code)}
    money = project_money(view.session, code, view.as_of)
    days = project_days(view.session, code, showing.onlooker)
    return showing.page("projects/show.html", project=project, may=may, record_days=days, money=money, **context)
