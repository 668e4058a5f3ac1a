"""The proof of the history, for anybody to look at, and to hold against what they wrote down."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response
from fastapi.responses import RedirectResponse

from app.domain.access.policy import Action, permits, require
from app.domain.errors import DomainError
from app.domain.history.roots import read_root
from app.queries.history.checking import checked_root, found_break, last_check
from app.queries.history.log import contains
from app.schemas.proof import KeptRootParameters
from app.services.history.checks import check_now
from app.web.deps import TODAY_ONLY, Later
from app.web.pages.forms import EMPTY, Filled
from app.web.pages.shared import Answering, Entering, Showing, parameters
from app.web.writing import Writing

router = APIRouter(prefix="/lich-su/kiem-chung", route_class=Writing, dependencies=TODAY_ONLY)
_TEMPLATE = "history/show.html"


@router.get("")
def show(showing: Showing, wanted: Annotated[KeptRootParameters, Depends(parameters(KeptRootParameters))]) -> Response:
    """Show what the last check found; `root` asks whether today's history contains another."""
    if wanted.root is None:
        return showing.page(_TEMPLATE, **_context(showing, EMPTY))
    typed = {"root": [wanted.root]}
    try:
        asked = read_root(wanted.root)
    except DomainError as error:
        filled = Filled(typed, {"root": error.message}, error.message)
        return showing.refuse(_TEMPLATE, error, **_context(showing, filled))
    holds = contains(showing.view.session, asked)
    return showing.page(_TEMPLATE, **{**_context(showing, Filled(typed)), "asked": asked, "holds": holds})


@router.post("")
def check(entering: Entering, later: Later) -> Response:
    require(entering.view.actor, Action.HISTORY_CHECK)
    check_now(entering.view.session, later)
    return RedirectResponse("/lich-su/kiem-chung", 303)


def _context(showing: Answering, filled: Filled) -> dict[str, object]:
    found = last_check(showing.view.session)
    return {
        "check": found,
        "root": None if found is None else checked_root(found),
        "broken": None if found is None else found_break(found),
        "may_check": permits(showing.view.actor, Action.HISTORY_CHECK),
        "filled": filled,
        "asked": None,
        "holds": False,
    }
