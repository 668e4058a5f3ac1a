"""Progress: how far a milestone is, in one short report, or in one press that says nothing has changed."""

from app.domain.access.policy import Action
from app.domain.errors import ConflictError
from app.domain.messages import msgid
from app.domain.portfolio.statuses import WORKABLE_STATUSES, MilestoneStatus
from app.models import Milestone, ProgressReport
from app.queries.access.subjects import subject_of_milestone
from app.schemas.work import Move, NewReport
from app.services.acting import acting_organisation
from app.services.unit_of_work import UnitOfWork
from app.services.work.documents import documents_by_code
from app.services.work.fetching import milestone_for
from app.services.work.moves import day_of, move_milestone


def report_progress(work: UnitOfWork, code: str, wish: NewReport) -> Milestone:
    """Write down how far the milestone is; the first report of one that has not started starts it."""
    row = _reportable(work, code)
    on = day_of(work, wish.effective_on)
    documents = documents_by_code(work, wish.documents)
    if row.status is MilestoneStatus.NOT_STARTED:
        move_milestone(work, code, Move(to=MilestoneStatus.IN_PROGRESS, effective_on=on))
    work.session.add(
        ProgressReport(
            milestone_id=row.id,
            organisation_id=_office_id(work, row),
            reported_by_id=work.user_id,
            effective_on=on,
            recorded_at=work.now,
            share_done=wish.share_done,
            done=wish.done,
            unchanged=False,
            documents=documents,
        )
    )
    row.share_done, row.renewed_on = wish.share_done, work.today
    work.session.flush()
    return row


def renew(work: UnitOfWork, code: str) -> Milestone:
    """Say that nothing has changed, which renews the day on which the lead last said how it stands."""
    row = _reportable(work, code)
    work.session.add(
        ProgressReport(
            milestone_id=row.id,
            organisation_id=_office_id(work, row),
            reported_by_id=work.user_id,
            effective_on=work.today,
            recorded_at=work.now,
            share_done=row.share_done,
            done="",
            unchanged=True,
        )
    )
    row.renewed_on = work.today
    work.session.flush()
    return row


def _reportable(work: UnitOfWork, code: str) -> Milestone:
    row = milestone_for(work, code)
    work.require(Action.MILESTONE_REPORT, subject_of_milestone(row, work.today))
    work.expect(row)
    if row.status not in WORKABLE_STATUSES:
        raise ConflictError(detail=msgid("Only a milestone that is not started or in progress can be reported on."))
    return row


def _office_id(work: UnitOfWork, row: Milestone) -> int:
    return acting_organisation(work, subject_of_milestone(row, work.today).leads).id
