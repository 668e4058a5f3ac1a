"""What is new since somebody last looked."""

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse

from app.domain.access.policy import Action, require
from app.queries.work.news import news_for
from app.schemas.news import SeenUntil
from app.services.work.news import mark_seen
from app.web.deps import TODAY_ONLY, Work
from app.web.pages.forms import Posted, wish_of
from app.web.pages.shared import Showing
from app.web.writing import Writing

router = APIRouter(route_class=Writing)


@router.get("/moi", dependencies=TODAY_ONLY)
def show(showing: Showing) -> Response:
    view = showing.view
    require(view.actor, Action.TALK_VIEW)
    return showing.page("work/news.html", news=news_for(view.session, view.actor, view.now, view.as_of))


@router.post("/moi")
def see(work: Work, form: Posted) -> Response:
    mark_seen(work, wish_of(SeenUntil, form).until)
    return RedirectResponse("/moi", 303)
