"""The files of documents."""

from collections.abc import Iterator
from typing import BinaryIO

from fastapi import APIRouter, Response
from fastapi.responses import StreamingResponse

from app.domain.errors import NotFoundError
from app.domain.messages import msgid
from app.files.store import pieces
from app.queries.portfolio.documents import document_detail
from app.web.downloads import headers_of
from app.web.pages.papers import shelf_of
from app.web.pages.shared import Showing

router = APIRouter(prefix="/van-ban")


@router.get("/{code}/tep")
def download(showing: Showing, code: str) -> Response:
    """Send the file of a document, as something to keep and never to run."""
    document = document_detail(showing.view.session, code)
    if document.sha256 is None:
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
