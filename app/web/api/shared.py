"""What REST handlers share: how a page and a record answer, and what refusals look like in OpenAPI."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Protocol, TypeVar

from fastapi import Depends, Request, Response

from app.domain.errors import InvalidParameterError
from app.domain.history.comparing import ChangedNoun
from app.domain.messages import msgid
from app.queries.history.changes import Followed, Reader
from app.queries.paging import Page
from app.schemas.history import ChangesRead
from app.schemas.paging import PageRead
from app.schemas.parameters import ONCE
from app.schemas.problem import ProblemRead
from app.web.comparing import R, compared, with_changes
from app.web.deps import TODAY_ONLY, Reading, View, no_parameters, only_moments, only_moments_and_since

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
        following, preceding = self.address_of(page.next), self.address_of(page.previous)
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

    def compared(self, noun: ChangedNoun, page: Page[R]) -> PageRead[R]:
        """Answer with one page, each record with what became of it where an earlier moment is named."""
        return self.page(compared(self.view, self.request, noun, page))

    def told(self, noun: ChangedNoun, record: R) -> R:
        """Return the record with what became of it where an earlier moment is named."""
        return with_changes(self.view, self.request, noun, [record])[0]

    def record(self, record: V) -> V:
        """Answer with one record under its own version."""
        self.view.tag(self.response, record.version)
        return record

    @property
    def reader(self) -> Reader:
        return Reader(self.view.actor, self.view.as_of, self.view.known_at)

    def changes(self, followed: Followed) -> ChangesRead:
        """Answer with changes, and with the address of what will come after them, which is there at all times."""
        wanted = self.request.url.include_query_params(after=followed.after)
        following = f"{wanted.path}?{wanted.query}"
        self.response.headers["Link"] = f'<{following}>; rel="next"'
        return ChangesRead(
            items=followed.items,
            next=following,
            more=followed.more,
            as_of=self.view.as_of,
            demo=self.view.demo,
        )

    def address_of(self, cursor: str | None) -> str | None:
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
COMPARABLE = [Depends(only_moments_and_since)]
NO_PARAMETERS_TODAY = [*TODAY_ONLY, Depends(no_parameters)]
