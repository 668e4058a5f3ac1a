"""One's own account: password, devices, tokens."""

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse

from app.domain.access.sign_in import TokenScope
from app.domain.errors import DomainError, SignInRequiredError
from app.queries.access.accounts import account_of
from app.schemas.access import NewToken, PasswordChange
from app.schemas.fields import RowNumber
from app.services.access.accounts import change_own_password
from app.services.access.sign_ins import end_other_sign_ins, end_own_sign_in, make_token, revoke_token
from app.web.deps import TODAY_ONLY, Work
from app.web.pages.forms import EMPTY, Filled, Posted, Show, answer_form, refused, wish_of
from app.web.pages.shared import Answering, Entering
from app.web.writing import Writing

router = APIRouter(prefix="/tai-khoan", route_class=Writing, dependencies=TODAY_ONLY)


@router.get("")
def show(entering: Entering) -> Response:
    template, context = _showing(entering)(EMPTY)
    return entering.page(template, **context)


@router.post("/mat-khau")
def change_password(entering: Entering, work: Work, form: Posted) -> Response:
    def act() -> str:
        wish = wish_of(PasswordChange, form)
        change_own_password(work, wish.password, wish.new_password, keep=entering.view.sign_in_id)
        return "/tai-khoan"

    return answer_form(entering, form, _showing(entering), act)


@router.post("/thiet-bi/{sign_in_id}")
def end_device(work: Work, sign_in_id: RowNumber) -> Response:
    end_own_sign_in(work, sign_in_id)
    return RedirectResponse("/tai-khoan", 303)


@router.post("/thiet-bi-khac")
def end_others(entering: Entering, work: Work) -> Response:
    end_other_sign_ins(work, keep=entering.view.sign_in_id)
    return RedirectResponse("/tai-khoan", 303)


@router.post("/ma-truy-cap")
def new_token(entering: Entering, work: Work, form: Posted) -> Response:
    """Make a token and show it, this once."""
    show_form = _showing(entering)
    try:
        wish = wish_of(NewToken, form)
        secret = make_token(work, wish.name, wish.scope, wish.days)
    except DomainError as error:
        template, context = show_form(refused(form, error))
        return entering.refuse(template, error, **context)
    response = entering.page("account/token.html", secret=secret, name=wish.name)
    response.headers["Cache-Control"] = "no-store"
    return response


@router.post("/ma-truy-cap/{token_id}")
def end_token(work: Work, token_id: RowNumber) -> Response:
    revoke_token(work, token_id)
    return RedirectResponse("/tai-khoan", 303)


def _showing(entering: Answering) -> Show:
    view = entering.view
    if view.actor.user_id is None:
        raise SignInRequiredError
    account = account_of(view.session, view.actor.user_id, view.now, view.as_of, this=view.sign_in_id)

    def show_account(filled: Filled) -> tuple[str, dict[str, object]]:
        return "account/show.html", {"account": account, "filled": filled, "scopes": list(TokenScope)}

    return show_account
