"""What people say about work: comments, forecasts, and what they follow."""

from dataclasses import replace

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse

from app.domain.access.policy import Action, require
from app.domain.errors import NotPermittedError
from app.queries.portfolio.lookup import require_milestone, require_project
from app.queries.work.conversation import comment_detail, conversation_of, follows_of
from app.schemas.conversation import ConversationRead, NewComment, NewForecast
from app.schemas.forms import CommentForm, FollowForm
from app.services.work.conversation import add_comment, edit_comment, follow, state_forecast, unfollow
from app.services.work.fetching import WorkKind
from app.web.deps import Work
from app.web.pages.forms import EMPTY, Filled, Posted, Show, answer_form, wish_of
from app.web.pages.shared import Answering, Showing
from app.web.writing import Writing

router = APIRouter(route_class=Writing)


@router.get("/theo-doi")
def followed(showing: Showing) -> Response:
    require(showing.view.actor, Action.TALK_VIEW)
    return showing.page("work/follows.html", follows=follows_of(showing.view.session, showing.view.actor))


@router.get("/trao-doi/{code}")
def open_comment(showing: Showing, code: str) -> Response:
    template, context = _showing_comment(showing, code)(EMPTY)
    return showing.page(template, **context)


@router.post("/trao-doi/{code}")
def change(showing: Showing, work: Work, code: str, form: Posted) -> Response:
    def act() -> str:
        wish = wish_of(CommentForm, form)
        row = edit_comment(replace(work, version=wish.version), code, NewComment(body=wish.body))
        about = row.milestone or row.project
        noun = "moc" if row.milestone else "du-an"
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


def _add_routes(noun: str, kind: WorkKind) -> None:
    """Give projects and milestones the same addresses."""

    @router.get(f"/{noun}/{{code}}/trao-doi")
    def open_thread(showing: Showing, code: str) -> Response:
        template, context = _showing(showing, kind, code, "work/comment.html")(EMPTY)
        return showing.page(template, **context)

    @router.post(f"/{noun}/{{code}}/trao-doi")
    def say(showing: Showing, work: Work, code: str, form: Posted) -> Response:
        def act() -> str:
            add_comment(work, kind, code, wish_of(NewComment, form))
            return f"/{noun}/{code}#trao-doi"

        return answer_form(showing, form, _showing(showing, kind, code, "work/comment.html"), act)

    @router.get(f"/{noun}/{{code}}/du-kien")
    def open_forecast(showing: Showing, code: str) -> Response:
        template, context = _showing(showing, kind, code, "work/forecast.html")(EMPTY)
        return showing.page(template, **context)

    @router.post(f"/{noun}/{{code}}/du-kien")
    def expect(showing: Showing, work: Work, code: str, form: Posted) -> Response:
        def act() -> str:
            state_forecast(work, kind, code, wish_of(NewForecast, form))
            return f"/{noun}/{code}#du-kien"

        return answer_form(showing, form, _showing(showing, kind, code, "work/forecast.html"), act)

    @router.post(f"/{noun}/{{code}}/theo-doi")
    def set_following(work: Work, code: str, form: Posted) -> Response:
        (follow if wish_of(FollowForm, form).follow else unfollow)(work, kind, code)
        return RedirectResponse(f"/{noun}/{code}", 303)


def _showing(showing: Answering, kind: WorkKind, code: str, template: str) -> Show:
    """Return what renders the form. Raises NotPermittedError for those who may not send it."""
    view = showing.view
    row = (require_milestone if kind is WorkKind.MILESTONE else require_project)(view.session, code)
    found = conversation_of(view.session, row, view.actor, view.as_of)
    _require(found, template)
    about = {"noun": kind.value, "code": row.code, "title": row.title}

    def show(filled: Filled) -> tuple[str, dict[str, object]]:
        return template, {"about": about, "comment": None, "deadline_on": row.deadline_on, "filled": filled}

    return show


def _require(found: ConversationRead | None, template: str) -> None:
    is_comment = template == "work/comment.html"
    if found is None or not (found.may_comment if is_comment else found.may_forecast):
        raise NotPermittedError(action=(Action.COMMENT_WRITE if is_comment else Action.FORECAST_AS_LEAD).value)


_add_routes("du-an", WorkKind.PROJECT)
_add_routes("moc", WorkKind.MILESTONE)
