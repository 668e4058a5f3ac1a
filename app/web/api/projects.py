"""Projects: the undertakings of a resolution."""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from app.queries.portfolio.history import project_history
from app.queries.portfolio.lookup import require_project
from app.queries.portfolio.milestones import milestone_page
from app.queries.portfolio.projects import project_detail, project_page
from app.schemas.paging import PageParameters, PageRead
from app.schemas.parameters import HistoryParameters, MilestoneParameters, ProjectParameters
from app.schemas.portfolio import MilestoneRead, ProjectDetail, ProjectRead, StatusChangeRead
from app.web.api.shared import COLLECTION, NO_PARAMETERS, RECORD, Listing, Single

router = APIRouter(prefix="/projects", tags=["projects"])
Code = Annotated[str, Path(description="Code of the project.", examples=["15-nq-tu.3.01"])]


@router.get("", responses=COLLECTION)
def list_projects(answering: Listing, wanted: Annotated[ProjectParameters, Query()]) -> PageRead[ProjectRead]:
    """List projects, each with the words it stands on."""
    return answering.page(project_page(answering.view.session, wanted, answering.view.as_of))


@router.get("/{code}", responses=RECORD, dependencies=NO_PARAMETERS)
def read_project(answering: Single, code: Code) -> ProjectDetail:
    """Read one project with owners, milestones, quotations in context, references and history."""
    return answering.record(project_detail(answering.view.session, code, answering.view.as_of))


@router.get("/{code}/milestones", responses=RECORD)
def list_project_milestones(
    answering: Listing, code: Code, wanted: Annotated[PageParameters, Query()]
) -> PageRead[MilestoneRead]:
    """List the milestones of one project in their order."""
    require_project(answering.view.session, code)
    mine = MilestoneParameters(project=[code], limit=wanted.limit, cursor=wanted.cursor)
    return answering.page(milestone_page(answering.view.session, mine, answering.view.as_of))


@router.get("/{code}/history", responses=RECORD)
def list_project_history(
    answering: Listing, code: Code, wanted: Annotated[HistoryParameters, Query()]
) -> PageRead[StatusChangeRead]:
    """List every status change of one project and its milestones, newest first."""
    return answering.page(project_history(answering.view.session, code, wanted))
