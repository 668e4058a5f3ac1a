"""Refusals as answers: problem+json (RFC 9457) under /api, a page elsewhere; one registry for both."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse
from starlette.exceptions import HTTPException as StarletteHTTPException

from app.domain.access.provider import (
    AccountClosedError,
    JourneyLapsedError,
    LoginTakenError,
    NoOfficeError,
    ProviderAnswerError,
    ProviderRefusedError,
    ProviderSetUpError,
    ProviderSilentError,
)
from app.domain.access.sign_in import LinkSpentError, SignInRefusedError, TooManyAttemptsError
from app.domain.errors import (
    CollisionError,
    CrossSiteError,
    DomainError,
    EmptyFileError,
    FieldError,
    FileKindError,
    FileStoreError,
    FileTooLargeError,
    InvalidInputError,
    InvalidParameterError,
    KeyReusedError,
    NotFoundError,
    NotPermittedError,
    PastRefusedError,
    PlanError,
    PreconditionRequiredError,
    QuotationError,
    SeedError,
    SignInRequiredError,
    StaleEditError,
    UnsafeFileError,
)
from app.domain.history.roots import RootUnreadableError
from app.domain.messages import Message, msgid
from app.web.deps import AS_OF, NotModifiedError, last_day_to_look_from, looked_from
from app.web.security import HEADERS
from app.web.templating import Gettext, Templates, language_of
from app.web.wording import worded

log = logging.getLogger("trienkhai")

STATUS: dict[type[DomainError], int] = {
    NotFoundError: HTTPStatus.NOT_FOUND,
    InvalidParameterError: HTTPStatus.BAD_REQUEST,
    RootUnreadableError: HTTPStatus.BAD_REQUEST,
    PastRefusedError: HTTPStatus.BAD_REQUEST,
    InvalidInputError: HTTPStatus.UNPROCESSABLE_ENTITY,
    SignInRequiredError: HTTPStatus.UNAUTHORIZED,
    SignInRefusedError: HTTPStatus.UNPROCESSABLE_ENTITY,
    TooManyAttemptsError: HTTPStatus.TOO_MANY_REQUESTS,
    LinkSpentError: HTTPStatus.GONE,
    JourneyLapsedError: HTTPStatus.BAD_REQUEST,
    ProviderRefusedError: HTTPStatus.FORBIDDEN,
    ProviderAnswerError: HTTPStatus.BAD_GATEWAY,
    ProviderSilentError: HTTPStatus.SERVICE_UNAVAILABLE,
    ProviderSetUpError: HTTPStatus.SERVICE_UNAVAILABLE,
    NoOfficeError: HTTPStatus.FORBIDDEN,
    AccountClosedError: HTTPStatus.FORBIDDEN,
    LoginTakenError: HTTPStatus.CONFLICT,
    NotPermittedError: HTTPStatus.FORBIDDEN,
    CrossSiteError: HTTPStatus.FORBIDDEN,
    PreconditionRequiredError: HTTPStatus.PRECONDITION_REQUIRED,
    StaleEditError: HTTPStatus.PRECONDITION_FAILED,
    CollisionError: HTTPStatus.CONFLICT,
    KeyReusedError: HTTPStatus.UNPROCESSABLE_ENTITY,
    QuotationError: HTTPStatus.CONFLICT,
    SeedError: HTTPStatus.CONFLICT,
    PlanError: HTTPStatus.CONFLICT,
    FileTooLargeError: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    FileKindError: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    EmptyFileError: HTTPStatus.UNPROCESSABLE_ENTITY,
    UnsafeFileError: HTTPStatus.UNPROCESSABLE_ENTITY,
    FileStoreError: HTTPStatus.SERVICE_UNAVAILABLE,
    DomainError: HTTPStatus.CONFLICT,
}


@dataclass(frozen=True)
class Problem:
    """One refusal, yet in no language."""

    status: int
    code: str
    title: str
    detail: Message
    errors: tuple[FieldError, ...] = ()


# What the router itself refuses, by status.
ROUTER_PROBLEMS = {
    HTTPStatus.NOT_FOUND: Problem(
        404, "not-found", NotFoundError.title, Message(msgid("There is nothing at this address."))
    ),
    HTTPStatus.METHOD_NOT_ALLOWED: Problem(
        405,
        "method-not-allowed",
        msgid("This method is not allowed"),
        Message(msgid("This address can only be read.")),
    ),
    HTTPStatus.BAD_REQUEST: Problem(
        400, "unreadable", msgid("The request cannot be read"), Message(msgid("Its body is not what it says it is."))
    ),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: Problem(
        413, "too-large", msgid("The request is too large"), Message(msgid("Send less at a time, or a smaller file."))
    ),
}
INVALID_BODY = Problem(
    422,
    "invalid-input",
    msgid("Some of the input cannot be used"),
    Message(msgid("Correct the fields that are named, and send it again.")),
)
UNEXPECTED = Problem(
    500,
    "unexpected",
    msgid("Something went wrong on our side"),
    Message(msgid("It has been written down. Try again; if it happens again, tell the administrator the time.")),
)
# Every kind of problem by its code, for the pages that `type` names.
KINDS: dict[str, tuple[int, str]] = {
    **{kind.code: (int(status), kind.title) for kind, status in STATUS.items()},
    **{each.code: (each.status, each.title) for each in (*ROUTER_PROBLEMS.values(), INVALID_BODY, UNEXPECTED)},
}


def install(app: FastAPI) -> None:
    """Let every refusal of `app` answer in the one form."""
    app.add_exception_handler(DomainError, _refused)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(StarletteHTTPException, _routed)
    app.add_exception_handler(NotModifiedError, _not_modified)
    app.add_exception_handler(Exception, _crashed)


def problem_of(error: DomainError) -> Problem:
    status = next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)
    return Problem(int(status), error.code, error.title, error.message, error.errors)


def answer(request: Request, problem: Problem, headers: Mapping[str, str] | None = None) -> Response:
    """Return `problem` in the reader's language, as JSON for machines and as a page for people."""
    templates: Templates = request.app.state.templates
    language = language_of(request)
    gettext = templates.gettext(language)
    body = {
        "type": f"/problems/{problem.code}",
        "title": gettext(problem.title),
        "status": problem.status,
        "detail": problem.detail.translated(gettext),
        "instance": request.url.path,
        "errors": [_field(error, gettext) for error in problem.errors],
    }
    vary = {"Vary": "Accept-Language", "Content-Language": language, **(headers or {})}
    if _is_for_machines(request):
        return JSONResponse(body, problem.status, {**vary, "Cache-Control": "no-store"}, "application/problem+json")
    context = {"problem": body, "may_read": request.method in {"GET", "HEAD"}, **_place(request, problem)}
    return templates.page(request, "errors/problem.html", context, status=problem.status, headers=vary)


