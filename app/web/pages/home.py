"""The first page: my work for those who have some, the overview for everybody else."""

from fastapi import APIRouter, Response

from app.domain.access.actor import Role
from app.queries.overview import overview
from app.queries.work.inbox import inbox_of
from app.queries.work.news import news_for
from app.queries.work.waiting import waiting
from app.web.pages.shared import Answering, Comparing, Showing

router = APIRouter()


@router.get("/")
def home(showing: Showing) -> Response:
    view = showing.view
    if not (view.actor.has(Role.AGENCY) or view.actor.has(Role.PLANNER)):
        return _overview(showing)
    inbox = inbox_of(view.session, view.actor, view.as_of)
    is_planner = view.actor.has(Role.PLANNER)
    waits = waiting(view.session, view.as_of) if is_planner else None
    # What somebody has seen is known only as it is today.
    news = news_for(view.session, view.actor, view.now, view.as_of) if view.known_at is None else None
    return showing.page("work/inbox.html", inbox=inbox, is_planner=is_planner, waiting=waits, news=news)


@router.get("/tong-quan")
def show_overview(comparing: Comparing) -> Response:
    return _overview(comparing)


def _overview(answering: Answering) -> Response:
    view = answering.view
    comparison = answering.comparison()
    return answering.page("home.html", overview=overview(view.session, view.as_of), comparison=comparison)
