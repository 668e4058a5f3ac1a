"""The log of attempts to sign in."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from app.domain.access.policy import Action, require
from app.domain.access.sign_in import AttemptOutcome
from app.queries.access.attempts import attempt_page
from app.schemas.users import AttemptParameters
from app.web.deps import TODAY_ONLY
from app.web.pages.shared import Showing, parameters

router = APIRouter(prefix="/quan-tri/dang-nhap", dependencies=TODAY_ONLY)


@router.get("")
def index(showing: Showing, wanted: Annotated[AttemptParameters, Depends(parameters(AttemptParameters))]) -> Response:
    require(showing.view.actor, Action.SIGN_INS_VIEW)
    page = attempt_page(showing.view.session, wanted)
    outcomes = list(AttemptOutcome)
    return showing.page("admin/sign_ins.html", page=page, wanted=wanted, outcomes=outcomes, **showing.neighbours(page))
