"""What a handler may ask for: a reading of the portfolio, or a change to it, by whoever is asking."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Annotated

from fastapi import Depends, Header, Request, Response
from sqlalchemy.orm import Session

import app
from app.domain.access.actor import Actor
from app.domain.errors import InvalidParameterError, NotFoundError, PreconditionRequiredError, SignInRequiredError
from app.domain.messages import msgid
from app.queries.access.visibility import restrict
from app.queries.installation import state_of
from app.services.unit_of_work import UnitOfWork
from app.web.clock import office_day_of
from app.web.identity import identify
from app.web.templating import Language, language_of
from app.web.writing import begin


class NotModifiedError(Exception):
    """The reader already has this answer."""

    def __init__(self, tag: str) -> None:
        self.tag = tag


@dataclass(frozen=True)
class View:
    """One reading of the portfolio: by whom, as of which day, in which language, on what kind of database."""

    session: Session
    actor: Actor
    sign_in_id: int | None
    now: datetime
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
        response.headers.update({"ETag": tag, **CACHING})
        if self.demo:
            response.headers["Trienkhai-Data"] = "illustrative"


# What an answer depends on beside its address.
CACHING = {"Cache-Control": "private, no-cache", "Vary": "Accept-Language, Authorization, Cookie"}


def _anyone(request: Request) -> Iterator[View]:
    """Give a view to anybody, also where nothing may be read without an account."""
    _require_printable(request.path_params)
    now = request.app.state.clock()
    with request.app.state.reading() as session:
        identity = identify(request, session, now)
        restrict(session, identity.actor, office_day_of(now))
        state, language = state_of(session), language_of(request)
        yield View(
            session=session,
            actor=identity.actor,
            sign_in_id=identity.sign_in_id,
            now=now,
            as_of=office_day_of(now),
            language=language,
            demo=state.demo,
            fingerprint=_fingerprint(request, identity.actor, state.change_number, office_day_of(now)),
            known_tags=frozenset(
                tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")
            ),
        )


def _fingerprint(request: Request, actor: Actor, change_number: int, as_of: date) -> str:
    """Return what changes whenever the answer might: rights and language are part of it, as the data is."""
    offices = sorted((office.role.value, office.organisation_id) for office in actor.offices)
    rights = [actor.user_id, offices, actor.reads_published, actor.read_only]
    address = f"{request.url.path}?{request.url.query}"
    basis = [app.__version__, change_number, str(as_of), language_of(request), rights, address]
    return hashlib.sha256(json.dumps(basis).encode()).hexdigest()[:16]


def _reader(view: Annotated[View, Depends(_anyone, scope="function")]) -> View:
    if not view.actor.is_signed_in and not view.actor.reads_published:
        raise SignInRequiredError
    return view


def _require_printable(codes: Mapping[str, object]) -> None:
    """Refuse codes with control characters, which no record has and PostgreSQL cannot be asked for."""
    for code in codes.values():
        if not str(code).isprintable():
            raise NotFoundError(kind=msgid("record"), code=ascii(code))


def no_parameters(request: Request) -> None:
    """Refuse any query parameter: a record takes none, and a misspelt one must not pass unseen."""
    for name in request.query_params:
        raise InvalidParameterError(parameter=name, reason=msgid("There is no such parameter here."))


def _work(
    request: Request,
    idempotency_key: Annotated[
        str | None, Header(description="A key of your own: a repeated request with it is answered as the first was.")
    ] = None,
) -> UnitOfWork:
    """Begin a change; the route's class commits it with the answer. Raises SignInRequiredError for the public."""
    _require_printable(request.path_params)
    now = request.app.state.clock()
    # Who asks is settled before the database is locked for writing.
    with request.app.state.reading() as session:
        identity = identify(request, session, now)
    if not identity.actor.is_signed_in:
        raise SignInRequiredError
    session = begin(request, identity.actor.user_id, now, idempotency_key)
    return UnitOfWork(session, identity.actor, now, office_day_of(now))


def _later(
    request: Request,
    idempotency_key: Annotated[
        str | None, Header(description="A key of your own: a repeated request with it is answered as the first was.")
    ] = None,
) -> Callable[[], UnitOfWork]:
    """Return what begins the change: where much is read first, writers need not wait for that."""
    return lambda: _work(request, idempotency_key)


def _edit(
    work: Annotated[UnitOfWork, Depends(_work)],
    if_match: Annotated[str | None, Header(description="The ETag of the record as it was read.")] = None,
) -> UnitOfWork:
    """Begin a change of a record whose version the client has to name."""
    if if_match is None:
        raise PreconditionRequiredError
    return replace(work, version=_version_of(if_match))


def _version_of(given: str) -> int:
    """Return the version that a tag names; one that names none can match nothing."""
    number = given.strip().removeprefix("W/").strip('"').partition(".")[0].removeprefix("v")
    return int(number) if number.isascii() and number.isdigit() and len(number) < 10 else -1  # noqa: PLR2004


# The session must close before the answer leaves, hence the scope.
Reading = Annotated[View, Depends(_reader, scope="function")]
Anyone = Annotated[View, Depends(_anyone, scope="function")]
Work = Annotated[UnitOfWork, Depends(_work)]
Later = Annotated[Callable[[], UnitOfWork], Depends(_later)]
Edit = Annotated[UnitOfWork, Depends(_edit)]
