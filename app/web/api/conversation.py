"""Comments, forecasts and following; for those who hold an office."""

from typing import Annotated

from fastapi import APIRouter, Path, Response

from app.domain.work.kinds import WorkKind
from app.queries.portfolio.lookup import require_work
from app.queries.work.conversation import comment_detail, conversation_of, follows_of
from app.queries.work.talk import rights_about
from app.schemas.conversation import CommentRead, ConversationRead, FollowRead, NewComment, NewForecast
from app.services.work.conversation import add_comment, edit_comment, follow, state_forecast, unfollow
from app.web.api.office import OfficeSingle
from app.web.api.shared import CHANGE, NO_PARAMETERS, NO_PARAMETERS_TODAY, RECORD, tagged
from app.web.deps import Edit, Work
from app.web.writing import Writing

router = APIRouter(tags=["conversation"], route_class=Writing)
Comment = Annotated[str, Path(description="Code of the comment.", examples=["TD-3"])]


@router.get("/comments/{code}", responses=RECORD, dependencies=NO_PARAMETERS)
def read_comment(answering: OfficeSingle, code: Comment) -> CommentRead:
    """Read one comment with what it said before."""
    view = answering.view
    return answering.record(comment_detail(view.session, code, view.actor, view.as_of))


@router.patch("/comments/{code}", responses=CHANGE)
def change_comment(work: Edit, code: Comment, wish: NewComment, response: Response) -> CommentRead:
    """Say it otherwise; only its author does, and what it said before is kept."""
    edit_comment(work, code, wish)
    work.session.expire_all()
    return tagged(response, comment_detail(work.session, code, work.actor, work.today))


@router.get("/follows", responses=RECORD, dependencies=NO_PARAMETERS_TODAY)
def list_follows(answering: OfficeSingle) -> list[FollowRead]:
    """List what the one who asks follows, the latest first."""
    answering.view.tag(answering.response)
    return follows_of(answering.view.session, answering.view.actor)


def _add_routes(nouns: str, kind: WorkKind) -> None:
    """Give projects and milestones the same addresses."""
    code_of = Annotated[str, Path(description=f"Code of the {kind.value}.")]

    @router.get(f"/{nouns}/{{code}}/conversation", responses=RECORD, dependencies=NO_PARAMETERS)
    def read(answering: OfficeSingle, code: code_of) -> ConversationRead:
        """Read what is said about it, when it is expected to be done, and what the one who asks may say."""
        view = answering.view
        row = require_work(view.session, kind, code)
        rights = rights_about(row, view.actor, view.as_of)
        assert rights is not None  # noqa: S101 (who may not know of it was refused before)
        view.tag(answering.response)
        return conversation_of(view.session, row, rights, view.actor, view.as_of)

    @router.post(f"/{nouns}/{{code}}/comments", responses=CHANGE, status_code=201)
    def comment(work: Work, code: code_of, wish: NewComment, response: Response) -> CommentRead:
        """Say something in its thread."""
        made = add_comment(work, kind, code, wish).code
        response.headers["Location"] = f"/api/v1/comments/{made}"
        return tagged(response, comment_detail(work.session, made, work.actor, work.today))

    @router.post(f"/{nouns}/{{code}}/forecasts", responses=CHANGE, status_code=204)
    def forecast(work: Work, code: code_of, wish: NewForecast) -> None:
        """State when it will be done, as its lead or as the monitor; no deadline moves."""
        state_forecast(work, kind, code, wish)

    @router.put(f"/{nouns}/{{code}}/follow", responses=CHANGE, status_code=204)
    def start_following(work: Work, code: code_of) -> None:
        """Follow it; once more changes nothing."""
        follow(work, kind, code)

    @router.delete(f"/{nouns}/{{code}}/follow", responses=CHANGE, status_code=204)
    def stop_following(work: Work, code: code_of) -> None:
        """Follow it no longer."""
        unfollow(work, kind, code)


_add_routes("projects", WorkKind.PROJECT)
_add_routes("milestones", WorkKind.MILESTONE)
