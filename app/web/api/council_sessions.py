"""Council sessions (kỳ họp): the named moments that `since` may name."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from app.queries.history.council_sessions import council_session_detail, council_session_page
from app.schemas.council_sessions import CouncilSessionChange, CouncilSessionRead, NewCouncilSession
from app.schemas.paging import PageParameters, PageRead
from app.services.history.council_sessions import add_council_session, edit_council_session
from app.web.api.shared import CHANGE, COLLECTION, NO_PARAMETERS, RECORD, Listing, Single, tagged
from app.web.deps import Edit, Work
from app.web.writing import Writing

router = APIRouter(prefix="/council-sessions", tags=["council-sessions"], route_class=Writing)
Code = Annotated[str, Path(description="Code of the session.", examples=["KH-12"])]


@router.get("", responses=COLLECTION)
def list_council_sessions(
    answering: Listing, wanted: Annotated[PageParameters, Query()]
) -> PageRead[CouncilSessionRead]:
    """List the council's sessions, the latest first."""
    return answering.page(council_session_page(answering.view.session, wanted))


@router.get("/{code}", responses=RECORD, dependencies=NO_PARAMETERS)
def read_council_session(answering: Single, code: Code) -> CouncilSessionRead:
    """Read one session."""
    return answering.record(council_session_detail(answering.view.session, code))


@router.post("", status_code=201, responses=CHANGE)
def create_council_session(work: Work, wish: NewCouncilSession, response: Response) -> CouncilSessionRead:
    """Enter a session; for planners, supervisors and administrators."""
    row = add_council_session(work, wish)
    response.headers["Location"] = f"/api/v1/council-sessions/{row.code}"
    return tagged(response, CouncilSessionRead.model_validate(row))


@router.patch("/{code}", responses=CHANGE)
def change_council_session(
    work: Edit, code: Code, change: CouncilSessionChange, response: Response
) -> CouncilSessionRead:
    """Change the fields that are sent (JSON merge patch). The code stays."""
    row = edit_council_session(work, code, change)
    return tagged(response, CouncilSessionRead.model_validate(row))
