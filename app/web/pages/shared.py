"""What page handlers share: how an address's query is read, and how a page answers."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar, get_origin

from fastapi import Depends, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError

from app.domain.access.policy import Action, permits
from app.domain.errors import DomainError, InvalidParameterError
from app.domain.history.moments import Moment
from app.domain.messages import msgid
from app.queries.history.days import Onlooker
from app.queries.history.since import SINCE
from app.queries.paging import Page
from app.schemas.comparing import ComparisonParameters, ComparisonRead
from app.schemas.paging import PresentParameters
from app.web.clock import office_day_of
from app.web.comparing import comparison
from app.web.deps import AS_OF, CACHING, Anyone, Reading, View, last_day_to_look_from
from app.web.problems import problem_of
from app.web.templating import Address, Addresses, Templates, keeping
from app.web.templating.formats import Formats

P = TypeVar("P", bound=PresentParameters)
T = TypeVar("T")


@dataclass(frozen=True)
class Answering:
    """One request for a page: what it reads from, and how it answers."""

    view: View
    request: Request
    comparable: bool = False

    @property
    def here(self) -> Address:
        return Address(self.request.url.path, tuple(self.request.query_params.multi_items()))

    @property
    def formats(self) -> Formats:
        templates: Templates = self.request.app.state.templates
        return Formats(self.view.language, templates.gettext(self.view.language))

    def comparison(self, **scope: str) -> ComparisonRead | None:
        """Return what became of what the scope names (`project`, `programme`, `organisation`), at most fifty projects.

        None where no earlier moment is named.
        """
        if self.view.since is None:
            return None
        wanted = {name: [code] for name, code in scope.items()}
        return comparison(self.view, self.request, ComparisonParameters.model_validate(wanted))

    def page(self, template: str, **context: object) -> Response:
        """Render the template; every page says of which day it speaks and whether the data is illustrative."""
        return self._page(template, context, 200)

    def refuse(self, template: str, error: DomainError, **context: object) -> Response:
        """Render the form again, with what was typed and what is wrong with it, under the refusal's status."""
        return self._page(template, context, problem_of(error).status)

    def _page(self, template: str, context: Mapping[str, object], status: int) -> Response:
        templates: Templates = self.request.app.state.templates
        view = self.view
        values = {
            "as_of": view.as_of,
            "looking": self._looking,
            "links_keep": self._kept,
            "today": last_day_to_look_from(self.request),
            "demo": view.demo,
            "span": view.span,
            "comparable": self.comparable,
            "actor": view.actor,
            "may_assign": permits(view.actor, Action.ASSIGNMENT_SET),
            "may_hear_talk": permits(view.actor, Action.TALK_VIEW),
            "may_administer": permits(view.actor, Action.ACCOUNTS_VIEW),
            **context,
        }
        return templates.page(self.request, template, values, status=status, headers=CACHING)

    @property
    def _looking(self) -> Moment | None:
        return Moment(self.view.known_at, self.view.as_of) if self.view.known_at else None

    @property
    def _kept(self) -> dict[str, str]:
        """Return the parameters that every link of the page keeps."""
        return {AS_OF: self._looking.text} if self._looking else {}

    def record_url(self, kind: str, code: str) -> str:
        """Return the page of the record, in the language and at the moment of this one."""
        with keeping(self._kept):
            return Addresses(self.view.language).record_url(kind, code)

    @property
    def onlooker(self) -> Onlooker:
        """Return who looks at the history, and up to when."""
        view = self.view
        return Onlooker(view.actor, office_day_of(view.now), view.known_at or view.now)

    @property
    def next_address(self) -> str:
        """Return where to go after signing in: a page of this site, named by `next`."""
        wanted = self.request.query_params.get("next", "/")
        is_ours = wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and wanted.isprintable()
        return wanted if is_ours else "/"

    def neighbours(self, page: Page[T]) -> dict[str, str | None]:
        """Return the addresses of the pages beside this one, None where there is none."""
        cursors = {"next": page.next, "previous": page.previous}
        return {name: self.here.with_(cursor=cursor) if cursor else None for name, cursor in cursors.items()}


def _answering(view: Reading, request: Request) -> Iterator[Answering]:
    if SINCE in request.query_params:
        reason = msgid("This page cannot be compared; what changed stands at /thay-doi.")
        raise InvalidParameterError(parameter=SINCE, reason=reason)
    yield Answering(view, request)


def _comparing(view: Reading, request: Request) -> Iterator[Answering]:
    yield Answering(view, request, comparable=True)


def _entering(view: Anyone, request: Request) -> Answering:
    return Answering(view, request)


Entering = Annotated[Answering, Depends(_entering)]
Comparing = Annotated[Answering, Depends(_comparing, scope="function")]
Showing = Annotated[Answering, Depends(_answering, scope="function")]


def parameters(shape: type[P]) -> Callable[[Request], P]:
    """Return the reader of a list's query: unknown names are none of ours, empty ones are fields left empty."""

    def read(request: Request) -> P:
        try:
            return shape.model_validate(dict(_said(shape, request)))
        except ValidationError as error:
            raise RequestValidationError(
                [{**each, "loc": ("query", *each["loc"])} for each in error.errors()]
            ) from error

    return read


def _said(shape: type[PresentParameters], request: Request) -> Iterator[tuple[str, Any]]:
    for name, field in shape.model_fields.items():
        values = [value for value in request.query_params.getlist(name) if value.strip()]
        if values:
            yield name, values if get_origin(field.annotation) is list else values[-1]
