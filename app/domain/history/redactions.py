"""What may be destroyed on the order of the law: free text that people wrote about work, and files."""

from collections.abc import Collection, Iterable, Mapping

FILE = "file"
"""The file of a document, which lies in no column."""

# By table, the columns that hold it. What is not named is copied into the keys of other records (a project's title), is
# the resolution's own text, or came with the seed.
REDACTABLE: Mapping[str, tuple[str, ...]] = {
    "assignment_batch": ("reason",),
    "capital_plan": ("note", "source"),
    "comment": ("body",),
    "comment_version": ("body",),
    "council_session": ("name", "source"),
    "disbursement": ("note", "source"),
    "document": ("title", FILE),
    "explanation": ("question", "answer"),
    "extension": ("reason", "decision"),
    "follow_up": ("words",),
    "forecast": ("note",),
    "investment_total": ("note", "source"),
    "measurement": ("source", "note"),
    "milestone": ("title", "product"),
    "obstacle": ("description", "proposal", "clearing"),
    "organisation": ("legal_basis", "note"),
    "progress_report": ("done",),
    "project": ("summary", "product", "place"),
    "recommendation": ("content", "product", "evidence_awaited", "basis", "report"),
    "redaction": ("reason",),
    "reference": ("title", "url", "says"),
    "status_change": ("reason",),
    "succession": ("scope", "legal_basis", "source"),
    "target": ("text", "baseline"),
    "urging": ("note",),
    "ward_succession": ("scope", "legal_basis", "source"),
}
# Made of a record's texts, so that what is destroyed in one is destroyed in them.
DERIVED = ("search_text", "sort_key", "revision_reason")


def tombstone(document_code: str) -> str:
    """Return what stands in the place of a text that was destroyed by the order of a document."""
    return f"[đã xóa theo {document_code}]"


def tombstones_by_column(approved: Iterable[tuple[str, str]]) -> dict[str, Collection[str]]:
    """Return what may stand unsealed in each column of a record, by the (field, document code) approved for it."""
    found: dict[str, set[str]] = {}
    for field, document_code in approved:
        for column in () if field == FILE else (field, *DERIVED):
            found.setdefault(column, set()).add(tombstone(document_code))
    return dict(found)
