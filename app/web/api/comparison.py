"""What became of the portfolio between two moments."""

from typing import Annotated

from fastapi import APIRouter, Query

from app.schemas.comparing import ComparisonParameters, ComparisonRead
from app.web.api.shared import COLLECTION, Listing
from app.web.comparing import comparison

router = APIRouter(prefix="/comparison", tags=["comparison"])


@router.get("", responses=COLLECTION)
def compare(answering: Listing, wanted: Annotated[ComparisonParameters, Query()]) -> ComparisonRead:
    """Tell what became of the portfolio, or of a part of it, since an earlier moment, project by project."""
    found = comparison(answering.view, answering.request, wanted)
    return found.model_copy(update={"next": answering.address_of(found.next)})
