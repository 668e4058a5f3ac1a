"""What a handler may ask for: a reading of the portfolio, or a change to it, by whoever is asking."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Annotated

from fastapi import Depends, Header, Query, Request, Response
from sqlalchemy.orm import Session

import app
from app.domain.access.actor import Actor
from app.domain.errors import (
    InvalidParameterError,
    NotFoundError,
    PastRefusedError,
    PreconditionRequiredError,
    SignInRequiredError,
)
from app.domain.history.moments import Moment, Span, moment_of
from app.domain.messages import msgid
from app.queries.access.visibility import restrict
from app.queries.history.scopes import Reader
from app.queries.history.since import SINCE, since_of
from app.queries.installation import State, state_of
from app.schemas.fields import AS_OF_MEANING, SINCE_MEANING
from app.services.unit_of_work import UnitOfWork
from app.web.clock import office_day_of
from app.web.identity import identify
from app.web.templating import Language, language_of
from app.web.writing import begin

AS_OF = "as_of"


class NotModifiedError(Exception):
    """The reader already has this answer."""

    def __init__(self, tag: str) -> None:
        self.tag = tag


@dataclass(frozen=True)
class View:
    """One reading of the portfolio: by whom, as of which day, in which language, on what kind of database.

    `known_at` is the moment one looks from, None for the present; nobody may change anything from the past. `since` is
    the earlier moment one compares with, None where one does not compare.
    """

    session: Session
    actor: Actor
    sign_in_id: int | None
    now: datetime
    as_of: date
    known_at: datetime | None
    since: Moment | None
    language: Language
    demo: bool
    fingerprint: str
    known_tags: frozenset[str]

    @property
    def span(self) -> Span | None:
        """Return what is compared, None where nothing is."""
        return Span(self.since, Moment(self.known_at or self.now, self.as_of)) if self.since else None

    @property
    def reader(self) -> Reader:
        return Reader(self.actor, office_day_of(self.now), past=self.known_at is not None)

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
    looking_from = looked_from(request, now)
    with ExitStack() as opened:
        session = opened.enter_context(request.app.state.reading())
        identity = identify(request, session, now)
        actor, state = identity.actor, state_of(session)
        until = looking_from or Moment(now, office_day_of(now))
        said = _said_once(request, SINCE)
        since = since_of(session, said, actor, until, now) if said else None
        if looking_from is not None:
            # Who asks is settled by today's offices; what they see is the past.
            session = opened.enter_context(request.app.state.past(looking_from.instant))
            actor = replace(actor, read_only=True)
        restrict(session, actor, office_day_of(now), past=looking_from is not None)
        yield View(
            session=session,
            actor=actor,
            sign_in_id=identity.sign_in_id,
            now=now,
            as_of=until.day,
            known_at=looking_from.instant if looking_from else None,
            since=since,
            language=language_of(request),
            demo=state.demo,
            fingerprint=_fingerprint(request, actor, state, (office_day_of(now), since)),
            known_tags=frozenset(
                tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")
            ),
        )


def looked_from(request: Request, now: datetime) -> Moment | None:
    """Return the moment that the address looks from, None for the present. Raises InvalidParameterError."""
    said = _said_once(request, AS_OF)
    return moment_of(said, AS_OF, now) if said else None


def _said_once(request: Request, name: str) -> str | None:
    """Return a parameter of the address, None where it is left empty. Raises InvalidParameterError."""
    said = _said(request, name)
    if len(said) > 1:
        raise InvalidParameterError(parameter=name, reason=msgid("Give it only once."))
    return said[0].strip() if said else None


def _said(request: Request, name: str) -> list[str]:
    return [value for value in request.query_params.getlist(name) if value.strip()]


def _fingerprint(request: Request, actor: Actor, state: State, moments: tuple[date, Moment | None]) -> str:
    """Return what changes whenever the answer might: rights and language are part of it, as the data is."""
    offices = sorted((office.role.value, office.organisation_id) for office in actor.offices)
    rights = [actor.user_id, offices, actor.reads_published, actor.read_only]
    address = f"{request.url.path}?{request.url.query}"
    numbers = [state.change_number, state.changes]
    # The moment compared with may move while its name stays: the last visit, or a session that was corrected.
    basis = [app.__version__, numbers, str(moments), language_of(request), rights, address]
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


def only_moments(
    request: Request,
    as_of: Annotated[str | None, Query(description=AS_OF_MEANING, examples=["2025-06-30"])] = None,
) -> None:
    """Refuse any query parameter but the moment: a record takes no other, and a misspelt one must not pass unseen."""
    del as_of  # read from the address with every view
    _refuse_all_but(request, AS_OF)


def only_moments_and_since(
    request: Request,
    as_of: Annotated[str | None, Query(description=AS_OF_MEANING, examples=["2025-06-30"])] = None,
    since: Annotated[str | None, Query(description=SINCE_MEANING, examples=["2025-03-31"])] = None,
) -> None:
    """Refuse any query parameter but the two moments, of a record that can be compared."""
    del as_of, since  # read from the address with every view
    _refuse_all_but(request, AS_OF, SINCE)


def no_parameters(request: Request) -> None:
    """Refuse any query parameter, of what knows only today."""
    _refuse_all_but(request)


def _refuse_all_but(request: Request, *known: str) -> None:
    for name in request.query_params:
        if name not in known:
            raise InvalidParameterError(parameter=name, reason=msgid("There is no such parameter here."))


def last_day_to_look_from(request: Request) -> date | None:
    """Return today where the page that answers can be looked at as of another day, else None."""
    if request.method not in {"GET", "HEAD"} or getattr(request.state, "today_only", False):
        return None
    return office_day_of(request.app.state.clock())


def _today_only(request: Request) -> None:
    """Refuse to look back: what is answered here is known only as it is today."""
    request.state.today_only = True
    if _said(request, AS_OF):
        raise PastRefusedError(reason=msgid("This is known only as it is today."))


def _for_changes(request: Request) -> None:
    """Refuse to look back: what is answered here is a form, and nothing can be changed in the past."""
    request.state.today_only = True
    _require_present(request)


def _require_present(request: Request) -> None:
    """Refuse to change anything from the past."""
    if _said(request, AS_OF):
        raise PastRefusedError(reason=msgid("Nothing can be changed in the past."))
    if SINCE in request.query_params:
        raise InvalidParameterError(parameter=SINCE, reason=msgid("There is no such parameter here."))


def _work(
    request: Request,
    idempotency_key: Annotated[
        str | None, Header(description="A key of your own: a repeated request with it is answered as the first was.")
    ] = None,
) -> UnitOfWork:
    """Begin a change; the route's class commits it with the answer. Raises SignInRequiredError for the public."""
    _require_present(request)
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
# Where routes are declared: a route with neither reads the past by `as_of`.
TODAY_ONLY = [Depends(_today_only)]
FOR_CHANGES = [Depends(_for_changes)]
