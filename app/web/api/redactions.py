"""What is destroyed by the order of the law: one administrator asks, another approves and thereby carries it out."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from app.domain.access.policy import Action, require
from app.queries.history.redactions import redaction_detail, redaction_page
from app.schemas.paging import PageRead
from app.schemas.proof import NewRedaction, RedactionParameters, RedactionRead
from app.services.history.redactions import approve_redaction, ask_redaction
from app.web.api.changing import CHANGE, fresh, made, versioned
from app.web.api.shared import COLLECTION, NO_PARAMETERS, RECORD, Listing, Single
from app.web.deps import Edit, Work
from app.web.writing import Writing

router = APIRouter(prefix="/redactions", tags=["redactions"], route_class=Writing)
Code = Annotated[str, Path(description="Code of the redaction.", examples=["XN-1"])]


@router.get("", responses=COLLECTION)
def list_redactions(answering: Listing, wanted: Annotated[RedactionParameters, Query()]) -> PageRead[RedactionRead]:
    """List what was asked to be destroyed and what was, newest first; for administrators."""
    require(answering.view.actor, Action.REDACTIONS_VIEW)
    return answering.page(redaction_page(answering.view.session, wanted))


@router.get("/{code}", responses=RECORD, dependencies=NO_PARAMETERS)
def read_redaction(answering: Single, code: Code) -> RedactionRead:
    """Read one of them; for administrators."""
    require(answering.view.actor, Action.REDACTIONS_VIEW)
    return answering.record(redaction_detail(answering.view.session, code))


@router.post("", status_code=201, responses=CHANGE)
def ask(work: Work, response: Response, wish: NewRedaction) -> RedactionRead:
    """Ask that a text or a file be destroyed; nothing goes before another administrator has approved."""
    row = ask_redaction(work, wish)
    made(response, f"/api/v1/redactions/{row.code}")
    versioned(response, row.version)
    return redaction_detail(fresh(work).session, row.code)


@router.post("/{code}/approvals", status_code=201, responses=CHANGE)
def approve(work: Edit, request: Request, response: Response, code: Code) -> RedactionRead:
    """Approve what another administrator asked for, which destroys it at once and for good."""
    row = approve_redaction(work, code, request.app.state.shelf.store)
    versioned(response, row.version)
    return redaction_detail(fresh(work).session, code)
