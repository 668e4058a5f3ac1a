"""Search over everything that has words."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from app.queries.search import search_page
from app.schemas.parameters import SearchFormParameters, SearchParameters
from app.web.pages.excerpts import excerpt
from app.web.pages.shared import Showing, parameters

router = APIRouter(prefix="/tim")


@router.get("")
def search(
    showing: Showing, wanted: Annotated[SearchFormParameters, Depends(parameters(SearchFormParameters))]
) -> Response:
    """Show what is found, or the empty form while nothing is asked."""
    if wanted.q is None:
        return showing.page("search.html", wanted=wanted, page=None, excerpts=[], next=None, previous=None)
    page = search_page(showing.view.session, SearchParameters(q=wanted.q, limit=wanted.limit, cursor=wanted.cursor))
    excerpts = [excerpt(hit.title, wanted.q) for hit in page.rows]
    return showing.page("search.html", wanted=wanted, page=page, excerpts=excerpts, **showing.neighbours(page))
