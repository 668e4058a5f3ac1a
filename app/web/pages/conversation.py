"""What people say about work: comments, forecasts, and what they follow."""

from dataclasses import replace

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse

from app.domain.access.policy import Action, require
from app.domain.errors import NotPermittedError
from app.domain.work.kinds import WorkKind
from app.queries.work.conversation import comment_detail, follows_of
from app.schemas.conversation import NewComment, NewForecast
from app.schemas.forms import CommentForm, FollowForm
from app.services.work.conversation import add_comment, edit_comment, follow, state_forecast, unfollow
from app.web.deps import FOR_CHANGES, TODAY_ONLY, Work
from app.web.pages.about import NOUNS, May, about_work
from app.web.pages.forms import EMPTY, Posted, Show, answer_form, wish_of
from app.web.pages.shared import Answering, Showing
from app.web.writing import Writing

router = APIRouter(route_class=Writing)
_Form = tuple[str, tuple[Action, May]]
_COMMENT: _Form = ("work/comment.html", (Action.COMMENT_WRITE, lambda rights: rights.comment))
_FORECAST: _Form = ("work/forecast.html", (Action.FORECAST_AS_LEAD, lambda rights: rights.forecast))


@router.get("/theo-doi", dependencies=TODAY_ONLY)
def followed(showing: Showing) -> Response:
    require(showing.view.actor, Action.TALK_VIEW)
    return showing.page("work/follows.html", follows=follows_of(showing.view.session, showing.view.actor))


@router.get("/trao-doi/{code}", dependencies=FOR_CHANGES)
def open_comment(showing: Showing, code: str) -> Response:
    template, context = _showing_comment(showing, code)(EMPTY)
    return showing.page(template, **context)


@router.post("/trao-doi/{code}")
def change(showing: Showing, work: Work, code: str, form: Posted) -> Response:
    def act() -> str:
        wish = wish_of(CommentForm, form)
        row = edit_comment(replace(work, version=wish.version), code, NewComment(body=wish.body))
        about = row.milestone or row.project
        noun = NOUNS[WorkKind.MILESTONE if row.milestone else WorkKind.PROJECT]
        return f"/{noun}/{about.code if about else ''}#trao-doi"

    return answer_form(showing, form, _showing_comment(showing, code), act)


def _showing_comment(showing: Answering, code: str) -> Show:
    view = showing.view
    require(view.actor, Action.TALK_VIEW)
    comment = comment_detail(view.session, code, view.actor, view.as_of)
    if not comment.is_own:
        raise NotPermittedError(action=Action.COMMENT_EDIT.value)
    noun = "milestone" if comment.is_milestone else "project"
    about = {"noun": noun, "code": comment.subject.code, "title": comment.subject.title}
    return lambda filled: ("work/comment.html", {"about": about, "comment": comment, "filled": filled})


def _add_routes(kind: WorkKind) -> None:
    """Give projects and milestones the same addresses."""
    noun = NOUNS[kind]

    @router.get(f"/{noun}/{{code}}/trao-doi", dependencies=FOR_CHANGES)
    def open_thread(showing: Showing, code: str) -> Response:
        template, context = _showing(showing, kind, code, _COMMENT)(EMPTY)
        return showing.page(template, **context)

    @router.post(f"/{noun}/{{code}}/trao-doi")
    def say(showing: Showing, work: Work, code: str, form: Posted) -> Response:
        def act() -> str:
            add_comment(work, kind, code, wish_of(NewComment, form))
            return f"/{noun}/{code}#trao-doi"

        return answer_form(showing, form, _showing(showing, kind, code, _COMMENT), act)

    @router.get(f"/{noun}/{{code}}/du-kien", dependencies=FOR_CHANGES)
    def open_forecast(showing: Showing, code: str) -> Response:
        template, context = _showing(showing, kind, code, _FORECAST)(EMPTY)
        return showing.page(template, **context)

    @router.post(f"/{noun}/{{code}}/du-kien")
    def expect(showing: Showing, work: Work, code: str, form: Posted) -> Response:
        def act() -> str:
            state_forecast(work, kind, code, wish_of(NewForecast, form))
            return f"/{noun}/{code}#du-kien"

        return answer_form(showing, form, _showing(showing, kind, code, _FORECAST), act)

    @router.post(f"/{noun}/{{code}}/theo-doi")
    def set_following(work: Work, code: str, form: Posted) -> Response:
        (follow if wish_of(FollowForm, form).follow else unfollow)(work, kind, code)
        return RedirectResponse(f"/{noun}/{code}", 303)


def _showing(showing: Answering, kind: WorkKind, code: str, form: _Form) -> Show:
    template, allowed = form
    about = about_work(showing.view, kind, code, allowed)
    return lambda filled: (template, {"about": about, "comment": None, "filled": filled})


for _kind in WorkKind:
    _add_routes(_kind)
