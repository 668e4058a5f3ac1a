"""Documents and their files."""

from collections.abc import Iterator
from typing import BinaryIO

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse, StreamingResponse

from app.domain.access.policy import Action, permits
from app.domain.errors import NotFoundError
from app.domain.messages import msgid
from app.files.store import pieces
from app.queries.portfolio.documents import document_detail, work_resting_on
from app.schemas.forms import PublishForm
from app.services.work.documents import publish_document
from app.web.deps import Work
from app.web.downloads import headers_of
from app.web.pages.forms import Posted, wish_of
from app.web.pages.papers import shelf_of
from app.web.pages.shared import Showing
from app.web.writing import Writing

router = APIRouter(prefix="/van-ban", route_class=Writing)


@router.get("/{code}")
def show(showing: Showing, code: str) -> Response:
    """Show what is known of a document, and the work that rests on it."""
    view = showing.view
    return showing.page(
        "documents/show.html",
        document=document_detail(view.session, code),
        resting=work_resting_on(view.session, code),
        may_publish=permits(view.actor, Action.DOCUMENT_PUBLISH),
    )


@router.post("/{code}/cong-bo")
def publish(work: Work, code: str, form: Posted) -> Response:
    publish_document(work, code, published=wish_of(PublishForm, form).published)
    return RedirectResponse(f"/van-ban/{code}", 303)


@router.get("/{code}/tep")
def download(showing: Showing, code: str) -> Response:
    """Send the file of a document, as something to keep and never to run."""
    document = document_detail(showing.view.session, code)
    # What was destroyed keeps its digest, and no name.
    if document.sha256 is None or document.file_name is None:
        raise NotFoundError(kind=msgid("file"), code=code)
    file = shelf_of(showing.request).store.open(document.sha256)
    headers = headers_of(
        document.file_name or code, document.media_type or "application/octet-stream", document.sha256, inline=False
    )
    return StreamingResponse(_sent(file), headers=headers)


def _sent(file: BinaryIO) -> Iterator[bytes]:
    """Yield the file, and close it also when the reader goes away."""
    with file:
        yield from pieces(file)
