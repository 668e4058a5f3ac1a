"""Extensions: requests for a later deadline, and their decision."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from app.queries.work.extensions import extension_detail, extension_page
from app.schemas.paging import PageRead
from app.schemas.parameters import ExtensionParameters
from app.schemas.work import ExtensionDecision, ExtensionRead
from app.services.work.extensions import decide, withdraw
from app.web.api.shared import CHANGE, COLLECTION, NO_PARAMETERS, RECORD, Listing, Single, tagged
from app.web.deps import Edit, Work
from app.web.writing import Writing

router = APIRouter(prefix="/extensions", tags=["extensions"], route_class=Writing)
Code = Annotated[str, Path(description="Code of the request.", examples=["GH-3"])]


@router.get("", responses=COLLECTION)
def list_extensions(answering: Listing, wanted: Annotated[ExtensionParameters, Query()]) -> PageRead[ExtensionRead]:
    """List requests for a later deadline, the oldest first."""
    return answering.page(extension_page(answering.view.session, wanted, answering.view.as_of))


@router.get("/{code}", responses=RECORD, dependencies=NO_PARAMETERS)
def read_extension(answering: Single, code: Code) -> ExtensionRead:
    """Read one request with its decision."""
    return answering.record(extension_detail(answering.view.session, code, answering.view.as_of))


@router.post("/{code}/decision", responses=CHANGE)
def decide_extension(work: Edit, code: Code, wish: ExtensionDecision, response: Response) -> ExtensionRead:
    """Grant the request or refuse it; only a grant moves the deadline."""
    decide(work, code, wish)
    return tagged(response, extension_detail(work.session, code, work.today))


@router.post("/{code}/withdrawal", responses=CHANGE)
def withdraw_extension(work: Work, code: Code, response: Response) -> ExtensionRead:
    """Take a request back that nobody has decided."""
    withdraw(work, code)
    return tagged(response, extension_detail(work.session, code, work.today))
