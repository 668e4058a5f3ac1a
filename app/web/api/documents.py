"""Documents: what proves or orders something."""

from typing import Annotated

from fastapi import APIRouter, Form, Path, Query, Request, Response, UploadFile
from pydantic import ConfigDict, Field

from app.queries.portfolio.documents import document_detail, document_page
from app.schemas.fields import CodeText
from app.schemas.organisations import DocumentRead
from app.schemas.paging import PageRead
from app.schemas.parameters import DocumentParameters
from app.schemas.work import DocumentChange, NewDocument
from app.services.work.documents import Upload, add_for, publish_document
from app.web.api.shared import CHANGE, COLLECTION, NO_PARAMETERS, RECORD, Listing, Single, tagged
from app.web.deps import Edit, Work
from app.web.writing import Writing


class NewPaper(NewDocument):
    """A document as a form sends it, with its file."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    milestone: CodeText | None = Field(default=None, description="Code of the milestone it is for.")
    file: UploadFile | None = Field(default=None, description="The file, of an accepted kind and size.")

    def wish(self) -> NewDocument:
        return NewDocument.model_validate(self.model_dump(exclude={"milestone", "file"}))


router = APIRouter(prefix="/documents", tags=["documents"], route_class=Writing)
Code = Annotated[str, Path(description="Code of the document.", examples=["VB-7"])]


@router.get("", responses=COLLECTION)
def list_documents(answering: Listing, wanted: Annotated[DocumentParameters, Query()]) -> PageRead[DocumentRead]:
    """List documents."""
    return answering.page(document_page(answering.view.session, wanted))


@router.get("/{code}", responses=RECORD, dependencies=NO_PARAMETERS)
def read_document(answering: Single, code: Code) -> DocumentRead:
    """Read what is known of a document."""
    return answering.record(document_detail(answering.view.session, code))


@router.patch("/{code}", responses=CHANGE)
def publish(work: Edit, code: Code, wish: DocumentChange, response: Response) -> DocumentRead:
    """Show a document to the public, or hide it again; planners do."""
    publish_document(work, code, published=wish.published)
    return tagged(response, document_detail(work.session, code))


@router.post("", responses=CHANGE, status_code=201)
def add(work: Work, request: Request, response: Response, paper: Annotated[NewPaper, Form()]) -> DocumentRead:
    """Add a document with its file, for a milestone that one leads or helps; planners need not name one."""
    upload = Upload(paper.file.filename or "", paper.file.file) if paper.file else None
    row = add_for(work, paper.milestone, paper.wish(), upload, request.app.state.shelf)
    response.headers["Location"] = f"/api/v1/documents/{row.code}"
    return document_detail(work.session, row.code)
