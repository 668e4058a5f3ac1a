"""The pages that problem types name (RFC 9457): what each kind of refusal means."""

from fastapi import APIRouter, Response

from app.domain.errors import NotFoundError
from app.domain.messages import msgid
from app.web.pages.shared import Showing
from app.web.problems import KINDS

router = APIRouter(prefix="/problems")


@router.get("/{code}")
def show(showing: Showing, code: str) -> Response:
    if code not in KINDS:
        raise NotFoundError(kind=msgid("kind of problem"), code=code)
    status, title = KINDS[code]
    return showing.page("errors/kind.html", code=code, status=status, title=title)
