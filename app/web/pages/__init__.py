"""Pages for people."""

from fastapi import APIRouter

from app.web.pages import (
    account,
    assigning,
    conversation,
    documents,
    extensions,
    holidays,
    home,
    indicators,
    milestone_forms,
    milestones,
    moves,
    organisation_forms,
    organisations,
    plans,
    problem_kinds,
    programmes,
    project_forms,
    projects,
    provider_sign_in,
    resolutions,
    search,
    settings,
    sign_in,
    sign_in_log,
    supervision,
    users,
)

router = APIRouter(include_in_schema=False)
for nouns in (
    home,
    resolutions,
    programmes,
    project_forms,
    plans,
    projects,
    assigning,
    milestone_forms,
    milestones,
    organisations,
    indicators,
    search,
    problem_kinds,
    sign_in,
    provider_sign_in,
    account,
    users,
    sign_in_log,
    holidays,
    organisation_forms,
    settings,
    moves,
    supervision,
    conversation,
    extensions,
    documents,
):
    router.include_router(nouns.router)
router.include_router(extensions.projects)
