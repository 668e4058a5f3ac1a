"""What is new since the one who asks last looked; for those who hold an office."""

from fastapi import APIRouter

from app.queries.work.news import news_for
from app.schemas.news import NewsRead, SeenUntil
from app.services.work.news import mark_seen
from app.web.api.office import OfficeSingle
from app.web.api.shared import CHANGE, NO_PARAMETERS_TODAY, RECORD
from app.web.deps import Work
from app.web.writing import Writing

router = APIRouter(tags=["conversation"], route_class=Writing)


@router.get("/news", responses=RECORD, dependencies=NO_PARAMETERS_TODAY)
def read_news(answering: OfficeSingle) -> NewsRead:
    """Read what others did, since one last said what one has seen, to the work one answers for or follows."""
    view = answering.view
    view.tag(answering.response)
    return news_for(view.session, view.actor, view.now, view.as_of)


@router.post("/news/seen", responses=CHANGE, status_code=204)
def see_news(work: Work, wish: SeenUntil) -> None:
    """Say that all news up to an instant is seen; an earlier one than before changes nothing."""
    mark_seen(work, wish.until)
