"""Everything that changes, in the order in which it was committed: a follower misses nothing and gets nothing twice."""

from typing import Annotated

from fastapi import APIRouter, Query

from app.queries.history.changes import change_page
from app.schemas.history import ChangeParameters, ChangesRead
from app.web.api.shared import COLLECTION, Listing

router = APIRouter(prefix="/changes", tags=["changes"])


@router.get("", responses=COLLECTION)
def list_changes(answering: Listing, wanted: Annotated[ChangeParameters, Query()]) -> ChangesRead:
    """Follow every change that one may know of, oldest first; ask for `next` again and again."""
    return answering.changes(change_page(answering.view.session, wanted, answering.reader))
