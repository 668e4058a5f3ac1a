"""What each table remembers (design D5): the one list, which a test compares with the tables there are."""

from app.db.base import Base
from app.db.memory import Memory, remember

REVISED = (
    "assignment",
    "comment",
    "coverage_mark",
    "document",
    "explanation",
    "extension",
    "holiday",
    "indicator",
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
    "idempotency_record",
    "installation",
    "news_seen",
    "one_time_link",
    "series",
    "sign_in",
    "sign_in_attempt",
    "user_account",
)


def declare() -> None:
    """Tell each table what it remembers, once all of them are declared."""
    kinds = {Memory.REVISED: REVISED, Memory.APPEND_ONLY: APPEND_ONLY, Memory.OPERATIONAL: OPERATIONAL}
    for memory, names in kinds.items():
        for name in names:
            remember(Base.metadata.tables[name], memory)
