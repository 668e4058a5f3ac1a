"""Milestones: the dated steps of projects."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from app.domain.history.comparing import ChangedNoun
from app.queries.history.changes import milestone_changes
from app.queries.portfolio.milestones import milestone_detail, milestone_page
from app.queries.work.desks import milestone_desk
from app.queries.work.extensions import extension_detail
from app.schemas.history import ChangesRead, FollowParameters
from app.schemas.paging import PageRead
from app.schemas.parameters import MilestoneParameters
from app.schemas.planning import MilestoneChange
from app.schemas.portfolio import MilestoneDetail, MilestoneRead
from app.schemas.work import ExtensionRead, MilestoneDesk, Move, MoveBatch, NewExtension, NewReport
from app.services.portfolio.milestones import edit_milestone
from app.services.work.extensions import ask_for_milestone
from app.services.work.moves import move_many, move_milestone
from app.services.work.reports import renew, report_progress
from app.web.api.shared import CHANGE, COLLECTION, COMPARABLE, NO_PARAMETERS, RECORD, Listing, Single, tagged
from app.web.deps import Edit, Work
from app.web.writing import Writing

router = APIRouter(prefix="/milestones", tags=["milestones"], route_class=Writing)
batches = APIRouter(tags=["milestones"], route_class=Writing)
Code = Annotated[str, Path(description="Code of the milestone.", examples=["15-nq-tu.3.01.M04"])]


@router.get("", responses=COLLECTION)
def list_milestones(answering: Listing, wanted: Annotated[MilestoneParameters, Query()]) -> PageRead[MilestoneRead]:
    """List milestones over all projects."""
    return answering.compared(
        ChangedNoun.MILESTONE, milestone_page(answering.view.session, wanted, answering.view.as_of)
    )


@router.get("/{code}", responses=RECORD, dependencies=COMPARABLE)
def read_milestone(answering: Single, code: Code) -> MilestoneDetail:
    """Read one milestone with its predecessors and its history."""
    record = milestone_detail(answering.view.session, code, answering.view.as_of)
    return answering.record(answering.told(ChangedNoun.MILESTONE, record))


@router.get("/{code}/changes", responses=RECORD)
def list_milestone_changes(answering: Listing, code: Code, wanted: Annotated[FollowParameters, Query()]) -> ChangesRead:
    """Follow what changes in a milestone itself, oldest first; what hangs on it stands in its project's changes."""
    return answering.changes(milestone_changes(answering.view.session, code, wanted, answering.reader))


@router.patch("/{code}", responses=CHANGE)
def change_milestone(work: Edit, code: Code, change: MilestoneChange, response: Response) -> MilestoneDetail:
    """Change the fields that are sent (JSON merge patch); a deadline that is set moves by an extension alone."""
    edit_milestone(work, code, change)
    work.session.expire_all()
    return tagged(response, milestone_detail(work.session, code, work.today))


@router.get("/{code}/desk", responses=RECORD, dependencies=NO_PARAMETERS)
def read_desk(answering: Single, code: Code) -> MilestoneDesk:
    """Read what the one who asks may do about a milestone, with its reports and extensions."""
    view = answering.view
    view.tag(answering.response)
    return milestone_desk(view.session, code, view.actor, view.as_of)


@router.post("/{code}/moves", responses=CHANGE)
def move(work: Edit, code: Code, wish: Move, response: Response) -> MilestoneDetail:
    """Move a milestone to another status; a claim names its product, and somebody else confirms it."""
    move_milestone(work, code, wish)
    return tagged(response, milestone_detail(work.session, code, work.today))


@router.post("/{code}/reports", responses=CHANGE)
def report(work: Edit, code: Code, wish: NewReport, response: Response) -> MilestoneDetail:
    """Report how far a milestone is, and what was done."""
    report_progress(work, code, wish)
    return tagged(response, milestone_detail(work.session, code, work.today))


@router.post("/{code}/renewals", responses=CHANGE)
def renew_report(work: Edit, code: Code, response: Response) -> MilestoneDetail:
    """Say that nothing has changed since the last report."""
    renew(work, code)
    return tagged(response, milestone_detail(work.session, code, work.today))


@router.post("/{code}/extensions", responses=CHANGE, status_code=201)
def ask_extension(work: Work, code: Code, wish: NewExtension, response: Response) -> ExtensionRead:
    """Ask for a later deadline of a milestone."""
    extension = ask_for_milestone(work, code, wish)
    response.headers["Location"] = f"/api/v1/extensions/{extension.code}"
    return tagged(response, extension_detail(work.session, extension.code, work.today))


@batches.post("/milestones:batch", responses=CHANGE)
def move_batch(work: Work, wish: MoveBatch) -> list[MilestoneDetail]:
    """Move many milestones, all or none; what is wrong is said of each."""
    return [milestone_detail(work.session, row.code, work.today) for row in move_many(work, wish.moves)]
