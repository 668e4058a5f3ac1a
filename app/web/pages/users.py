"""Administration of accounts: who can sign in, and what they hold."""

from collections.abc import Callable
from dataclasses import replace
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Response
from fastapi.responses import RedirectResponse

from app.domain.access.actor import Role
from app.domain.access.policy import Action, require
from app.domain.errors import DomainError
from app.queries.access.users import last_sign_ins, user_detail, user_page
from app.queries.planning import planning_choices
from app.schemas.access import AccountChange, NewAccount, NewMembership
from app.schemas.users import UserParameters
from app.services.access.accounts import add_link, change_account, end_office, give_office, make_link, open_account
from app.web.deps import TODAY_ONLY, Work
from app.web.pages.forms import EMPTY, Filled, Posted, Show, answer_form, refused, version_of, wish_of
from app.web.pages.shared import Answering, Entering, Showing, parameters
from app.web.writing import Writing

router = APIRouter(prefix="/quan-tri", route_class=Writing, dependencies=TODAY_ONLY)


@router.get("")
def begin(showing: Showing) -> Response:
    require(showing.view.actor, Action.ACCOUNTS_VIEW)
    return RedirectResponse("/quan-tri/tai-khoan", 303)


@router.get("/tai-khoan")
def index(showing: Showing, wanted: Annotated[UserParameters, Depends(parameters(UserParameters))]) -> Response:
    view = showing.view
    require(view.actor, Action.ACCOUNTS_VIEW)
    page = user_page(view.session, wanted, view.as_of)
    return showing.page(
        "admin/users.html",
        page=page,
        wanted=wanted,
        roles=list(Role),
        last_sign_ins=last_sign_ins(view.session, [row.login for row in page.rows]),
        **showing.neighbours(page),
    )


@router.get("/tai-khoan-moi")
def ask(showing: Showing) -> Response:
    require(showing.view.actor, Action.ACCOUNT_MANAGE)
    return showing.page("admin/new_user.html", filled=EMPTY)


@router.post("/tai-khoan-moi")
def create(entering: Entering, work: Work, form: Posted) -> Response:
    """Open an account, and show the link that lets its owner set a password, this once."""
    work.require(Action.ACCOUNT_MANAGE)
    try:
        user = open_account(work, wish_of(NewAccount, form))
    except DomainError as error:
        return entering.refuse("admin/new_user.html", error, filled=refused(form, error))
    return _link(entering, user.login, user.name, add_link(work, user))


@router.get("/tai-khoan/{login}")
def show(showing: Showing, login: str) -> Response:
    require(showing.view.actor, Action.ACCOUNTS_VIEW)
    template, context = _showing(showing, login)(EMPTY)
    return showing.page(template, **context)


@router.post("/tai-khoan/{login}")
def change(entering: Entering, work: Work, login: str, form: Posted) -> Response:
    def act() -> None:
        wish = wish_of(AccountChange, form, all_of=("name", "active"))
        change_account(replace(work, version=version_of(form)), login, wish)

    return _answer(entering, work, login, form, act)


@router.post("/tai-khoan/{login}/chuc-vu")
def give(entering: Entering, work: Work, login: str, form: Posted) -> Response:
    return _answer(entering, work, login, form, lambda: give_office(work, login, wish_of(NewMembership, form)))


@router.post("/tai-khoan/{login}/chuc-vu/{membership_id}/thoi")
def end(entering: Entering, work: Work, login: str, membership_id: int, form: Posted) -> Response:
    return _answer(entering, work, login, form, lambda: end_office(work, login, membership_id))


@router.post("/tai-khoan/{login}/lien-ket")
def link(entering: Entering, work: Work, login: str) -> Response:
    """Show a new one-time link, this once."""
    work.require(Action.ACCOUNT_MANAGE)
    user = user_detail(work.session, login, work.today)
    return _link(entering, user.login, user.name, make_link(work, login))


def _answer(entering: Answering, work: Work, login: str, form: Posted, act: Callable[[], object]) -> Response:
    work.require(Action.ACCOUNT_MANAGE)
    show_form = _showing(entering, login)

    def done() -> str:
        act()
        return f"/quan-tri/tai-khoan/{quote(login)}"

    return answer_form(entering, form, show_form, done)


def _showing(answering: Answering, login: str) -> Show:
    view = answering.view
    user = user_detail(view.session, login, view.as_of)
    context: dict[str, object] = {
        "user": user,
        "last_signed_in": last_sign_ins(view.session, [user.login]).get(user.login),
        "roles": list(Role),
        "organisations": planning_choices(view.session, view.as_of).organisations,
    }

    def show_user(filled: Filled) -> tuple[str, dict[str, object]]:
        return "admin/user.html", {**context, "filled": filled}

    return show_user


def _link(answering: Answering, login: str, name: str, secret: str) -> Response:
    address = f"{answering.request.base_url}mat-khau-moi/{secret}"
    response = answering.page("admin/link.html", login=login, name=name, address=address)
    response.headers.update({"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"})
    return response
