"""Recommendations: prepared, sent and pursued by the supervising side, answered by whoever they are put to."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from app.domain.access.actor import THE_OFFICE
from app.domain.access.policy import Action
from app.domain.errors import ConflictError, FieldError, InvalidInputError, NotFoundError
from app.domain.messages import Message, msgid
from app.domain.work.recommendations import (
    CLOSED_STATES,
    PRESSING,
    USUAL_DAYS,
    RecommendationState,
    Step,
    action_of,
    awaits_answer_after,
    fault_of_deadline,
    is_proposal,
    needs_document,
    needs_words,
    state_after,
    steps_from,
)
from app.models import (
    CouncilSession,
    Document,
    FollowUp,
    Milestone,
    Organisation,
    Programme,
    Project,
    Recommendation,
)
from app.queries.access.visibility import seen_by
from app.queries.work.recommendations import facts_of, subject_of_recommendation
from app.schemas.recommendations import NewFollowUp, NewRecommendation, RecommendationChange
from app.services.acting import acting_organisation
from app.services.portfolio.keys import key_recommendation
from app.services.series import next_code
from app.services.unit_of_work import UnitOfWork

R = TypeVar("R", CouncilSession, Document, Milestone, Organisation, Programme, Project)
RECOMMENDATION_PREFIX = "KN-"
_WORDS = ("content", "product", "evidence_awaited", "basis", "report", "deadline_on", "priority")
_SUBJECTS = (Milestone, Project, Programme)


def prepare_recommendation(work: UnitOfWork, wish: NewRecommendation) -> Recommendation:
    """Enter a draft. Raises NotPermittedError or InvalidInputError."""
    work.require(Action.RECOMMENDATION_PREPARE)
    row = Recommendation(
        code=next_code(work.session, RECOMMENDATION_PREFIX),
        made_for=acting_organisation(work),
        prepared_by_id=work.user_id,
        state=RecommendationState.DRAFT,
        answer_awaited=False,
        demo=False,
    )
    _fill(work, row, {name: getattr(wish, name) for name in NewRecommendation.model_fields})
    work.session.add(row)
    work.session.flush()
    return row


def edit_recommendation(work: UnitOfWork, code: str, change: RecommendationChange) -> Recommendation:
    """Change the fields that were sent, of a draft alone. Raises ConflictError once it is sent."""
    row = _locked(work, code)
    work.require(Action.RECOMMENDATION_PREPARE, subject_of_recommendation(row, work.today))
    work.expect(row)
    if row.state is not RecommendationState.DRAFT:
        raise ConflictError(detail=msgid("It has been sent; what it says stays as it is. Make a new recommendation."))
    _fill(work, row, {name: getattr(change, name) for name in change.model_fields_set})
    work.session.flush()
    return row


def follow_up(work: UnitOfWork, code: str, wish: NewFollowUp, document: Document | None = None) -> Recommendation:
    """Take a step about it; `document` is one just kept, else the wish may name one.

    Raises NotFoundError, NotPermittedError, StaleEditError, ConflictError or InvalidInputError.
    """
    row = _locked(work, code)
    subject = subject_of_recommendation(row, work.today)
    work.require(action_of(wish.step), subject)
    work.expect(row)
    if wish.step not in steps_from(facts_of(row)):
        raise ConflictError(detail=msgid("This step cannot be taken now; choose one of those that are offered."))
    on = _day_of(work, row, wish)
    if document is None and wish.document is not None:
        document = _found(work, Document, wish.document, "document")
    _require_grounds(wish, document)
    explain_by = _explain_by(wish, on)
    work.because(wish.words or None, row)
    work.session.add(
        FollowUp(
            recommendation=row,
            step=wish.step,
            taken_on=on,
            recorded_at=work.now,
            actor=work.actor.name,
            actor_id=work.user_id,
            organisation=acting_organisation(work, subject.asked),
            words=wish.words,
            document=document,
            explain_by=explain_by,
            demo=False,
        )
    )
    apply_step(row, wish.step, on, explain_by)
    work.session.flush()
    return row


def apply_step(row: Recommendation, step: Step, on: date, explain_by: date | None) -> None:
    """Bring a recommendation to where the step leads; that it may be taken has been asked before."""
    after = state_after(facts_of(row), step)
    if step is Step.ISSUED:
        row.issued_on = on
    if step in PRESSING:
        row.pressed = step
    if step is Step.EXPLANATION_ASKED:
        row.explain_by = explain_by
    if step is Step.ANSWERED or after in CLOSED_STATES:
        row.explain_by = None
    if after in CLOSED_STATES:
        row.closed_on = on
    row.state = after
    row.answer_awaited = awaits_answer_after(step, awaited=row.answer_awaited)


def _fill(work: UnitOfWork, row: Recommendation, said: Mapping[str, object]) -> None:
    # In one piece: what is looked up on the way must not write half of it.
    with work.session.no_autoflush:
        for name in _WORDS:
            if name in said:
                setattr(row, name, said[name])
        if "addressee" in said:
            row.addressee = _found(work, Organisation, str(said["addressee"]), "addressee")
        if "document" in said:
            row.basis_document = _named(work, Document, said["document"], "document")
        if "council_session" in said:
            row.council_session = _named(work, CouncilSession, said["council_session"], "council_session")
        if "subject" in said:
            _place(work, row, said["subject"])
    fault = fault_of_deadline(row.deadline_on, proposal=is_proposal(row.addressee.kind))
    if fault is not None:
        raise InvalidInputError(FieldError(fault, pointer="/deadline_on"))
    key_recommendation(row)


def _place(work: UnitOfWork, row: Recommendation, code: object) -> None:
    """Say what it is about: whichever of the three has that code, and may be seen."""
    row.milestone = row.project = row.programme = None
    if code is None:
        return
    seen = seen_by(work.actor, work.today)
    for table in _SUBJECTS:
        about = work.session.scalar(select(table).where(table.code == code).options(*seen))
        if about is not None:
            setattr(row, table.__tablename__, about)
            return
    fault = Message(msgid("There is no project, milestone or programme %(code)s."), {"code": code})
    raise InvalidInputError(FieldError(fault, pointer="/subject"))


def _named(work: UnitOfWork, table: type[R], code: object, field: str) -> R | None:
    return None if code is None else _found(work, table, str(code), field)


def _found(work: UnitOfWork, table: type[R], code: str, field: str) -> R:
    """Return the row of the code; what may not be seen is not there. Raises InvalidInputError."""
    row = work.session.scalar(select(table).where(table.code == code).options(*seen_by(work.actor, work.today)))
    if row is None:
        fault = Message(msgid("There is none with the code %(code)s."), {"code": code})
        raise InvalidInputError(FieldError(fault, pointer=f"/{field}"))
    return row


def _locked(work: UnitOfWork, code: str) -> Recommendation:
    """Return the recommendation, locked until the change is done. Raises NotFoundError, also where it is hidden."""
    hidden = NotFoundError(kind=msgid("recommendation"), code=code)
    links = (Recommendation.addressee, Recommendation.project, Recommendation.milestone)
    row = work.session.scalar(
        select(Recommendation)
        .where(Recommendation.code == code)
        .options(*(joinedload(each) for each in links))
        .with_for_update(of=Recommendation)
    )
    if row is None:
        raise hidden
    work.require(Action.TALK_VIEW, THE_OFFICE)
    work.require(Action.TALK_VIEW, subject_of_recommendation(row, work.today), hidden)
    return row


def _day_of(work: UnitOfWork, row: Recommendation, wish: NewFollowUp) -> date:
    """Return when the step was taken: after the one before it, and not later than today."""
    on = wish.taken_on or work.today
    latest = select(func.max(FollowUp.taken_on)).where(FollowUp.recommendation_id == row.id)
    last = work.session.scalar(latest)
    if on > work.today or (last is not None and on < last):
        fault = msgid("A step is taken after the one before it, and not later than today.")
        raise InvalidInputError(FieldError(Message(fault), pointer="/taken_on"))
    return on


def _require_grounds(wish: NewFollowUp, document: Document | None) -> None:
    faults = []
    if needs_words(wish.step) and not wish.words:
        faults.append(FieldError(Message(msgid("Say it in words.")), pointer="/words"))
    if needs_document(wish.step) and document is None:
        fault = msgid("This step rests on a document: name one, or add it.")
        faults.append(FieldError(Message(fault), pointer="/document"))
    if wish.explain_within is not None and wish.step is not Step.EXPLANATION_ASKED:
        fault = msgid("Only a request for an explanation has a limit.")
        faults.append(FieldError(Message(fault), pointer="/explain_within"))
    if faults:
        raise InvalidInputError(*faults)


def _explain_by(wish: NewFollowUp, on: date) -> date | None:
    """Return the last day to explain on, in calendar days as the law counts them."""
    if wish.step is not Step.EXPLANATION_ASKED:
        return None
    return on + timedelta(days=wish.explain_within or USUAL_DAYS)
