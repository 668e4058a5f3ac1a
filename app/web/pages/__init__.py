"""Pages for people."""

from fastapi import APIRouter

from app.web.pages import (
    documents,
    extensions,
    home,
    indicators,
    milestones,
    moves,
    organisations,
    problem_kinds,
    programmes,
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
    projects,
    milestones,
    organisations,
    indicators,
    search,
    problem_kinds,
    sign_in,
    moves,
    extensions,
    documents,
):
    router.include_router(nouns.router)
