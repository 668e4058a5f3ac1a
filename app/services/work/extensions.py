"""Extensions: the lead asks, the planner decides; the original deadline stays what it was."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.domain.access.policy import Action
from app.domain.deadlines import Deadline, parse_deadline
from app.domain.errors import ConflictError, FieldError, InvalidInputError, NotFoundError
from app.domain.messages import Message, msgid
from app.domain.portfolio.statuses import WORKABLE_STATUSES
from app.domain.work.extensions import ExtensionFacts, ExtensionStatus, fault_of
from app.models import Extension, Milestone
from app.queries.access.subjects import Subjected, subject_of
from app.schemas.work import ExtensionDecision, NewExtension
from app.services.acting import acting_organisation
from app.services.series import next_code
from app.services.unit_of_work import UnitOfWork
from app.services.work.documents import documents_by_code
from app.services.work.fetching import about, milestone_for, project_for, row_of


def ask_for_milestone(work: UnitOfWork, code: str, wish: NewExtension) -> Extension:
    """Ask for a later deadline of a milestone. Raises ConflictError where the rule forbids it."""
    return _ask(work, milestone_for(work, code), wish)


def ask_for_project(work: UnitOfWork, code: str, wish: NewExtension) -> Extension:
    return _ask(work, project_for(work, code), wish)


def _ask(work: UnitOfWork, row: Subjected, wish: NewExtension) -> Extension:
    subject = subject_of(row, work.today)
    work.require(Action.EXTENSION_ASK, subject)
    wanted = parse_deadline(wish.deadline)
    _require_possible(_facts(work, row), wanted.on)
    assert row.deadline_on is not None  # noqa: S101 (the rule has refused work without a deadline)
    assert row.deadline_precision is not None  # noqa: S101 (a deadline has a precision)
    extension = Extension(
        code=next_code(work.session, "GH-"),
        organisation=acting_organisation(work, subject.leads),
        status=ExtensionStatus.ASKED,
        before_on=row.deadline_on,
        before_precision=row.deadline_precision,
        wanted_on=wanted.on,
        wanted_precision=wanted.precision,
        reason=wish.reason,
        asked_on=work.today,
        asked_by_id=work.user_id,
        **about(row),
    )
    work.because(wish.reason)
    work.session.add(extension)
    work.session.flush()
    return extension


def withdraw(work: UnitOfWork, code: str) -> Extension:
    """Take back a request that nobody has decided."""
    extension = _open(work, code)
    work.require(Action.EXTENSION_WITHDRAW, subject_of(row_of(work, extension), work.today))
    extension.status = ExtensionStatus.WITHDRAWN
    extension.decided_at, extension.decided_by_id = work.now, work.user_id
    work.session.flush()
    return extension


def decide(work: UnitOfWork, code: str, wish: ExtensionDecision) -> Extension:
    """Grant or refuse; only a grant moves the deadline."""
    extension = _open(work, code)
    row = row_of(work, extension)
    work.require(Action.EXTENSION_DECIDE, subject_of(row, work.today, author_id=extension.asked_by_id))
    work.expect(extension)
    if not wish.granted and not wish.reason:
        raise InvalidInputError(FieldError(Message(msgid("Say why it is refused.")), pointer="/reason"))
    work.because(wish.reason)
    extension.status = ExtensionStatus.GRANTED if wish.granted else ExtensionStatus.REFUSED
    extension.decision, extension.decided_at, extension.decided_by_id = wish.reason, work.now, work.user_id
    extension.document = next(iter(documents_by_code(work, wish.documents)), None)
    if wish.granted:
        _grant(work, extension, row, wish)
    work.session.flush()
    return extension


def _grant(work: UnitOfWork, extension: Extension, row: Subjected, wish: ExtensionDecision) -> None:
    wanted = Deadline(extension.wanted_on, extension.wanted_precision)
    granted = parse_deadline(wish.deadline) if wish.deadline else wanted
    _require_possible(_facts(work, row, apart_from=extension), granted.on)
    extension.granted_on, extension.granted_precision = granted.on, granted.precision
    row.deadline_on, row.deadline_precision = granted.on, granted.precision
    if isinstance(row, Milestone):
        row.times_extended += 1


def _require_possible(facts: ExtensionFacts, wanted_on: date) -> None:
    fault = fault_of(facts, wanted_on)
    if fault is not None:
        raise InvalidInputError(FieldError(fault, pointer="/deadline"))


def _facts(work: UnitOfWork, row: Subjected, apart_from: Extension | None = None) -> ExtensionFacts:
    column = Extension.milestone_id if isinstance(row, Milestone) else Extension.project_id
    asked = select(Extension.id).where(column == row.id, Extension.status == ExtensionStatus.ASKED)
    others = [found for found in work.session.scalars(asked) if apart_from is None or found != apart_from.id]
    above = row.project.deadline_on if isinstance(row, Milestone) else None
    # Both speak of their states in the same words.
    is_workable = row.status.value in WORKABLE_STATUSES
    return ExtensionFacts(is_workable, row.deadline_on, above, has_open_request=bool(others))


def _open(work: UnitOfWork, code: str) -> Extension:
    """Return a request that is still to be decided. Raises NotFoundError or ConflictError."""
    wanted = (
        select(Extension)
        .where(Extension.code == code)
        .options(joinedload(Extension.milestone), joinedload(Extension.project), selectinload(Extension.organisation))
        .with_for_update(of=Extension)
    )
    extension = work.session.scalars(wanted).one_or_none()
    if extension is None:
        raise NotFoundError(kind=msgid("extension"), code=code)
    # Hidden with the work it is about.
    row_of(work, extension)
    if extension.status is not ExtensionStatus.ASKED:
        raise ConflictError(detail=msgid("This request has been decided already; ask again if need be."))
    return extension
