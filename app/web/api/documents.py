"""Documents: what proves or orders something."""

from typing import Annotated

from fastapi import APIRouter, Query

from app.queries.portfolio.documents import document_page
from app.schemas.organisations import DocumentRead
from app.schemas.paging import PageRead
from app.schemas.parameters import DocumentParameters
from app.web.api.shared import COLLECTION, Listing

router = APIRouter(prefix="/documents", tags=["documents"])


@router.get("", responses=COLLECTION)
def list_documents(answering: Listing, wanted: Annotated[DocumentParameters, Query()]) -> PageRead[DocumentRead]:
    """List documents."""
    return answering.page(document_page(answering.view.session, wanted))
