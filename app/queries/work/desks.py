"""What there is to do about a milestone, for the one who reads."""

from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, selectinload

from app.domain.access.actor import Actor
from app.domain.access.policy import Action, permits
from app.domain.portfolio.statuses import WORKABLE_STATUSES, MilestoneStatus
from app.domain.work.extensions import ExtensionStatus
from app.domain.work.moves import allowed_moves
from app.models import Milestone, ProgressReport, StatusChange
from app.queries.access.subjects import subject_of_milestone, subject_of_project
from app.queries.organisations.assignments import organisation_ref
from app.queries.portfolio.lookup import require_milestone, require_project
from app.queries.work.extensions import extensions_of, extensions_of_project
from app.schemas.organisations import DocumentRead
from app.schemas.work import AllowedMoveRead, MilestoneDesk, ProjectDesk, ReportRead

_LATEST = 10


def milestone_desk(session: Session, code: str, actor: Actor, as_of: date) -> MilestoneDesk:
    """Raises NotFoundError."""
    row = require_milestone(session, code)
    subject = subject_of_milestone(row, as_of, author_id=row.claimed_by_id)
    extensions = extensions_of(session, row.id, as_of)
    reportable = row.status in WORKABLE_STATUSES
    is_asked = any(each.status is ExtensionStatus.ASKED for each in extensions)
    may_ask = reportable and row.deadline_on is not None and not is_asked
    return MilestoneDesk(
        allowed_moves=[
            AllowedMoveRead.model_validate(move)
            for move in allowed_moves(actor, subject, row.status, status_before_suspension(session, row))
        ],
        may_report=reportable and permits(actor, Action.MILESTONE_REPORT, subject),
        may_ask_extension=may_ask and permits(actor, Action.EXTENSION_ASK, subject),
        reports=_reports(session, row.id, as_of),
        extensions=extensions,
        product=_product(session, row.id),
        renewed_on=row.renewed_on,
    )


def project_desk(session: Session, code: str, actor: Actor, as_of: date) -> ProjectDesk:
    """Return what there is to do about a project, for the one who reads. Raises NotFoundError."""
    row = require_project(session, code)
    extensions = extensions_of_project(session, row.id, as_of)
    is_asked = any(each.status is ExtensionStatus.ASKED and not each.is_milestone for each in extensions)
    may_ask = row.status.value in WORKABLE_STATUSES and row.deadline_on is not None and not is_asked
    subject = subject_of_project(row, as_of)
    return ProjectDesk(
        may_ask_extension=may_ask and permits(actor, Action.EXTENSION_ASK, subject), extensions=extensions
    )


def status_before_suspension(session: Session, row: Milestone) -> MilestoneStatus | None:
    """Return the status to which a suspended milestone may go back."""
    if row.status is not MilestoneStatus.SUSPENDED:
        return None
    suspended = session.scalar(_latest(row.id, MilestoneStatus.SUSPENDED))
    return MilestoneStatus(suspended.from_status) if suspended and suspended.from_status else None


def _product(session: Session, milestone_id: int) -> DocumentRead | None:
    claim = session.scalar(
        _latest(milestone_id, MilestoneStatus.AWAITING_CONFIRMATION).options(selectinload(StatusChange.documents))
    )
    return DocumentRead.model_validate(claim.documents[0]) if claim and claim.documents else None


def _latest(milestone_id: int, to: MilestoneStatus) -> Select[StatusChange]:
    which = (StatusChange.milestone_id == milestone_id) & (StatusChange.to_status == to.value)
    return select(StatusChange).where(which).order_by(StatusChange.id.desc()).limit(1)


def _reports(session: Session, milestone_id: int, as_of: date) -> list[ReportRead]:
    rows = session.scalars(
        select(ProgressReport)
        .where(ProgressReport.milestone_id == milestone_id)
        .order_by(ProgressReport.id.desc())
        .limit(_LATEST)
        .options(selectinload(ProgressReport.organisation), selectinload(ProgressReport.documents))
    )
    return [
        ReportRead(
            effective_on=row.effective_on,
            recorded_at=row.recorded_at,
            organisation=organisation_ref(row.organisation, as_of),
            share_done=row.share_done,
            done=row.done,
            unchanged=row.unchanged,
            documents=[DocumentRead.model_validate(document) for document in row.documents],
        )
        for row in rows
    ]
