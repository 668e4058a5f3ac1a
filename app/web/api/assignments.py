"""Assignments: what an organisation is to a project or a milestone, from one day to another."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from app.domain.access.policy import Action, require
from app.queries.organisations.assignments import assignment_page
from app.queries.organisations.batches import batch_read
from app.queries.organisations.unsucceeded import duty_page
from app.schemas.assigning import BatchRead, BulkAssignment, Undo
from app.schemas.organisations import AssignmentRead
from app.schemas.paging import PageRead
from app.schemas.parameters import AssignmentParameters, DutyParameters
from app.schemas.successions import DutyRead, Reassignment
from app.services.organisations.assignments import assign_many
from app.services.organisations.reassigning import reassign
from app.services.organisations.undoing import undo_assignments
from app.services.unit_of_work import UnitOfWork
from app.web.api.changing import CHANGE, fresh, made
from app.web.api.shared import COLLECTION, NO_PARAMETERS, RECORD, Listing, Single
from app.web.deps import Work
from app.web.writing import Writing

router = APIRouter(prefix="/assignments", tags=["assignments"], route_class=Writing)
Code = Annotated[str, Path(description="Code of the act.", examples=["PC-3"])]


@router.get("", responses=COLLECTION)
def list_assignments(answering: Listing, wanted: Annotated[AssignmentParameters, Query()]) -> PageRead[AssignmentRead]:
    """List assignments, those that have ended too."""
    return answering.page(assignment_page(answering.view.session, wanted, answering.view.as_of))


@router.get("/unsucceeded", responses=COLLECTION)
def list_unsucceeded(answering: Listing, wanted: Annotated[DutyParameters, Query()]) -> PageRead[DutyRead]:
    """List open duties of organisations that have ended (chưa có cơ quan kế thừa). For planners.

    Whom to give them to, `/api/v1/successions` suggests.
    """
    require(answering.view.actor, Action.ASSIGNMENT_ACTS_VIEW)
    return answering.page(duty_page(answering.view.session, wanted, answering.view.as_of))


@router.post(":reassign", status_code=201, responses=CHANGE)
def reassign_duties(work: Work, response: Response, wish: Reassignment) -> BatchRead:
    """Give open duties of an organisation that has ended to another with one document: all of them or none."""
    return _answer(work, response, reassign(work, wish).code)


@router.post(":batch", status_code=201, responses=CHANGE)
def assign_batch(work: Work, response: Response, wish: BulkAssignment) -> BatchRead:
    """Assign many projects with one document: all of them or none, each fault under its pointer."""
    return _answer(work, response, assign_many(work, wish).code)


@router.get("/batches/{code}", responses=RECORD, dependencies=NO_PARAMETERS)
def read_batch(answering: Single, code: Code) -> BatchRead:
    """Read one act of assigning: who did it, on what document, and what it changed. For planners."""
    require(answering.view.actor, Action.ASSIGNMENT_ACTS_VIEW)
    answering.view.tag(answering.response)
    return batch_read(answering.view.session, code, answering.view.as_of)


@router.post("/batches/{code}/undo", status_code=201, responses=CHANGE)
def undo_batch(work: Work, response: Response, code: Code, wish: Undo) -> BatchRead:
    """Take an act of assigning back, as a new act from today on; refused when it went on since."""
    return _answer(work, response, undo_assignments(work, code, wish.reason).code)


def _answer(work: UnitOfWork, response: Response, code: str) -> BatchRead:
    made(response, f"/api/v1/assignments/batches/{code}")
    return batch_read(fresh(work).session, code, work.today)
