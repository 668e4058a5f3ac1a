"""What rests on a document: moves, reports, assignments, extensions, capital, recommendations."""

from typing import NamedTuple

from sqlalchemy import ColumnElement, FromClause, false

from app.models import (
    Assignment,
    CapitalPlan,
    Evidence,
    Extension,
    FollowUp,
    InvestmentTotal,
    ProgressReport,
    Recommendation,
    ReportDocument,
    StatusChange,
)

# Bare tables under other names: visibility asks for them, and must neither restrict them again nor tie them to the
# statement around it.
_CHANGE = StatusChange.__table__.alias("resting_change")
_EVIDENCE = Evidence.__table__.alias("resting_evidence")
_REPORT = ProgressReport.__table__.alias("resting_report")
_ENCLOSED = ReportDocument.__table__.alias("resting_enclosure")
_ASSIGNMENT = Assignment.__table__.alias("resting_assignment")
_EXTENSION = Extension.__table__.alias("resting_extension")
_TOTAL = InvestmentTotal.__table__.alias("resting_total")
_PLAN = CapitalPlan.__table__.alias("resting_plan")
_RECOMMENDATION = Recommendation.__table__.alias("resting_recommendation")
_STEP = FollowUp.__table__.alias("resting_step")
_ABOUT_NO_WORK = _RECOMMENDATION.c.project_id.is_(None) & _RECOMMENDATION.c.milestone_id.is_(None)


class Resting(NamedTuple):
    """`work` has rows about a project or a milestone, which rest on `document` where they are `linked`.

    Rows that stand `apart` are about neither, and everybody who holds an office sees them.
    """

    work: FromClause
    document: ColumnElement[int]
    linked: ColumnElement[bool]
    apart: ColumnElement[bool] = false()


RESTING = (
    Resting(_CHANGE, _EVIDENCE.c.document_id, _CHANGE.c.id == _EVIDENCE.c.status_change_id),
    Resting(_REPORT, _ENCLOSED.c.document_id, _REPORT.c.id == _ENCLOSED.c.report_id),
    Resting(_ASSIGNMENT, _ASSIGNMENT.c.basis_document_id, _ASSIGNMENT.c.basis_document_id.is_not(None)),
    Resting(_EXTENSION, _EXTENSION.c.document_id, _EXTENSION.c.document_id.is_not(None)),
    Resting(_TOTAL, _TOTAL.c.document_id, _TOTAL.c.document_id.is_not(None)),
    Resting(_PLAN, _PLAN.c.document_id, _PLAN.c.document_id.is_not(None)),
    Resting(
        _RECOMMENDATION,
        _RECOMMENDATION.c.basis_document_id,
        _RECOMMENDATION.c.basis_document_id.is_not(None),
        _ABOUT_NO_WORK,
    ),
    Resting(
        _RECOMMENDATION,
        _STEP.c.document_id,
        (_RECOMMENDATION.c.id == _STEP.c.recommendation_id) & _STEP.c.document_id.is_not(None),
        _ABOUT_NO_WORK,
    ),
)
