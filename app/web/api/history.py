"""The proof of the history: a root to take along, and what the last check found."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from app.domain.access.policy import Action, require
from app.domain.errors import NotFoundError
from app.domain.history.roots import read_root
from app.domain.messages import msgid
from app.queries.history.checking import check_read, last_check
from app.queries.history.log import contains, history_root
from app.schemas.proof import CheckRead, RootParameters, RootRead
from app.services.history.checks import check_now
from app.web.api.changing import CHANGE, made
from app.web.api.shared import COLLECTION, NO_PARAMETERS_TODAY, RECORD, Listing
from app.web.deps import TODAY_ONLY, Later, Reading
from app.web.writing import Writing

router = APIRouter(prefix="/history", tags=["history"], route_class=Writing)


@router.get("/root", responses=COLLECTION, dependencies=TODAY_ONLY)
def read_history_root(answering: Listing, wanted: Annotated[RootParameters, Query()]) -> RootRead:
    """Read the root over all revisions up to now, and whether they begin with those of a root kept from before."""
    session = answering.view.session
    asked = None if wanted.contains is None else read_root(wanted.contains)
    root = history_root(session)
    return RootRead(root=str(root), size=root.size, contains=None if asked is None else contains(session, asked))


@router.get("/check", responses=RECORD, dependencies=NO_PARAMETERS_TODAY)
def read_check(answering: Listing) -> CheckRead:
    """Read what the last check of the whole history found."""
    found = last_check(answering.view.session)
    if found is None:
        raise NotFoundError(kind=msgid("check of the history"), code="1")
    return check_read(found)


@router.post("/checks", status_code=201, responses=CHANGE)
def check(view: Reading, later: Later, response: Response) -> CheckRead:
    """Check the whole history now; takes a while where it is long."""
    require(view.actor, Action.HISTORY_CHECK)
    made(response, "/api/v1/history/check")
    return check_read(check_now(view.session, later))
