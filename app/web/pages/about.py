"""Forms about a project or a milestone, of which the policy decides who may send them."""

from collections.abc import Callable
from typing import Any

from app.domain.access.policy import Action
from app.domain.errors import NotPermittedError
from app.domain.work.kinds import WorkKind
from app.domain.work.talk import TalkRights
from app.queries.portfolio.lookup import require_work
from app.queries.work.talk import rights_about
from app.web.deps import View

NOUNS = {WorkKind.PROJECT: "du-an", WorkKind.MILESTONE: "moc"}
May = Callable[[TalkRights], bool]


def about_work(view: View, kind: WorkKind, code: str, allowed: tuple[Action, May]) -> dict[str, Any]:
    """Return what such a form tells of the work. Raises NotFoundError, or NotPermittedError for those who may not."""
    action, may = allowed
    row = require_work(view.session, kind, code)
    rights = rights_about(row, view.actor, view.as_of)
    if rights is None or not may(rights):
        raise NotPermittedError(action=action.value)
    return {"noun": kind.value, "code": row.code, "title": row.title, "deadline_on": row.deadline_on}
