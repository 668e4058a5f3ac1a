"""Programmes."""

from fastapi import APIRouter, Response

from app.queries.history.days import programme_days
from app.queries.portfolio.programmes import programme_detail, programme_page
from app.queries.portfolio.projects import project_page
from app.schemas.parameters import ProgrammeParameters, ProjectParameters
from app.web.pages.shared import Comparing, Showing

router = APIRouter(prefix="/chuong-trinh")


@router.get("")
def index(showing: Showing) -> Response:
    page = programme_page(showing.view.session, ProgrammeParameters(limit=200), showing.view.as_of)
    return showing.page("programmes/index.html", programmes=page.rows)


@router.get("/{code}")
def show(showing: Comparing, code: str) -> Response:
    session, as_of = showing.view.session, showing.view.as_of
    programme = programme_detail(session, code, as_of)
    projects = project_page(session, ProjectParameters(programme=[code], limit=200), as_of)
    days = programme_days(session, code, showing.onlooker)
    compared = showing.comparison(programme=code)
    return showing.page(
        "programmes/show.html", comparison=compared, programme=programme, projects=projects, record_days=days
    )
