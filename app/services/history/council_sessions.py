"""Council sessions: entered and corrected by those who prepare or follow them."""

from app.domain.access.policy import Action
from app.domain.errors import FieldError, InvalidInputError
from app.domain.messages import Message, msgid
from app.models import CouncilSession
from app.queries.history.council_sessions import require_council_session
from app.queries.history.since import SESSION_PREFIX
from app.schemas.council_sessions import CouncilSessionChange, NewCouncilSession
from app.services.series import next_code
from app.services.unit_of_work import UnitOfWork


def add_council_session(work: UnitOfWork, wish: NewCouncilSession) -> CouncilSession:
    """Enter a session. Raises InvalidInputError where it ends before it begins."""
    work.require(Action.COUNCIL_SESSION_EDIT)
    row = CouncilSession(**wish.model_dump(), code=next_code(work.session, SESSION_PREFIX), demo=False)
    _require_order(row)
    work.session.add(row)
    work.session.flush()
    return row


def edit_council_session(work: UnitOfWork, code: str, change: CouncilSessionChange) -> CouncilSession:
    """Change the fields that were sent; the code stays. Raises NotFoundError or InvalidInputError."""
    work.require(Action.COUNCIL_SESSION_EDIT)
    row = require_council_session(work.session, code)
    work.expect(row)
    for name in change.model_fields_set:
        setattr(row, name, getattr(change, name))
    _require_order(row)
    work.session.flush()
    return row


def _require_order(row: CouncilSession) -> None:
    if row.held_to < row.held_from:
        fault = msgid("It ends before it begins.")
        raise InvalidInputError(FieldError(Message(fault), pointer="/held_to"))
