"""The keys that projects, milestones and recommendations are found and sorted by."""

from app.domain.text import fold, sort_key
from app.models import Milestone, Project, Recommendation


def key_project(row: Project) -> None:
    """Bring the keys up to date; the quotations must be loaded."""
    quoted = (quotation.words for quotation in row.quotations)
    row.search_text = fold(" ".join((row.code, row.title, *row.aliases, row.place or "", row.summary, *quoted)))
    row.sort_key = sort_key(row.title)


def key_milestone(row: Milestone, project_title: str) -> None:
    row.search_text = fold(f"{row.code} {row.title} {row.product or ''} {project_title}")
    row.sort_key = sort_key(row.title)


def key_recommendation(row: Recommendation) -> None:
    row.search_text = fold(f"{row.code} {row.content} {row.product} {row.basis}")