def _place(request: Request, problem: Problem) -> dict[str, object]:
    """Return from which moment a refusal is read, so that it shows the way back and its links stay there."""
    if problem.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return {}
    try:
        looking = looked_from(request, request.app.state.clock())
    except InvalidParameterError:
        looking = None
    kept = {AS_OF: looking.text} if looking else {}
    return {"looking": looking, "links_keep": kept, "today": last_day_to_look_from(request)}


def _is_for_machines(request: Request) -> bool:
    return request.url.path.startswith("/api/") or request.url.path == "/api"


def _field(error: FieldError, gettext: Gettext) -> dict[str, str]:
    where = {"parameter": error.parameter} if error.parameter is not None else {"pointer": error.pointer or ""}
    return {**where, "detail": error.detail.translated(gettext)}


def invalid(errors: Sequence[Mapping[str, Any]]) -> Problem:
    """Return the refusal for what Pydantic found: of the address 404, of the query 400, of the body 422."""
    places = {str(error["loc"][0]) for error in errors if error["loc"]}
    if "path" in places:
        return ROUTER_PROBLEMS[HTTPStatus.NOT_FOUND]
    fields = tuple(_field_error(error) for error in errors)
    if places <= {"query"}:
        title, detail = InvalidParameterError.title, msgid("Correct the parameters that are named.")
        return Problem(400, InvalidParameterError.code, title, Message(detail), fields)
    return replace(INVALID_BODY, errors=fields)


def _field_error(error: Mapping[str, Any]) -> FieldError:
    # A key of a JSON object may be half a character, which no answer could hold.
    place, *steps = [str(step).encode(errors="replace").decode() for step in error["loc"]]
    detail = worded(error)
    if place == "query":
        return FieldError(detail, parameter=steps[0] if steps else "")
    return FieldError(detail, pointer="/" + "/".join(steps))


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, DomainError)  # noqa: S101 (registered for this class alone)
    if isinstance(error, SignInRequiredError) and request.method == "GET" and not _is_for_machines(request):
        here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse(f"/dang-nhap?{urlencode({'next': here})}", 303, {"Cache-Control": "no-store"})
    return answer(request, problem_of(error))


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 (likewise)
    return answer(request, invalid(error.errors()))


def _routed(request: Request, error: Exception) -> Response:
    assert isinstance(error, StarletteHTTPException)  # noqa: S101 (likewise)
    status = HTTPStatus(error.status_code)
    other = Problem(status, "refused", status.phrase, Message(str(error.detail)))
    return answer(request, ROUTER_PROBLEMS.get(status, other), error.headers)


def _not_modified(_: Request, error: Exception) -> Response:
    assert isinstance(error, NotModifiedError)  # noqa: S101 (likewise)
    return Response(status_code=304, headers={"ETag": error.tag})


def _crashed(request: Request, error: Exception) -> Response:
    log.error("%s %s", request.method, request.url.path, exc_info=error)
    # This answer leaves outside the middleware, so it takes the headers along.
    return answer(request, UNEXPECTED, HEADERS)
