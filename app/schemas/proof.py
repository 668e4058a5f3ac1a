"""The proof of the history, and what was taken out of it."""

from datetime import datetime
from typing import Annotated

from pydantic import Field, StringConstraints

from app.domain.history.checks import Fault
from app.schemas.access import Wish
from app.schemas.fields import CodeText, Prose
from app.schemas.paging import PageParameters, Parameters, Read

RootText = Annotated[str, StringConstraints(max_length=200)]
Reason = Annotated[Prose, StringConstraints(min_length=1)]


class RootParameters(Parameters):
    contains: RootText | None = Field(
        default=None, description="A root kept from before: the answer says whether today's history contains it."
    )


class KeptRootParameters(PageParameters):
    root: RootText | None = None


class RootRead(Read):
    root: str = Field(description="Stands for all revisions up to now: their number, then the root of their tree.")
    size: int = Field(description="How many revisions it stands for.", examples=[10169])
    contains: bool | None = Field(
        description="Whether today's history begins with that of the root asked about; null when none was."
    )


class BreakRead(Read):
    fault: Fault = Field(description="What is wrong there.")
    noun: str = Field(description="The table; `change` for the log itself.", examples=["milestone"])
    record: str | None = Field(description="The record's key, or the number in the log; null where nobody can tell.")
    revision: int | None = Field(description="Which of the record's revisions; null where nobody can tell.")
    column: str | None = Field(description="Which value; null where nobody can tell.")


class CheckRead(Read):
    checked_at: datetime = Field(description="When it was checked.")
    chains: int = Field(description="How many records were covered.", examples=[7659])
    revisions: int = Field(description="How many revisions were covered.", examples=[10169])
    first_digest: str | None = Field(description="Digest of the first revision of all; null when there is none.")
    last_digest: str | None = Field(description="Digest of the last revision of all; null when there is none.")
    root: str = Field(description="The root over all revisions when it was checked.")
    broken: BreakRead | None = Field(description="The first break; null when the history is whole.")


class RedactionParameters(PageParameters):
    """What was asked for is read newest first."""


class NewRedaction(Wish):
    noun: CodeText = Field(description="The kind of record, as its table is called.", examples=["comment"])
    record: CodeText = Field(description="The record's code; its number where it has no code.", examples=["TD-12"])
    field: CodeText = Field(description="Which text of it; `file` for the file of a document.", examples=["body"])
    document: CodeText = Field(description="Code of the document that orders it.", examples=["VB-7"])
    reason: Reason = Field(description="Why it has to go; without repeating it.")


class RedactionForm(Wish):
    what: CodeText
    record: CodeText
    document: CodeText
    reason: Reason


class RedactionRead(Read):
    code: str = Field(description="Code of the redaction.", examples=["XN-1"])
    noun: str = Field(description="The kind of record.", examples=["comment"])
    record: str = Field(description="The record's code; its number where it has no code.", examples=["TD-12"])
    field: str = Field(description="Which text of it.", examples=["body"])
    document: str = Field(description="Code of the document that orders it.", examples=["VB-7"])
    reason: str = Field(description="Why it has to go.")
    asked_by: str = Field(description="Name of the administrator who asked.")
    asked_by_id: int = Field(exclude=True)
    asked_at: datetime = Field(description="When it was asked for.")
    approved_by: str | None = Field(description="Name of the administrator who approved; null while nobody has.")
    approved_at: datetime | None = Field(description="When it was destroyed; null while it was not.")
    version: int = Field(description="Moves with every change of the record.")
