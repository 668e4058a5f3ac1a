"""Moving milestones: claimed with their product, confirmed by somebody else, or returned with a reason."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from app.domain.errors import BatchError, ConflictError, DomainError, FieldError, InvalidInputError
from app.domain.messages import Message, msgid
from app.domain.portfolio.statuses import MILESTONE_LIFECYCLE, MilestoneStatus
from app.domain.work.moves import action_of
from app.models import Document, Milestone, StatusChange
from app.queries.access.subjects import subject_of_milestone
from app.queries.work.desks import status_before_suspension
from app.schemas.work import BatchedMove, Move
from app.services.acting import acting_organisation
from app.services.portfolio.settling import record_settling
from app.services.unit_of_work import UnitOfWork
from app.services.work.documents import add_document, documents_by_code
from app.services.work.fetching import milestone_for


def move_milestone(work: UnitOfWork, code: str, wish: Move) -> Milestone:
    """Move a milestone and write it down.

    Raises NotFoundError, NotPermittedError, StaleEditError, ConflictError or InvalidInputError.
    """
    row = milestone_for(work, code)
    subject = subject_of_milestone(row, work.today, author_id=row.claimed_by_id)
    work.require(action_of(row.status, wish.to), subject)
    work.expect(row)
    _require_arrow(row, wish.to, status_before_suspension(work.session, row))
    on = day_of(work, wish.effective_on)
    documents = _documents(work, wish)
    _require_grounds(row.status, wish, documents)
    work.because(wish.reason, row, row.project)
    _record(work, row, wish, on, documents)
    _apply(work, row, wish.to, on, documents)
    work.session.flush()
    record_settling(work, row.project, on)
    work.session.flush()
    return row


def _record(work: UnitOfWork, row: Milestone, wish: Move, on: date, documents: list[Document]) -> None:
    subject = subject_of_milestone(row, work.today)
    office = acting_organisation(work, subject.leads, subject.coordinates).short_name
    work.session.add(
        StatusChange(
            milestone_id=row.id,
            from_status=row.status.value,
            to_status=wish.to.value,
            effective_on=on,
            recorded_at=work.now,
            actor=office,
            actor_id=work.user_id,
            reason=wish.reason,
            documents=documents,
            demo=False,
        )
    )


def move_many(work: UnitOfWork, moves: Sequence[BatchedMove]) -> list[Milestone]:
    """Move all or none. Raises BatchError with what is wrong with each."""
    moved: list[Milestone] = []
    faults: dict[int, DomainError] = {}
    with work.session.begin_nested():
        for place, wish in enumerate(moves):
            try:
                with work.session.begin_nested():
                    moved.append(move_milestone(replace(work, version=wish.version), wish.code, wish))
            except DomainError as error:
                faults[place] = error
        if faults:
            raise BatchError(faults)
    return moved


def _require_arrow(row: Milestone, target: MilestoneStatus, previous: MilestoneStatus | None) -> None:
    if not MILESTONE_LIFECYCLE.allows(row.status, target, previous):
        raise ConflictError(
            detail=msgid("A milestone that is “%(now)s” cannot become “%(wanted)s”."),
            params={"now": row.status.value, "wanted": target.value},
        )


def day_of(work: UnitOfWork, day: date | None) -> date:
    """Return the day it happened, which cannot lie ahead."""
    if day is not None and day > work.today:
        raise InvalidInputError(FieldError(Message(msgid("This day lies ahead.")), pointer="/effective_on"))
    return day or work.today


def _documents(work: UnitOfWork, wish: Move) -> list[Document]:
    named = documents_by_code(work, wish.documents)
    if wish.product is None:
        return named
    if wish.product.issued_on > work.today:
        raise InvalidInputError(FieldError(Message(msgid("This day lies ahead.")), pointer="/product/issued_on"))
    return [add_document(work, wish.product), *named]


def _require_grounds(current: MilestoneStatus, wish: Move, documents: list[Document]) -> None:
    faults = []
    if MILESTONE_LIFECYCLE.asks_for_reason(current, wish.to) and not wish.reason:
        faults.append(FieldError(Message(msgid("Say why.")), pointer="/reason"))
    if MILESTONE_LIFECYCLE.asks_for_document(current, wish.to) and not documents:
        faults.append(FieldError(Message(msgid("Name the document it rests on.")), pointer="/documents"))
    is_claim = wish.to is MilestoneStatus.AWAITING_CONFIRMATION
    if is_claim and documents and not _product_day(documents):
        why = msgid("The product needs its number, day and issuer.")
        faults.append(FieldError(Message(why), pointer="/documents"))
    if faults:
        raise InvalidInputError(*faults)


def _product_day(documents: list[Document]) -> date | None:
    """Return the day of the first document that can be a product: it has a number, a day and an issuer."""
    days = (row.issued_on for row in documents if row.number and row.issuer and row.issued_on)
    return next(days, None)


def _apply(work: UnitOfWork, row: Milestone, to: MilestoneStatus, on: date, documents: list[Document]) -> None:
    """Keep the dates that a move sets; going back to the state before a suspension sets none."""
    before, row.status = row.status, to
    if before is MilestoneStatus.SUSPENDED:
        return
    if to is MilestoneStatus.IN_PROGRESS:
        row.started_on = row.started_on or on
        row.completed_on = row.claimed_on = row.claimed_by_id = None
    if to is MilestoneStatus.AWAITING_CONFIRMATION:
        row.completed_on = _product_day(documents)
        row.claimed_on, row.claimed_by_id = work.today, work.user_id
    if to is MilestoneStatus.COMPLETED:
        row.share_done = 1.0
