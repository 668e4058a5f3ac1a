"""Signing in and out, and setting a password by a one-time link."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import Field

from app.domain.access.sign_in import LONGEST_PASSWORD, SESSION_LASTS
from app.domain.errors import DomainError
from app.schemas.access import Wish
from app.services.access.accounts import link_by_secret, use_link
from app.services.access.sign_ins import sign_in, sign_out
from app.services.unit_of_work import UnitOfWork
from app.web.clock import office_day_of
from app.web.deps import TODAY_ONLY
from app.web.identity import clear_cookie, client_of, cookie_of, set_cookie
from app.web.pages.forms import EMPTY, Filled, Posted, refused, wish_of
from app.web.pages.shared import Answering, Entering
from app.web.writing import Writing, begin

router = APIRouter(route_class=Writing, dependencies=TODAY_ONLY)
Secret = Annotated[str, Field(max_length=LONGEST_PASSWORD * 2)]


class SignInForm(Wish):
    login: Annotated[str, Field(max_length=200)]
    password: Secret


class NewPasswordForm(Wish):
    new_password: Secret


def ways_in(entering: Answering, filled: Filled, to: str) -> dict[str, object]:
    """Return what the page of signing in shows: the form and, where one is set, the office's provider."""
    return {"filled": filled, "next": to, "provider": entering.request.app.state.provider}


@router.get("/dang-nhap")
def ask(entering: Entering) -> Response:
    if entering.view.actor.is_signed_in:
        return RedirectResponse(entering.next_address, 303)
    return entering.page("sign_in.html", **ways_in(entering, EMPTY, entering.next_address))


@router.post("/dang-nhap")
def enter(entering: Entering, request: Request, form: Posted) -> Response:
    """Sign in; the attempt is written down either way, so this handler commits by itself."""
    try:
        wish = wish_of(SignInForm, form)
        with request.app.state.writing.begin() as session:
            secret, refusal = sign_in(session, wish.login, wish.password, client_of(request), entering.view.now)
        if refusal is not None:
            raise refusal
    except DomainError as error:
        filled = refused(form, error)
        return entering.refuse("sign_in.html", error, **ways_in(entering, filled, entering.next_address))
    response = RedirectResponse(entering.next_address, 303)
    set_cookie(request, response, str(secret), int(SESSION_LASTS.total_seconds()))
    return response


@router.post("/dang-xuat")
def leave(request: Request) -> Response:
    with request.app.state.writing.begin() as session:
        sign_out(session, cookie_of(request), request.app.state.clock())
    response = RedirectResponse("/", 303)
    clear_cookie(request, response)
    # A shared computer keeps nothing of what was read.
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def _by_link(entering: Entering, request: Request) -> UnitOfWork:
    """Begin a change in the name of nobody: the link is the right."""
    now = entering.view.now
    return UnitOfWork(begin(request, None, now), entering.view.actor, now, office_day_of(now))


ByLink = Annotated[UnitOfWork, Depends(_by_link)]


@router.get("/mat-khau-moi/{secret}")
def choose(entering: Entering, work: ByLink, secret: str) -> Response:
    link_by_secret(work, secret)
    return no_traces(entering.page("new_password.html", filled=EMPTY))


@router.post("/mat-khau-moi/{secret}")
def set_new(entering: Entering, work: ByLink, secret: str, form: Posted) -> Response:
    link_by_secret(work, secret)
    try:
        use_link(work, secret, wish_of(NewPasswordForm, form).new_password)
    except DomainError as error:
        return no_traces(entering.refuse("new_password.html", error, filled=refused(form, error)))
    return RedirectResponse("/dang-nhap", 303)


def no_traces(response: Response) -> Response:
    response.headers.update({"Referrer-Policy": "no-referrer", "Cache-Control": "no-store"})
    return response
