"""REST under /api/v1."""

from fastapi import APIRouter

from app.web.api import (
    assignments,
    changes,
    clauses,
    comparison,
    conversation,
    council_sessions,
    documents,
    extensions,
    history,
    holidays,
    indicators,
    measurements,
    milestones,
    news,
    organisations,
    programmes,
    projects,
    recommendations,
    redactions,
    resolutions,
    search,
    successions,
    supervision,
    templates,
    users,
)

router = APIRouter(prefix="/api/v1")
for nouns in (
    resolutions,
    clauses,
    programmes,
    projects,
    comparison,
    council_sessions,
    milestones,
    organisations,
    successions,
    assignments,
    indicators,
    measurements,
    documents,
    extensions,
    supervision,
    recommendations,
    conversation,
    news,
    templates,
    search,
    users,
    holidays,
    changes,
    history,
    redactions,
):
    router.include_router(nouns.router)
router.include_router(milestones.batches)
