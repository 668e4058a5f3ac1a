"""What the rules refuse, one class for each reason. The web layer knows which status answers each.

DomainError
├── NotFoundError                no record has that code
├── InvalidParameterError        a query parameter cannot be used
│   └── PastRefusedError         of this only today is known, or nothing of it can be changed in the past
├── InvalidInputError            fields of a form or body cannot be used
├── SignInRequiredError          nobody is signed in
├── NotPermittedError            the one who asks may not do this
├── CrossSiteError               another site made the browser ask
├── PreconditionRequiredError    a change must name the version it was decided on
├── KeyReusedError               an Idempotency-Key stands for another request
├── StaleEditError               somebody else has changed the record meanwhile
├── CollisionError               somebody else wrote the same at the same moment
├── ConflictError                the record's state does not allow it
├── BatchError                   some of several changes cannot be made, so none is
├── SeedError                    a record of the seed cannot be loaded
├── PlanError                    the steps of a template cannot be planned
├── FileTooLargeError            an uploaded file exceeds the limit
├── EmptyFileError               an uploaded file holds nothing
├── FileKindError                its content is of no accepted kind, or of another than its name says
├── UnsafeFileError              its content could harm whoever opens it
├── FileStoreError               the folder of files cannot be read or written
└── QuotationError               quoted words and the text disagree
    ├── QuotationNotFoundError   the words do not stand there
    └── AmbiguousQuotationError  the words stand there more than once
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from app.domain.messages import Message, msgid


@dataclass(frozen=True)
class FieldError:
    """What is wrong with one query parameter, or with the part of a body that the JSON pointer names."""

    detail: Message
    parameter: str | None = None
    pointer: str | None = None


class DomainError(Exception):
    """`code` names the problem for machines, `title` in words; `detail % params` says what to do about it.

    Titles and details are English patterns; `message.translated(gettext)` gives the reader's language.
    """

    code: ClassVar[str] = "refused"
    title: ClassVar[str] = msgid("This cannot be done")

    def __init__(
        self, *, detail: str, params: Mapping[str, object] | None = None, errors: Iterable[FieldError] = ()
    ) -> None:
        self.message = Message(detail, dict(params or {}))
        self.errors = tuple(errors)
        super().__init__(str(self.message))

    @property
    def detail(self) -> str:
        return self.message.pattern

    @property
    def params(self) -> Mapping[str, object]:
        return self.message.params


class NotFoundError(DomainError):
    code = "not-found"
    title = msgid("Not found")

    def __init__(self, *, kind: str, code: str) -> None:
        """`kind` is the noun as a msgid, such as "project"."""
        self.kind = kind
        super().__init__(
            detail=msgid("There is no %(kind)s with the code %(code)s."), params={"kind": Message(kind), "code": code}
        )


class InvalidParameterError(DomainError):
    """`reason` is a whole sentence as a msgid pattern; `also` holds further parameters that are wrong."""

    code = "invalid-parameter"
    title = msgid("A query parameter cannot be used")

    def __init__(
        self,
        *,
        parameter: str,
        reason: str,
        params: Mapping[str, object] | None = None,
        also: Iterable[FieldError] = (),
    ) -> None:
        why = Message(reason, dict(params or {}))
        self.parameter = parameter
        super().__init__(
            detail=msgid("Parameter %(parameter)s: %(reason)s"),
            params={"parameter": parameter, "reason": why},
            errors=(FieldError(why, parameter=parameter), *also),
        )


class PastRefusedError(InvalidParameterError):
    """`reason` is a whole sentence as a msgid."""

    code = "past-refused"
    title = msgid("One cannot look back here")

    def __init__(self, *, reason: str) -> None:
        super().__init__(parameter="as_of", reason=reason)
        self.message = Message(reason)


class InvalidInputError(DomainError):
    """`errors` name the fields, by JSON pointer."""

    code = "invalid-input"
    title = msgid("Some of the input cannot be used")

    def __init__(self, *errors: FieldError) -> None:
        super().__init__(detail=msgid("Correct the fields that are named, and send it again."), errors=errors)


class SignInRequiredError(DomainError):
    code = "sign-in-required"
    title = msgid("Sign in first")

    def __init__(self) -> None:
        super().__init__(detail=msgid("This needs an account: sign in, or send a token that is valid."))


class NotPermittedError(DomainError):
    code = "not-permitted"
    title = msgid("You may not do this")

    def __init__(self, *, action: str) -> None:
        self.action = action
        super().__init__(
            detail=msgid("Your offices do not allow this (%(action)s). Ask the planner or an administrator."),
            params={"action": action},
        )


class CrossSiteError(DomainError):
    code = "cross-site"
    title = msgid("This request comes from another site")

    def __init__(self) -> None:
        super().__init__(detail=msgid("Open the page here and send it again; other sites may change nothing."))


class PreconditionRequiredError(DomainError):
    code = "version-required"
    title = msgid("Say which version you have read")

    def __init__(self) -> None:
        super().__init__(detail=msgid("Send the ETag of the record as If-Match, so that no other change is lost."))


class KeyReusedError(DomainError):
    code = "key-reused"
    title = msgid("This Idempotency-Key was used for another request")

    def __init__(self) -> None:
        super().__init__(detail=msgid("Take a new key for every new request, and the same key only to repeat one."))


class StaleEditError(DomainError):
    """`current` is the version the record has now, `changed` names the fields that changed since."""

    code = "stale-edit"
    title = msgid("Somebody else has changed this meanwhile")

    def __init__(self, *, current: int, changed: Iterable[str] = ()) -> None:
        self.current = current
        self.changed = tuple(changed)
        super().__init__(
            detail=msgid("Read it again (it is now version %(current)s), then decide what to keep."),
            params={"current": current},
        )


class CollisionError(DomainError):
    """Only the second of two who write at once meets it; the record is as the first has left it."""

    code = "collision"
    title = msgid("Somebody else saved this at the same moment")

    def __init__(self) -> None:
        super().__init__(detail=msgid("Nothing of yours was saved. Look at what is there now, then send yours again."))


class ConflictError(DomainError):
    """`detail` says what stands in the way and what to do."""

    code = "conflict"
    title = msgid("The state of the record does not allow this")


class BatchError(DomainError):
    """`faults` say what is wrong with each, by its place."""

    code = "batch-refused"
    title = msgid("Nothing was changed, since some of it cannot be")

    def __init__(self, faults: Mapping[int, DomainError]) -> None:
        self.faults = dict(faults)
        super().__init__(
            detail=msgid("Correct or leave out what is named, and send it again."),
            errors=(FieldError(fault.message, pointer=f"/moves/{place}") for place, fault in faults.items()),
        )


class SeedError(DomainError):
    code = "seed-refused"
    title = msgid("The seed cannot be loaded")

    def __init__(self, *, record: str, why: str) -> None:
        """`record` names the file and the entry, so that its author finds it."""
        self.record = record
        super().__init__(
            detail=msgid("The seed's record %(record)s cannot be loaded: %(why)s."),
            params={"record": record, "why": why.removesuffix(".")},
        )


class PlanError(DomainError):
    code = "plan-refused"
    title = msgid("The steps cannot be planned")

    def __init__(self, faults: Sequence[Message]) -> None:
        """Every fault is named; the first one is told."""
        super().__init__(
            detail=faults[0].pattern,
            params=faults[0].params,
            errors=(FieldError(fault, pointer="/steps") for fault in faults),
        )


class QuotationError(DomainError):
    code = "quotation-refused"
    title = msgid("The quotation does not fit the text")


class QuotationNotFoundError(QuotationError):
    code = "quotation-not-found"
    title = msgid("The quoted words are not in the text")

    def __init__(self, *, words: str) -> None:
        super().__init__(
            detail=msgid("The words “%(words)s” do not stand in the text; copy them exactly."), params={"words": words}
        )


class AmbiguousQuotationError(QuotationError):
    code = "quotation-ambiguous"
    title = msgid("The quoted words stand in the text more than once")

    def __init__(self, *, words: str, times: int) -> None:
        super().__init__(
            detail=msgid("The words “%(words)s” stand in the text %(times)s times; say which occurrence is meant."),
            params={"words": words, "times": times},
        )


class FileTooLargeError(DomainError):
    code = "file-too-large"
    title = msgid("The file is too large")

    def __init__(self, *, limit: int) -> None:
        """`limit` counts bytes."""
        self.limit = limit
        super().__init__(
            detail=msgid("A file may have at most %(limit)s. Make it smaller or divide it, and send it again."),
            params={"limit": _size(limit)},
        )


class EmptyFileError(DomainError):
    code = "file-empty"
    title = msgid("The file is empty")

    def __init__(self) -> None:
        super().__init__(detail=msgid("The file holds nothing. Open it to see what happened, and send it again."))


class FileKindError(DomainError):
    code = "file-kind"
    title = msgid("This kind of file is not accepted")

    def __init__(self, *, why: Message, accepted: Iterable[str]) -> None:
        """`why` is a whole sentence that says what to do; `accepted` are endings of names, such as "pdf"."""
        self.why = why
        super().__init__(
            detail=msgid("%(why)s Accepted are: %(accepted)s."),
            params={"why": why, "accepted": ", ".join(accepted)},
        )


class UnsafeFileError(DomainError):
    code = "file-unsafe"
    title = msgid("The file is not safe to pass on")


class FileStoreError(DomainError):
    code = "file-store"
    title = msgid("Files cannot be stored or read at the moment")

    def __init__(self) -> None:
        super().__init__(
            detail=msgid("Nothing was changed. Try again later; if it happens again, tell the administrator.")
        )


def _size(count: int) -> str:
    """Return `count` bytes in the largest unit that divides it, so that the number is exact."""
    for unit, name in ((2**20, "MB"), (2**10, "KB")):
        if count % unit == 0:
            return f"{count // unit} {name}"
    return f"{count} B"
