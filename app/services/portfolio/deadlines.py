"""Setting a first deadline; from then on it moves by an extension alone."""

from app.domain.deadlines import Deadline, deadline_within
from app.domain.errors import ConflictError, FieldError, InvalidInputError
from app.domain.messages import Message, msgid
from app.models import Milestone, Project
from app.schemas.planning import DeadlineWish


def deadline_of(wish: DeadlineWish | None) -> Deadline | None:
    return deadline_within(wish.date, wish.precision) if wish else None


def set_first_deadline(row: Project | Milestone, deadline: Deadline | None) -> bool:
    """Set it and return whether anything changed. Raises ConflictError when another one was set before."""
    if deadline == _deadline(row):
        return False
    if row.deadline_on is not None:
        raise ConflictError(
            detail=msgid("%(code)s has a deadline already; it moves by an extension."), params={"code": row.code}
        )
    row.deadline_on = row.original_deadline_on = deadline.on if deadline else None
    row.deadline_precision = row.original_deadline_precision = deadline.precision if deadline else None
    return True


def require_within(deadline: Deadline | None, project: Project, pointer: str) -> None:
    """Refuse a milestone's deadline after its project's. Raises InvalidInputError."""
    if deadline and project.deadline_on and deadline.on > project.deadline_on:
        fault = Message(
            msgid("The project itself is due on %(day)s; a milestone cannot be due later."),
            {"day": project.deadline_on.strftime("%d/%m/%Y")},
        )
        raise InvalidInputError(FieldError(fault, pointer=pointer))


def _deadline(row: Project | Milestone) -> Deadline | None:
    if row.deadline_on is None or row.deadline_precision is None:
        return None
    return Deadline(row.deadline_on, row.deadline_precision)
