"""Refuses bodies that are larger than anything sent here in earnest, before they fill memory or disk."""

from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.web.problems import ROUTER_PROBLEMS, answer

LONGEST_BODY = 2**20
# What a form with a file may hold beside the file.
MARGIN = 2**20


class BodyLimit:
    """Asks Content-Length, and counts what really comes. Only forms with files may be longer than `LONGEST_BODY`."""

    def __init__(self, app: ASGIApp, file_limit: int) -> None:
        self.app = app
        self.longest_form = file_limit + MARGIN

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        is_form = request.headers.get("content-type", "").lower().startswith("multipart/form-data")
        limit = self.longest_form if is_form else LONGEST_BODY
        said = request.headers.get("content-length", "0")
        if said.isascii() and said.isdigit() and (len(said) > len(str(limit)) or int(said) > limit):
            refusal = answer(request, ROUTER_PROBLEMS[HTTPStatus.REQUEST_ENTITY_TOO_LARGE])
            await refusal(scope, receive, send)
            return
        await self.app(scope, _counting(receive, limit), send)


def _counting(receive: Receive, limit: int) -> Receive:
    left = limit

    async def receive_some() -> Message:
        nonlocal left
        message = await receive()
        left -= len(message.get("body", b""))
        if left < 0:
            # Where the body is read, this becomes the same refusal.
            raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        return message

    return receive_some
