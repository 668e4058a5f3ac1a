"""What rests on a document: moves with their evidence, reports, assignments, extensions, capital."""

from typing import NamedTuple

from sqlalchemy import ColumnElement, FromClause

from app.models import (
    Assignment,
    CapitalPlan,
    Evidence,
    Extension,
    InvestmentTotal,
    ProgressReport,
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


class Resting(NamedTuple):
    """`work` has rows about a project or a milestone, which rest on `document` where they are `linked`."""

    work: FromClause
    document: ColumnElement[int]
    linked: ColumnElement[bool]


RESTING = (
    Resting(_CHANGE, _EVIDENCE.c.document_id, _CHANGE.c.id == _EVIDENCE.c.status_change_id),
    Resting(_REPORT, _ENCLOSED.c.document_id, _REPORT.c.id == _ENCLOSED.c.report_id),
    Resting(_ASSIGNMENT, _ASSIGNMENT.c.basis_document_id, _ASSIGNMENT.c.basis_document_id.is_not(None)),
    Resting(_EXTENSION, _EXTENSION.c.document_id, _EXTENSION.c.document_id.is_not(None)),
    Resting(_TOTAL, _TOTAL.c.document_id, _TOTAL.c.document_id.is_not(None)),
    Resting(_PLAN, _PLAN.c.document_id, _PLAN.c.document_id.is_not(None)),
)
