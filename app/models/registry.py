"""What each table remembers (design D5): the one list, which a test compares with the tables there are."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, FromClause, func, select

from app.db.base import Base
from app.db.memory.keeping import project_by
from app.db.memory.kinds import Memory, remember
from app.db.memory.twins import add_twin

REVISED = (
    "assignment",
    "capital_plan",
    "comment",
    "council_session",
    "coverage_mark",
    "disbursement",
    "document",
    "explanation",
    "extension",
    "holiday",
    "indicator",
    "investment_total",
    "measurement",
    "membership",
    "milestone",
    "milestone_predecessor",
    "obstacle",
    "organisation",
    "programme",
    "project",
    "project_ward",
    "quotation",
    "recommendation",
    "redaction",
    "reference",
    "resolution",
    "succession",
    "target",
    "template",
    "template_step",
    "template_step_predecessor",
    "ward",
    "ward_succession",
)
APPEND_ONLY = (
    "assignment_batch",
    "assignment_change",
    "clause",
    "comment_version",
    "evidence",
    "follow_up",
    "forecast",
    "progress_report",
    "report_document",
    "status_change",
    "urging",
)
# Never on a page of the past: who is signed in, what was answered, which number comes next.
OPERATIONAL = (
    "api_token",
    "follow",
    "history_check",
    "idempotency_record",
    "installation",
    "news_seen",
    "one_time_link",
    "series",
    "sign_in",
    "sign_in_attempt",
    "user_account",
)
# The log of changes, and how many there are; each table that is remembered also has a twin beside it.
MEMORY = ("change", "log_state")

# What the whole portfolio is counted by, beginning with what the counts are grouped under.
_COUNTED = {"milestone": ("project_id", "status", "deadline_on", "planned_start", "completed_on")}

ProjectOf = Callable[[FromClause], ColumnElement[Any]]


def declare() -> None:
    """Tell each table what it remembers, once all of them are declared, and give those that do their twins."""
    kinds = {
        Memory.REVISED: REVISED,
        Memory.APPEND_ONLY: APPEND_ONLY,
        Memory.OPERATIONAL: OPERATIONAL,
        Memory.MEMORY: MEMORY,
    }
    for memory, names in kinds.items():
        for name in names:
            remember(Base.metadata.tables[name], memory)
    for name in (*REVISED, *APPEND_ONLY):
        remember(add_twin(Base.metadata.tables[name], _COUNTED.get(name, ())), Memory.MEMORY)
    for name, project_of in _PROJECTS.items():
        project_by(Base.metadata.tables[name], project_of)


def _above(name: str, column: str) -> ProjectOf:
    """Return the project of the row that `column` names, in the table `name`."""

    def project_of(source: FromClause) -> ColumnElement[Any]:
        above = Base.metadata.tables[name].alias(f"above_{name}")
        return select(_PROJECTS[name](above)).where(above.c.id == source.c[column]).scalar_subquery()

    return project_of


def _own(source: FromClause) -> ColumnElement[Any]:
    return source.c.project_id


def _either(source: FromClause) -> ColumnElement[Any]:
    return func.coalesce(source.c.project_id, _above("milestone", "milestone_id")(source))


def _quoted(source: FromClause) -> ColumnElement[Any]:
    return func.coalesce(_either(source), _above("assignment", "assignment_id")(source))


# The project that a row concerns, for the log; the tables left out concern none.
_PROJECTS: dict[str, ProjectOf] = {
    "project": lambda source: source.c.id,
    **dict.fromkeys(("milestone", "project_ward", "reference"), _own),
    **dict.fromkeys(("capital_plan", "disbursement", "investment_total"), _own),
    **dict.fromkeys(("assignment", "assignment_change", "comment", "explanation", "extension", "forecast"), _either),
    **dict.fromkeys(("obstacle", "recommendation", "status_change", "urging"), _either),
    "quotation": _quoted,
    "comment_version": _above("comment", "comment_id"),
    "evidence": _above("status_change", "status_change_id"),
    "follow_up": _above("recommendation", "recommendation_id"),
    "milestone_predecessor": _above("milestone", "milestone_id"),
    "progress_report": _above("milestone", "milestone_id"),
    "report_document": _above("progress_report", "report_id"),
}
