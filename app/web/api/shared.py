"""What REST handlers share: how a page and a record answer, and what refusals look like in OpenAPI."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Protocol, TypeVar

from fastapi import Depends, Request, Response

from app.domain.errors import InvalidParameterError
from app.domain.messages import msgid
from app.queries.paging import Page
from app.schemas.paging import PageRead
from app.schemas.parameters import ONCE
from app.schemas.problem import ProblemRead
from app.web.deps import TODAY_ONLY, Reading, View, no_parameters, only_moments

_PROBLEM = {
    "model": ProblemRead,
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/ProblemRead"}}},
}
_UNCHANGED = {"description": "Nothing has changed since the ETag in `If-None-Match`."}

# Answers that every read may give beside its own.
COLLECTION: dict[int | str, dict[str, Any]] = {
    304: _UNCHANGED,
    400: {**_PROBLEM, "description": "A query parameter is unknown or cannot be used."},
    "default": {**_PROBLEM, "description": "Any other refusal."},
}
RECORD: dict[int | str, dict[str, Any]] = {
    **COLLECTION,
    404: {**_PROBLEM, "description": "There is no such record."},
}


# What a change may answer beside doing it.
CHANGE: dict[int | str, dict[str, Any]] = {
    401: {**_PROBLEM, "description": "Nobody is signed in, or the token is no good."},
    403: {**_PROBLEM, "description": "The policy does not allow it."},
    404: {**_PROBLEM, "description": "There is no such record for the one who asks."},
    409: {**_PROBLEM, "description": "The state of the record does not allow it."},
    412: {**_PROBLEM, "description": "The record has changed since the version named in `If-Match`."},
    422: {**_PROBLEM, "description": "Fields of the body cannot be used."},
    428: {**_PROBLEM, "description": "The change must name the version it was decided on, in `If-Match`."},
    "default": {**_PROBLEM, "description": "Any other refusal."},
}


class Versioned(Protocol):
    @property
    def version(self) -> int: ...


T = TypeVar("T")
V = TypeVar("V", bound=Versioned)


@dataclass(frozen=True)
class Answering:
    """One request for JSON: what it reads from, and how it answers."""

    view: View
    request: Request
    response: Response

    def page(self, page: Page[T]) -> PageRead[T]:
        """Answer with one page, its neighbours in the body and in `Link`."""
        following, preceding = self._address(page.next), self._address(page.previous)
        links = [f'<{address}>; rel="{rel}"' for rel, address in (("next", following), ("prev", preceding)) if address]
        if links:
            self.response.headers["Link"] = ", ".join(links)
        return PageRead(
            items=page.rows,
            next=following,
            previous=preceding,
            total=page.total,
            total_is_lower_bound=page.total_is_lower_bound,
            as_of=self.view.as_of,
            demo=self.view.demo,
        )

    def record(self, record: V) -> V:
        """Answer with one record under its own version."""
        self.view.tag(self.response, record.version)
        return record

    def _address(self, cursor: str | None) -> str | None:
        """Return the path and query of a neighbouring page, None where there is none."""
        if cursor is None:
            return None
        wanted = self.request.url.include_query_params(cursor=cursor)
        return f"{wanted.path}?{wanted.query}"


def _listing(view: Reading, request: Request, response: Response) -> Iterator[Answering]:
    _require_once(request)
    # Before the query: a reader that has the answer costs one look-up.
    view.tag(response)
    yield Answering(view, request, response)


def _require_once(request: Request) -> None:
    """Refuse a repeated parameter of which only one value could be heeded."""
    for name in ONCE:
        if len(request.query_params.getlist(name)) > 1:
            raise InvalidParameterError(parameter=name, reason=msgid("Give it only once."))


def _single(view: Reading, request: Request, response: Response) -> Iterator[Answering]:
    yield Answering(view, request, response)


def tagged(response: Response, record: V) -> V:
    """Answer a change with the record's new version, which the next change has to name."""
    response.headers["ETag"] = f'"v{record.version}"'
    return record


Listing = Annotated[Answering, Depends(_listing, scope="function")]
Single = Annotated[Answering, Depends(_single, scope="function")]
NO_PARAMETERS = [Depends(only_moments)]
NO_PARAMETERS_TODAY = [*TODAY_ONLY, Depends(no_parameters)]
