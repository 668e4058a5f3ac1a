"""What the operator has set, and where each value comes from; no secrets."""

import os

from fastapi import APIRouter, Response

from app.domain.access.policy import Action, require
from app.settings import shown_settings
from app.web.deps import TODAY_ONLY
from app.web.pages.shared import Showing

router = APIRouter(prefix="/quan-tri/cai-dat", dependencies=TODAY_ONLY)


@router.get("")
def index(showing: Showing) -> Response:
    require(showing.view.actor, Action.SETTINGS_VIEW)
    settings = shown_settings(showing.request.app.state.settings, os.environ)
    return showing.page("admin/settings.html", settings=settings)
