"""Forms: what was typed becomes a wish, or comes back with what is wrong beside each field."""

from collections.abc import AsyncIterator, Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, TypeVar, get_args, get_origin

from fastapi import Depends, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, ValidationError
from starlette.datastructures import FormData, UploadFile

from app.domain.errors import DomainError, FieldError, InvalidInputError
from app.domain.messages import Message
from app.web.pages.shared import Answering
from app.web.wording import worded

W = TypeVar("W", bound=BaseModel)


@dataclass(frozen=True)
class Filled:
    """A form as it was sent: the words typed, by field, and what is wrong with them."""

    typed: Mapping[str, list[str]] = field(default_factory=dict)
    errors: Mapping[str, Message] = field(default_factory=dict)
    refusal: Message | None = None

    def value(self, name: str, otherwise: object = "") -> str:
        """Return what was typed, `otherwise` where nothing was sent."""
        given = self.typed.get(name)
        return given[0] if given else "" if otherwise is None else str(otherwise)

    def values(self, name: str) -> list[str]:
        return self.typed.get(name, [])


EMPTY = Filled()
# From what was typed to the template and its context.
Show = Callable[[Filled], tuple[str, dict[str, object]]]


async def _posted(request: Request) -> AsyncIterator[FormData]:
    try:
        form = await request.form(max_files=10, max_fields=500)
    except UnicodeError as error:  # the request names a charset that Python knows, but it is not written in it
        raise InvalidInputError from error
    try:
        yield FormData([(name, _whole(value)) for name, value in form.multi_items()])
    finally:
        await form.close()


def _whole(value: str | UploadFile) -> str | UploadFile:
    """Return a text without halves of characters, which some charsets let through and no answer could hold."""
    return value.encode(errors="replace").decode() if isinstance(value, str) else value


Posted = Annotated[FormData, Depends(_posted, scope="function")]


def wish_of(shape: type[W], form: FormData, all_of: Collection[str] = ()) -> W:
    """Return the wish that the fields spell. Empty fields are fields left empty. Raises InvalidInputError.

    Those in `all_of` are sent also when they are empty: as null where that may be, as an empty text otherwise.
    """
    given = {name: _value(info.annotation, form, name) for name, info in shape.model_fields.items()}
    said = {name: value for name, value in given.items() if value not in (None, "", [])}
    empty = {name: _nothing(shape, name) for name in all_of if name not in said}
    try:
        return shape.model_validate({**empty, **said})
    except ValidationError as error:
        raise InvalidInputError(
            *(FieldError(worded(each), pointer=_pointer(each["loc"])) for each in error.errors())
        ) from error


def version_of(form: FormData) -> int:
    """Return the version that the form was filled in over; one that names none can match nothing."""
    said = form.get("version")
    return int(said) if isinstance(said, str) and said.isascii() and said.isdigit() and len(said) < 10 else -1  # noqa: PLR2004


def _nothing(shape: type[BaseModel], name: str) -> str | None:
    return None if type(None) in get_args(shape.model_fields[name].annotation) else ""


def _value(annotation: object, form: FormData, name: str) -> Any:
    several = (
        list in {get_origin(annotation), *map(get_origin, get_args(annotation))} or get_origin(annotation) is tuple
    )
    texts = [text.strip() for text in form.getlist(name) if isinstance(text, str)]
    return [text for text in texts if text] if several else next(iter(texts), None)


def _pointer(place: tuple[int | str, ...]) -> str:
    return "/" + "/".join(str(step) for step in place)


def refused(form: FormData, error: DomainError) -> Filled:
    """Return the form with what was typed; passwords and files are never sent back."""
    typed: dict[str, list[str]] = {}
    for name, value in form.multi_items():
        if not isinstance(value, UploadFile) and "password" not in name:
            typed.setdefault(name, []).append(value)
    errors = {(each.pointer or "/").split("/")[1]: each.detail for each in error.errors}
    return Filled(typed, errors, error.message)


def answer_form(showing: Answering, form: FormData, show: Show, act: Callable[[], str]) -> Response:
    """Do what the form asks and go where that leads; show it again, with what was typed, when it is refused."""
    try:
        return RedirectResponse(act(), 303)
    except DomainError as error:
        template, context = show(refused(form, error))
        return showing.refuse(template, error, **context)
