"""Who is asking: a session's cookie or a token, read from the request."""

from dataclasses import replace
from datetime import datetime

from fastapi import Request, Response
from sqlalchemy.orm import Session

from app.domain.access.actor import Actor
from app.domain.errors import SignInRequiredError
from app.queries.access.identity import Identity, identity_by_session, identity_by_token
from app.services.access.sign_ins import Client, note_seen
from app.web.clock import office_day_of

# A name with this prefix is only taken from the very host that set it, over HTTPS (RFC 6265bis).
_OVER_HTTPS = "__Host-"
SESSION_COOKIE = "trienkhai"


def identify(request: Request, session: Session, now: datetime) -> Identity:
    """Return who asks, the public when nobody is signed in. Raises SignInRequiredError for a token that is no good."""
    reads_published = request.app.state.settings.public_reading
    today, token, secret = office_day_of(now), _token_of(request), cookie_of(request)
    found = None
    if token is not None:
        found = identity_by_token(session, token, now, today)
        if found is None:
            raise SignInRequiredError
    elif secret:
        found = identity_by_session(session, secret, now, today)
    if found is None:
        return Identity(Actor(reads_published=reads_published))
    if found.is_stale:
        with request.app.state.writing.begin() as writing:
            note_seen(writing, token or secret, now)
    # Whoever has an account sees no less than those who have none.
    return replace(found, actor=replace(found.actor, reads_published=reads_published))


def _token_of(request: Request) -> str | None:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else None


def cookie_of(request: Request, name: str = SESSION_COOKIE) -> str:
    """Return the session's secret. Over HTTPS the plain name counts for nothing: a neighbouring host could set it."""
    return request.cookies.get(_cookie_name(request, name), "")


def set_cookie(request: Request, response: Response, secret: str, seconds: int, name: str = SESSION_COOKIE) -> None:
    response.set_cookie(
        _cookie_name(request, name),
        secret,
        max_age=seconds,
        path="/",
        secure=is_secure(request),
        httponly=True,
        samesite="lax",
    )


def clear_cookie(request: Request, response: Response, name: str = SESSION_COOKIE) -> None:
    set_cookie(request, response, "", 0, name)


def _cookie_name(request: Request, name: str) -> str:
    return _OVER_HTTPS + name if is_secure(request) else name


def is_secure(request: Request) -> bool:
    """Return whether people reach the office over HTTPS, which production always says."""
    return request.url.scheme == "https" or bool(request.app.state.settings.production)


def client_of(request: Request) -> Client:
    return Client(request.headers.get("user-agent", ""), request.client.host if request.client else "")
