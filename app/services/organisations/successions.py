"""Recording who took over from whom. No duty moves by it: planners learn whom to ask, and readers the names."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.access.policy import Action
from app.domain.errors import FieldError, InvalidInputError
from app.domain.messages import Message, msgid
from app.domain.organisations.successions import Lifetime, faults
from app.models import Organisation, Succession
from app.schemas.successions import NewSuccession
from app.services.unit_of_work import UnitOfWork


def record_succession(work: UnitOfWork, wish: NewSuccession) -> Succession:
    """Enter a succession. Raises InvalidInputError where a side is not there, it is known, or the day fits neither."""
    work.require(Action.SUCCESSION_RECORD)
    # Locked, so that two cannot record the same at once: a successor that is not known is no key to the database.
    predecessor = _side(work.session, wish.predecessor, "/predecessor")
    successor = _side(work.session, wish.successor, "/successor") if wish.successor else None
    _require_two(predecessor, successor)
    _require_new(work.session, predecessor, successor)
    if wish.effective_on is not None:
        ends = Lifetime(successor.valid_from, successor.valid_to) if successor else None
        wrong = faults(Lifetime(predecessor.valid_from, predecessor.valid_to), ends, wish.effective_on)
        if errors := [FieldError(fault, pointer="/effective_on") for fault in wrong]:
            raise InvalidInputError(*errors)
    row = Succession(
        **wish.model_dump(exclude={"predecessor", "successor"}), predecessor=predecessor, successor=successor
    )
    work.session.add(row)
    work.session.flush()
    return row


def _side(session: Session, code: str, pointer: str) -> Organisation:
    row = session.scalar(select(Organisation).where(Organisation.code == code).with_for_update())
    if row is None:
        raise InvalidInputError(FieldError(Message(msgid("There is no such organisation.")), pointer=pointer))
    return row


def _require_two(predecessor: Organisation, successor: Organisation | None) -> None:
    if predecessor is successor:
        fault = msgid("An organisation does not take over from itself.")
        raise InvalidInputError(FieldError(Message(fault), pointer="/successor"))


def _require_new(session: Session, predecessor: Organisation, successor: Organisation | None) -> None:
    after = successor.id if successor else None
    known = select(Succession.id).where(
        Succession.predecessor_id == predecessor.id, Succession.successor_id.is_not_distinct_from(after)
    )
    if session.scalar(known) is not None:
        fault = msgid("This succession is recorded already.")
        raise InvalidInputError(FieldError(Message(fault), pointer="/successor"))
