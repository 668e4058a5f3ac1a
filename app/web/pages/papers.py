"""The part of a form that carries a paper and its file."""

from fastapi import Request
from starlette.datastructures import FormData, UploadFile

from app.domain.errors import FieldError, InvalidInputError
from app.domain.files import safe_name
from app.domain.messages import Message, msgid
from app.models import Document
from app.schemas.forms import PaperForm, YesNo
from app.schemas.work import NewDocument
from app.services.unit_of_work import UnitOfWork
from app.services.work.documents import Shelf, Upload, add_document
from app.web.pages.forms import wish_of


def shelf_of(request: Request) -> Shelf:
    shelf: Shelf = request.app.state.shelf
    return shelf


def paper_of(work: UnitOfWork, request: Request, form: FormData) -> Document | None:
    """Keep the paper that came with the form; None when nothing of it was filled in. Raises InvalidInputError."""
    wish, upload = wish_of(PaperForm, form), _upload(form)
    if upload is None and not (wish.number or wish.issuer or wish.issued_on or wish.title):
        return None
    if wish.classified is None:
        raise InvalidInputError(FieldError(Message(msgid("Say whether the paper is classified.")), "", "/classified"))
    document = NewDocument(
        number=wish.number,
        issued_on=wish.issued_on,
        issuer=wish.issuer,
        title=wish.title or wish.number or (safe_name(upload.name) if upload else "?"),
        classified=wish.classified is YesNo.YES,
    )
    return add_document(work, document, upload, shelf_of(request))


def _upload(form: FormData) -> Upload | None:
    sent = form.get("file")
    return Upload(sent.filename, sent.file) if isinstance(sent, UploadFile) and sent.filename else None
