"""What a handler may ask for. With `app.cli` the only place that reads the clock."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import Depends, Request, Response
from sqlalchemy.orm import Session

import app
from app.domain.errors import InvalidParameterError, NotFoundError
from app.domain.messages import msgid
from app.queries.installation import state_of
from app.web.templating import Language, language_of

OFFICE_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


class NotModifiedError(Exception):
    """The reader already has this answer."""

    def __init__(self, tag: str) -> None:
        self.tag = tag


@dataclass(frozen=True)
class View:
    """One reading of the portfolio: as of which day, in which language, on what kind of database."""

    session: Session
    as_of: date
    language: Language
    demo: bool
    fingerprint: str
    known_tags: frozenset[str]

    def tag(self, response: Response, version: int | None = None) -> None:
        """Give the answer its ETag, and say what kind of data it holds.

        Raises NotModifiedError when the reader has that very answer.
        """
        tag = f'"{"l" if version is None else f"v{version}"}.{self.fingerprint}"'
        if self.known_tags & {tag, "*"}:
            raise NotModifiedError(tag)
        response.headers.update({"ETag": tag, "Cache-Control": "private, no-cache", "Vary": "Accept-Language"})
        if self.demo:
            response.headers["Trienkhai-Data"] = "illustrative"


def office_day() -> date:
    return datetime.now(OFFICE_ZONE).date()  # noqa: TID251 (the web layer's one look at the clock)


def _view(request: Request) -> Iterator[View]:
    _require_printable(request.path_params)
    with request.app.state.reading() as session:
        as_of = request.app.state.today()
        state = state_of(session)
        language = language_of(request)
        basis = f"{app.__version__}|{state.change_number}|{as_of}|{language}|{request.url.path}?{request.url.query}"
        yield View(
            session=session,
            as_of=as_of,
            language=language,
            demo=state.demo,
            fingerprint=hashlib.sha256(basis.encode()).hexdigest()[:16],
            known_tags=frozenset(
                tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")
            ),
        )


def _require_printable(codes: Mapping[str, object]) -> None:
    """Refuse codes with control characters, which no record has and PostgreSQL cannot be asked for."""
    for code in codes.values():
        if not str(code).isprintable():
            raise NotFoundError(kind=msgid("record"), code=ascii(code))


def no_parameters(request: Request) -> None:
    """Refuse any query parameter: a record takes none, and a misspelt one must not pass unseen."""
    for name in request.query_params:
        raise InvalidParameterError(parameter=name, reason=msgid("There is no such parameter here."))


# The session must close before the answer leaves, hence the scope.
Reading = Annotated[View, Depends(_view, scope="function")]
