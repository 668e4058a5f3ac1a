"""The overview: where the resolution stands today."""

from fastapi import APIRouter, Response

from app.queries.overview import overview
from app.web.pages.shared import Showing

router = APIRouter()


@router.get("/")
def home(showing: Showing) -> Response:
    return showing.page("home.html", overview=overview(showing.view.session, showing.view.as_of))
