"""Refuses changes that another site makes a browser send: its cookie would go along."""

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from app.domain.errors import CrossSiteError
from app.web.problems import answer, problem_of

_SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


class SameOrigin:
    """Asks Sec-Fetch-Site, or Origin against Host where a browser does not send it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in _SAFE or _is_own(Request(scope)):
            await self.app(scope, receive, send)
            return
        refusal = answer(Request(scope), problem_of(CrossSiteError()))
        await refusal(scope, receive, send)


def _is_own(request: Request) -> bool:
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if site is not None:
        return site in {"same-origin", "none"}
    # Without either it is no browser, which has no cookie to abuse.
    return origin is None or origin.partition("://")[2] == request.headers.get("host")
