"""What page handlers share: how an address's query is read, and how a page answers."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar, get_origin

from fastapi import Depends, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError

from app.domain.errors import InvalidParameterError
from app.domain.messages import msgid
from app.queries.paging import Page
from app.schemas.paging import PageParameters
from app.web.deps import Reading, View
from app.web.templating import Address, Templates

P = TypeVar("P", bound=PageParameters)
T = TypeVar("T")

# Showing the present for an address that asks for the past would be a lie.
_PAST = ("as_of", "since")


@dataclass(frozen=True)
class Answering:
    """One request for a page: what it reads from, and how it answers."""

    view: View
    request: Request

    def page(self, template: str, **context: object) -> Response:
        """Render the template; every page says of which day it speaks and whether the data is illustrative."""
        templates: Templates = self.request.app.state.templates
        return templates.page(self.request, template, {"as_of": self.view.as_of, "demo": self.view.demo, **context})

    def neighbours(self, page: Page[T]) -> dict[str, str | None]:
        """Return the addresses of the pages beside this one, None where there is none."""
        here = Address(self.request.url.path, tuple(self.request.query_params.multi_items()))
        cursors = {"next": page.next, "previous": page.previous}
        return {name: here.with_(cursor=cursor) if cursor else None for name, cursor in cursors.items()}


def _answering(view: Reading, request: Request) -> Iterator[Answering]:
    for name in _PAST:
        if name in request.query_params:
            raise InvalidParameterError(parameter=name, reason=msgid("Looking at another day is not possible yet."))
    yield Answering(view, request)


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


def _said(shape: type[PageParameters], request: Request) -> Iterator[tuple[str, Any]]:
    for name, field in shape.model_fields.items():
        values = [value for value in request.query_params.getlist(name) if value.strip()]
        if values:
            yield name, values if get_origin(field.annotation) is list else values[-1]
