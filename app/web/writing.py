"""Routes that change something: the change and the answer to its repetition are committed before the answer leaves."""

import hashlib
import json
from collections.abc import Callable, Coroutine
from datetime import datetime, timedelta
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute
from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile

from app.domain.errors import KeyReusedError
from app.services.changes import answer_of, claim, count_change, keep_answer

KEPT_FOR = timedelta(hours=24)


class AnsweredError(Exception):
    """The same request was answered before."""

    def __init__(self, response: Response) -> None:
        self.response = response


class Writing(APIRoute):
    """Commits what the handler did when it answers well, and undoes it otherwise."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def answer(request: Request) -> Response:
            try:
                response = await handle(request)
            except AnsweredError as answered:
                await run_in_threadpool(_undo, request)
                return answered.response
            except BaseException:
                await run_in_threadpool(_undo, request)
                raise
            return await run_in_threadpool(_settle, request, response)

        return answer


def begin(request: Request, user_id: int | None, now: datetime, key: str | None = None) -> Session:
    """Open the request's one transaction. A repeated Idempotency-Key ends it with the answer that was given."""
    session: Session = request.app.state.writing()
    session.info.update(now=now, revised_by=user_id)
    request.state.change = session
    if key and request.method == "POST" and user_id is not None:
        _claim(request, session, user_id, key[:200], now)
    return session


def _claim(request: Request, session: Session, user_id: int, key: str, now: datetime) -> None:
    digest = _digest_of(request)
    request.state.claimed = (user_id, key)
    if claim(session, user_id, key, digest, (now, KEPT_FOR)):
        return
    kept = answer_of(session, user_id, key)
    if kept.request_digest != digest:
        raise KeyReusedError
    raise AnsweredError(Response(kept.body, kept.status or 200, {**kept.headers, "Idempotency-Replayed": "true"}))


def _digest_of(request: Request) -> str:
    """Return what tells this request from another; FastAPI has read the body by now, and keeps it."""
    line = f"{request.method} {request.url.path}?{request.url.query}\n"
    digest = hashlib.sha256(line.encode() + getattr(request, "_body", b""))
    form: FormData | None = getattr(request, "_form", None)
    for name, value in form.multi_items() if form else ():
        said = value if isinstance(value, str) else f"{value.filename} {_digest_of_file(value)}"
        digest.update(json.dumps([name, said]).encode())
    return digest.hexdigest()


def _digest_of_file(upload: UploadFile) -> str:
    digest = hashlib.file_digest(upload.file, "sha256").hexdigest()  # type: ignore[arg-type]
    upload.file.seek(0)
    return digest


def _settle(request: Request, response: Response) -> Response:
    session: Session | None = getattr(request.state, "change", None)
    if session is None:
        return response
    with session:
        if response.status_code >= 400 or request.method == "GET":  # noqa: PLR2004 (a refusal)
            return response
        if hasattr(request.state, "claimed"):
            user_id, key = request.state.claimed
            headers = {name: value for name, value in response.headers.items() if name != "content-length"}
            # What is shown once holds a secret, of which only the digest may be kept.
            body = b"" if response.headers.get("Cache-Control") == "no-store" else bytes(response.body)
            keep_answer(session, user_id, key, (response.status_code, headers, body))
        count_change(session)
        session.commit()
    return response


def _undo(request: Request) -> None:
    session: Session | None = getattr(request.state, "change", None)
    if session is not None:
        session.close()
