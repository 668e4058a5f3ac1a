"""Projects: the undertakings of a resolution."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from app.domain.history.comparing import ChangedNoun
from app.queries.history.changes import project_changes
from app.queries.organisations.batches import batch_read
from app.queries.portfolio.history import project_history
from app.queries.portfolio.lookup import require_project
from app.queries.portfolio.milestones import milestone_detail, milestone_page
from app.queries.portfolio.projects import project_detail, project_page
from app.queries.work.desks import project_desk
from app.queries.work.extensions import extension_detail
from app.schemas.assigning import BatchRead, NewAssignment
from app.schemas.comparing import SinceParameters
from app.schemas.history import ChangesRead, ProjectChangeParameters
from app.schemas.paging import PageRead
from app.schemas.parameters import HistoryParameters, MilestoneParameters, ProjectParameters
from app.schemas.planning import AcceptedPlan, NewMilestone, NewProject, ProjectChange, Publication
from app.schemas.portfolio import MilestoneDetail, MilestoneRead, ProjectDetail, ProjectRead, StatusChangeRead
from app.schemas.work import ExtensionRead, NewExtension, ProjectDesk
from app.services.organisations.assignments import assign
from app.services.portfolio.milestones import add_from_template, add_milestone
from app.services.portfolio.projects import create_project, edit_project, publish_project
from app.services.unit_of_work import UnitOfWork
from app.services.work.extensions import ask_for_project
from app.web.api.changing import CHANGE, fresh, made, versioned
from app.web.api.shared import COLLECTION, COMPARABLE, NO_PARAMETERS, RECORD, Listing, Single
from app.web.deps import Edit, Work
from app.web.writing import Writing

router = APIRouter(prefix="/projects", tags=["projects"], route_class=Writing)
Code = Annotated[str, Path(description="Code of the project.", examples=["15-nq-tu.3.01"])]


@router.get("", responses=COLLECTION)
def list_projects(answering: Listing, wanted: Annotated[ProjectParameters, Query()]) -> PageRead[ProjectRead]:
    """List projects, each with the words it stands on."""
    return answering.compared(ChangedNoun.PROJECT, project_page(answering.view.session, wanted, answering.view.as_of))


@router.get("/{code}", responses=RECORD, dependencies=COMPARABLE)
def read_project(answering: Single, code: Code) -> ProjectDetail:
    """Read one project with owners, milestones, quotations in context, references and history."""
    record = project_detail(answering.view.session, code, answering.view.as_of)
    return answering.record(answering.told(ChangedNoun.PROJECT, record))


@router.get("/{code}/milestones", responses=RECORD)
def list_project_milestones(
    answering: Listing, code: Code, wanted: Annotated[SinceParameters, Query()]
) -> PageRead[MilestoneRead]:
    """List the milestones of one project in their order."""
    require_project(answering.view.session, code)
    mine = MilestoneParameters(project=[code], limit=wanted.limit, cursor=wanted.cursor)
    return answering.compared(ChangedNoun.MILESTONE, milestone_page(answering.view.session, mine, answering.view.as_of))


@router.get("/{code}/history", responses=RECORD)
def list_project_history(
    answering: Listing, code: Code, wanted: Annotated[HistoryParameters, Query()]
) -> PageRead[StatusChangeRead]:
    """List every status change of one project and its milestones, newest first."""
    return answering.page(project_history(answering.view.session, code, wanted))


@router.get("/{code}/changes", responses=RECORD)
def list_project_changes(
    answering: Listing, code: Code, wanted: Annotated[ProjectChangeParameters, Query()]
) -> ChangesRead:
    """Follow what changes in one project and in all that hangs on it, oldest first."""
    return answering.changes(project_changes(answering.view.session, code, wanted, answering.reader))


@router.post("", status_code=201, responses=CHANGE)
def create(work: Work, response: Response, wish: NewProject) -> ProjectDetail:
    """Make a project of words of the resolution; it is hidden from the public until it is published."""
    code = create_project(work, wish).code
    made(response, f"/api/v1/projects/{code}")
    return _answer(work, response, code)


@router.patch("/{code}", responses=CHANGE)
def edit(work: Edit, response: Response, code: Code, change: ProjectChange) -> ProjectDetail:
    """Change the fields that are sent (JSON merge patch); `If-Match` names the version that was read."""
    edit_project(work, code, change)
    return _answer(work, response, code)


@router.post("/{code}/publication", responses=CHANGE)
def publish(work: Work, response: Response, code: Code, wish: Publication) -> ProjectDetail:
    """Show a project to the public, or hide it."""
    publish_project(work, code, published=wish.published)
    return _answer(work, response, code)


@router.post("/{code}/milestones", status_code=201, responses=CHANGE)
def create_milestone(work: Work, response: Response, code: Code, wish: NewMilestone) -> MilestoneDetail:
    """Add one milestone after the project's last one."""
    added = add_milestone(work, code, wish).code
    milestone = milestone_detail(fresh(work).session, added, work.today)
    made(response, f"/api/v1/milestones/{added}")
    versioned(response, milestone.version)
    return milestone


@router.post("/{code}/plan", status_code=201, responses=CHANGE)
def create_plan(work: Work, response: Response, code: Code, wish: AcceptedPlan) -> ProjectDetail:
    """Add milestones from steps of a template, with the dates that are sent; its plan proposes them."""
    add_from_template(work, code, wish)
    made(response, f"/api/v1/projects/{code}/milestones")
    return _answer(work, response, code)


@router.get("/{code}/desk", responses=RECORD, dependencies=NO_PARAMETERS)
def read_project_desk(answering: Single, code: Code) -> ProjectDesk:
    """Read what the one who asks may do about a project, with its requests for a later deadline."""
    view = answering.view
    view.tag(answering.response)
    return project_desk(view.session, code, view.actor, view.as_of)


@router.post("/{code}/extensions", status_code=201, responses=CHANGE)
def ask_project_extension(work: Work, response: Response, code: Code, wish: NewExtension) -> ExtensionRead:
    """Ask for a later deadline of a project."""
    extension = ask_for_project(work, code, wish)
    made(response, f"/api/v1/extensions/{extension.code}")
    versioned(response, extension.version)
    return extension_detail(work.session, extension.code, work.today)


@router.post("/{code}/assignments", status_code=201, responses=CHANGE)
def create_assignment(work: Work, response: Response, code: Code, wish: NewAssignment) -> BatchRead:
    """Assign an organisation; a new lead ends the one before on the same day."""
    batch = assign(work, code, wish).code
    made(response, f"/api/v1/assignments/batches/{batch}")
    return batch_read(fresh(work).session, batch, work.today)


def _answer(work: UnitOfWork, response: Response, code: str) -> ProjectDetail:
    project = project_detail(fresh(work).session, code, work.today)
    versioned(response, project.version)
    return project
