"""Pages for people."""

from fastapi import APIRouter

from app.web.pages import (
    account,
    assigning,
    documents,
    extensions,
    home,
    indicators,
    milestones,
    moves,
    organisations,
    plans,
    problem_kinds,
    programmes,
    project_forms,
    projects,
    resolutions,
    search,
    sign_in,
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
    milestones,
    organisations,
    indicators,
    search,
    problem_kinds,
    sign_in,
    account,
    moves,
    extensions,
    documents,
):
    router.include_router(nouns.router)
