"""What a view compares: changes with their sentences, for pages and REST alike."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from fastapi import Request

from app.domain.errors import InvalidParameterError
from app.domain.history.comparing import ChangedNoun, ChangeKind
from app.domain.messages import msgid
from app.domain.organisations.roles import ANSWERING
from app.queries.history.comparing import changes_between, count_kinds
from app.queries.history.grouping import portion
from app.queries.history.scopes import Scope
from app.queries.history.since import SINCE
from app.queries.paging import Page
from app.schemas.comparing import ChangeRead, Compared, ComparisonFilters, ComparisonParameters, ComparisonRead
from app.web.deps import View
from app.web.templating import Templates
from app.web.templating.comparing import sentence
from app.web.templating.formats import Formats

R = TypeVar("R", bound=Compared)

_SCOPES = {
    ChangedNoun.PROJECT: "projects",
    ChangedNoun.MILESTONE: "milestones",
    ChangedNoun.PROGRAMME: "programmes",
    ChangedNoun.ORGANISATION: "organisations",
    ChangedNoun.INDICATOR: "indicators",
}


def changes_in(view: View, request: Request, scope: Scope) -> list[ChangeRead]:
    """Return what changed in the span of the view, nothing where it compares nothing."""
    if view.span is None:
        return []
    templates: Templates = request.app.state.templates
    formats = Formats(view.language, templates.gettext(view.language))
    found = changes_between(view.session, view.reader, view.span, scope)
    return [change.model_copy(update={"words": sentence(formats, change)}) for change in found]


def with_changes(view: View, request: Request, noun: ChangedNoun, rows: Sequence[R]) -> list[R]:
    """Return the records, each with what became of it where the view compares."""
    if view.span is None:
        return list(rows)
    codes = [row.code for row in rows]
    found = changes_in(view, request, Scope(**{_SCOPES[noun]: codes}))
    return [
        row.model_copy(update={"changes": [change for change in found if _is_of(change, noun, row.code)]})
        for row in rows
    ]


def compared(view: View, request: Request, noun: ChangedNoun, page: Page[R]) -> Page[R]:
    """Return the page, each of its records with what became of it where the view compares."""
    return replace(page, rows=with_changes(view, request, noun, page.rows))


def _is_of(change: ChangeRead, noun: ChangedNoun, code: str) -> bool:
    """Return whether a change is told with the record: a project's with its milestones', a programme's with all below.

    Of an organisation that is what it leads and coordinates, not what becomes of that work.
    """
    if noun is ChangedNoun.PROJECT:
        return change.project is not None and change.project.code == code
    if noun is ChangedNoun.PROGRAMME:
        return change.programme == code
    if noun is ChangedNoun.ORGANISATION and change.kind is ChangeKind.REASSIGNED:
        return change.role in ANSWERING and code in {change.before, change.after}
    return change.noun is noun and change.code == code


def comparison(view: View, request: Request, wanted: ComparisonParameters) -> ComparisonRead:
    """Return one page of the comparison; `next` is a cursor yet. Raises InvalidParameterError without `since`."""
    if view.span is None:
        raise InvalidParameterError(parameter=SINCE, reason=msgid("This is required."))
    found = changes_in(view, request, scope_of(wanted))
    part = portion(found, wanted.kind, wanted.limit, wanted.cursor)
    return ComparisonRead(
        since=view.span.since.day,
        since_instant=view.span.since.instant,
        until=view.span.until.day,
        until_instant=view.span.until.instant,
        counts=count_kinds(found),
        total=part.total,
        items=part.groups,
        left=part.left,
        next=part.next,
        demo=view.demo,
    )


def scope_of(wanted: ComparisonFilters) -> Scope:
    """Return the scope that the filters name; one that names nothing is left open."""
    return Scope(
        projects=wanted.project or None,
        programmes=wanted.programme or None,
        organisations=wanted.organisation or None,
    )
