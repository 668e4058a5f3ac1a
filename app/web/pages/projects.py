"""Projects: the list one filters and shares, and the page of one."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from app.domain.access.actor import Subject
from app.domain.access.policy import Action, permits
from app.domain.portfolio.statuses import ProjectKind, ProjectStage, ProjectStatus
from app.domain.portfolio.timeliness import Timeliness
from app.queries.choices import project_choices
from app.queries.history.days import project_days
from app.queries.portfolio.lookup import require_project
from app.queries.portfolio.projects import project_detail, project_page
from app.queries.work.desks import project_desk
from app.queries.work.talk import talk_about
from app.schemas.parameters import ProjectParameters
from app.web.pages.shared import Comparing, Showing, parameters

router = APIRouter(prefix="/du-an")


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
    subject = Subject(published=project.published)
    may = {
        name: permits(showing.view.actor, action, subject)
        for name, action in (
            ("edit", Action.PROJECT_EDIT),
            ("publish", Action.PROJECT_PUBLISH),
            ("plan", Action.MILESTONE_EDIT),
            ("assign", Action.ASSIGNMENT_SET),
        )
    }
    view = showing.view
    desk = project_desk(view.session, code, view.actor, view.as_of)
    talk = talk_about(view.session, require_project(view.session, code), view.actor, view.as_of)
    context = {"desk": desk, "talk": talk, "comparison": showing.comparison(project=code)}
    days = project_days(view.session, code, showing.onlooker)
    return showing.page("projects/show.html", project=project, may=may, record_days=days, **context)
